// Our sources import './thing.js' as Node's ESM demands, while the file on disk is './thing.ts'.
// Packages in node_modules mean what they say, so the alias must stop at their door.
module.exports = (request, options) => {
  const ours = !options.basedir.includes('/node_modules/');
  return options.defaultResolver(request, ours ? { ...options, extensionAlias: { '.js': ['.ts', '.js'] } } : options);
};
