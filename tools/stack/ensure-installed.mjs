// Runs before every command, on whatever Node the system has and before any module is installed; so it uses none.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname ?? '.', '../..');

const problem = nodeProblem(process.versions.node, process.platform);
if (problem) {
  console.error(problem);
  process.exit(1);
}
if (!isInstalled(readLock('package-lock.json'), readLock('node_modules/.package-lock.json'))) install();

/**
 * The oldest Node that can install. On Linux everything after that runs on the Node that comes with the modules;
 * elsewhere on this one, which must then read TypeScript.
 */
function nodeProblem(version, platform) {
  const oldest = platform === 'linux' ? [20, 19] : [22, 12];
  const [major, minor] = version.split('.').map(Number);
  if (platform === 'win32') return 'TenantAtlas does not run on Windows itself. Start it inside WSL.';
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `TenantAtlas needs Node ${oldest.join('.')} or newer; this is ${version}. Node 24 is recommended.`;
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm writes the second file last, so an interrupted installation has none. Optional packages are for other systems. */
function isInstalled(wanted, present) {
  if (!wanted || !present) return false;
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, entry]) => {
      const found = present[path];
      if (!found) return entry.optional === true;
      return found.version === entry.version && found.integrity === entry.integrity;
    });
}

function install() {
  console.log('Installing modules. This happens once, and again when they change.');
  const options = ['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, ...options]] : ['npm', options];
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    console.error(
      error ? `npm could not be started: ${error.message}` : 'The modules could not be installed; npm says why above.',
    );
    process.exit(status || 1);
  }
}
