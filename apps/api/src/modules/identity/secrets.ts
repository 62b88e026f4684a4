import { createHash, randomBytes } from 'node:crypto';

/** What is stored of a secret: enough to recognise it, nothing to use it. Both kinds hold 256 random bits. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A new secret for a session cookie. */
export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

const TOKEN = /^ta_([A-Za-z0-9]{43})_([0-9a-f]{8})$/;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const checksum = (random: string) => createHash('sha256').update(`ta_${random}`).digest('hex').slice(0, 8);

/** A new API token: `ta_<random>_<checksum>`, 256 bits in letters and digits, so that a double click selects it whole. */
export function newApiToken(): string {
  let random = '';
  while (random.length < 43) {
    // Bytes beyond the largest multiple of 62 would make some letters likelier than others.
    random += [...randomBytes(64)]
      .filter((byte) => byte < 248)
      .map((byte) => LETTERS.charAt(byte % 62))
      .join('');
  }
  const kept = random.slice(0, 43);
  return `ta_${kept}_${checksum(kept)}`;
}

/** Whether a text can be one of our tokens at all: what has a wrong checksum never reaches the database. */
export function isApiToken(text: string): boolean {
  const parts = TOKEN.exec(text);
  return parts !== null && checksum(parts[1] ?? '') === parts[2];
}

/** The first characters, to recognise a token by. */
export function tokenPrefix(token: string): string {
  return token.slice(0, 9);
}
