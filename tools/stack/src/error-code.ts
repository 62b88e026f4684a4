/** The code that the system gave to a failure: `ENOENT`, `EADDRINUSE`. */
export function codeOf(problem: unknown): string | undefined {
  return problem instanceof Error && 'code' in problem && typeof problem.code === 'string' ? problem.code : undefined;
}
