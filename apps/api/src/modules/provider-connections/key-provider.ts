import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Wraps the data keys of workspaces. A port: a key vault of a cloud can take the place of the built-in one. */
export interface KeyProvider {
  /** Stored with each wrapped key, so that a later provider knows which ones are its own. */
  readonly name: string;
  wrap(key: Buffer, workspaceId: string): Promise<Buffer>;
  unwrap(wrapped: Buffer, workspaceId: string): Promise<Buffer>;
}

/** Token under which the key provider is injected. */
export const KEY_PROVIDER = Symbol('KEY_PROVIDER');

/** Wraps with one key from the deployment's configuration. A wrapped key opens for its own workspace only. */
export function configuredKeyProvider(keyBase64: string): KeyProvider {
  const key = Buffer.from(keyBase64, 'base64');
  return {
    name: 'configured',
    wrap: (dataKey, workspaceId) => Promise.resolve(sealBytes(key, dataKey, `data-key ${workspaceId}`)),
    unwrap: (wrapped, workspaceId) => Promise.resolve(openBytes(key, wrapped, `data-key ${workspaceId}`)),
  };
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of everything sealed, so that a later format can be told apart. */
const FORMAT = 1;

/** AES-256-GCM: format, IV, tag, ciphertext. What it was sealed for must be named again to open it. */
export function sealBytes(key: Buffer, plain: Buffer, sealedFor: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(sealedFor));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), sealed]);
}

/** @throws where the bytes were changed, or sealed for something else or by another key */
export function openBytes(key: Buffer, bytes: Buffer, sealedFor: string): Buffer {
  if (bytes[0] !== FORMAT) throw new Error('These bytes were not sealed by this version.');
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(sealedFor)).setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]);
}

function boundTo(sealedFor: string): Buffer {
  return Buffer.from(JSON.stringify([FORMAT, sealedFor]));
}
