/** What happened on the way to the provider, as facts for progress, logs and metrics. Never a token, body or id. */
export type ReadEvent =
  | { readonly type: 'request_started'; readonly path: string; readonly requests: number }
  | {
      readonly type: 'request_finished';
      readonly path: string;
      /** Requests in this exchange: more than one in a `$batch`. */
      readonly requests: number;
      /** Undefined where no answer came. */
      readonly status: number | undefined;
      readonly ms: number;
    }
  | { readonly type: 'throttled'; readonly path: string; readonly until: Date }
  | { readonly type: 'retried'; readonly path: string; readonly attempt: number; readonly waitedMs: number }
  | { readonly type: 'token_requested' };

/**
 * A path with every id replaced, so that metrics have a bounded set of labels and logs hold no tenant's ids:
 * `deviceManagement/intents/{id}/categories`.
 */
export function pathTemplate(path: string): string {
  const [withoutQuery = ''] = path.split('?');
  return withoutQuery
    .replace(/\([^)]*\)/g, '/{id}')
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (/^[a-zA-Z$.]+$/.test(segment) || segment === '{id}' ? segment : '{id}'))
    .join('/');
}
