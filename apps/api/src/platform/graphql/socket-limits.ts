/** What one process and one principal may hold open; documented for outside tools. */
export const SOCKET_LIMITS = {
  frameBytes: 64 * 1024,
  initMs: 10_000,
  sockets: 10_000,
  socketsPerPrincipal: 2_500,
  subscriptions: 100,
} as const;
