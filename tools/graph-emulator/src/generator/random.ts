import { createHash } from 'node:crypto';

/** A source of chance that gives the same sequence for the same words, on every machine and every start. */
export interface Random {
  /** An integer from 0 up to, not including, `below`. */
  int(below: number): number;
  /** True in `share` of all cases, 0 to 1. */
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Up to `count` different entries, in the order of the list. */
  some<T>(from: readonly T[], count: number): T[];
  /** A moment within the two years before the reference date, as Graph writes it. */
  moment(): string;
}

const REFERENCE = Date.UTC(2026, 10, 1);
const TWO_YEARS_IN_SECONDS = 63_072_000;

/** Mulberry32: 32 bits of state are plenty for test data, and it is the same everywhere. */
export function randomFrom(...words: readonly (string | number)[]): Random {
  let state = createHash('sha256').update(words.join('\u0000')).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[int(from.length)];
    if (chosen === undefined) throw new RangeError('Nothing to choose from.');
    return chosen;
  };
  return {
    int,
    chance: (share) => next() < share,
    pick,
    some: (from, count) => {
      const chosen = new Set<number>();
      const wanted = Math.min(count, from.length);
      while (chosen.size < wanted) chosen.add(int(from.length));
      return from.filter((_, index) => chosen.has(index));
    },
    moment: () => new Date(REFERENCE - int(TWO_YEARS_IN_SECONDS) * 1000).toISOString(),
  };
}

/** A stable id in the form of a UUID for whatever the words name. */
export function idFrom(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
