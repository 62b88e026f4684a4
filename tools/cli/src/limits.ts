/** Larger than any export seen by a wide margin; small enough that a hostile one costs little. */
export const LIMITS = { archiveBytes: 50_000_000, files: 9_999, bytes: 100_000_000, ratio: 200, depth: 20 } as const;

export interface Listed {
  readonly path: string;
  readonly bytes: number;
}

/** @throws Error where the files of an export are too many, too large or lie outside of it. */
export function refuse(files: readonly Listed[], source: string): void {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const names = new Set(files.map(({ path }) => path));
  const problem =
    files.length > LIMITS.files
      ? 'holds too many files'
      : total > LIMITS.bytes
        ? 'holds more than allowed'
        : names.size < files.length
          ? 'holds two files of one name'
          : files.some(({ path }) => path.split('/').length > LIMITS.depth)
            ? 'is nested too deeply'
            : files.some(({ path }) => isOutside(path))
              ? 'names files outside of itself'
              : undefined;
  if (problem !== undefined) throw new Error(`${source} is refused: it ${problem}.`);
}

function isOutside(path: string): boolean {
  return /^([a-z]:|\/|\\)/i.test(path) || path.split(/[/\\]/).includes('..');
}
