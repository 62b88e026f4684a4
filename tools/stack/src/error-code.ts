/** The code that the system gave to a failure: `ENOENT`, `EADDRINUSE`. */
export function codeOf(problem: unknown): string | undefined {
  const has = typeof problem === 'object' && problem !== null && 'code' in problem;
  return has && typeof problem.code === 'string' ? problem.code : undefined;
}
