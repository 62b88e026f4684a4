const RESERVED = /^\/(graphql|auth|health|metrics|graphiql)(\/|$)/;

/** What a GET of the console asks for: one of its files, a page (of which there is one document), or nothing of ours. */
export type Asked =
  | { readonly kind: 'file'; readonly path: string; readonly immutable: boolean }
  | { readonly kind: 'page' }
  | { readonly kind: 'nothing' };

/** Decides by the path alone. Files have an extension, pages have none; what is the API's is never a page. */
export function askedFor(path: string): Asked {
  if (RESERVED.test(path)) return { kind: 'nothing' };
  if (!/\.[A-Za-z0-9]+$/.test(path)) return { kind: 'page' };
  if (path === '/index.html') return { kind: 'page' };
  // Only what the build names by its content may be kept for ever.
  return { kind: 'file', path: path.slice(1), immutable: path.startsWith('/assets/') };
}
