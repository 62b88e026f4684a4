import { hash, verify } from '@node-rs/argon2';

// OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. These are the library's defaults; they stand
// here because changing them must be a decision.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Longer ones are refused before hashing, so that nobody makes the server hash megabytes. */
export const LONGEST_PASSWORD = 1024;

/** A salted argon2id hash in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits. Where there is no hash (no such account, or none with a password) it takes as long as if
 * there were one, so that the time of an answer tells nobody which accounts exist.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const fits = await verify(stored ?? (await decoy), password);
  return fits && stored !== null;
}
