import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AppCredential } from '@tenantatlas/graph-client';
import { z } from 'zod';
import type { WorkspaceTx } from '../../platform/database/index.js';
import { KEY_PROVIDER, openBytes, sealBytes, type KeyProvider } from './key-provider.js';

/** A credential as it is stored. */
export interface SealedCredential {
  readonly credential: Buffer;
  readonly keyVersion: number;
}

/** To what a sealed credential is bound: it opens for nothing else, so that a row cannot be moved to another tenant. */
export interface CredentialOwner {
  readonly tenantId: string;
  readonly kind: 'secret' | 'certificate';
}

interface KeyRow {
  readonly version: number;
  readonly wrappedKey: Buffer;
}

const storedCredential: z.ZodType<AppCredential> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client_secret'), secret: z.string() }),
  z.object({ kind: z.literal('certificate'), certificate: z.string(), privateKey: z.string() }),
]);

/** Seals provider credentials with a data key of their workspace, which the key provider wraps. */
@Injectable()
export class CredentialVault {
  constructor(@Inject(KEY_PROVIDER) private readonly keys: KeyProvider) {}

  /** Seals under the newest data key of the workspace; makes the first one where there is none. */
  async seal(tx: WorkspaceTx, owner: CredentialOwner, credential: AppCredential): Promise<SealedCredential> {
    const row = (await newestKey(tx)) ?? (await this.addFirstKey(tx));
    const key = await this.keys.unwrap(row.wrappedKey, tx.workspaceId);
    const plain = Buffer.from(JSON.stringify(credential));
    return { credential: sealBytes(key, plain, boundTo(tx, owner, row.version)), keyVersion: row.version };
  }

  /** Opens a sealed credential. To be called only where a provider token is about to be requested. */
  async open(tx: WorkspaceTx, owner: CredentialOwner, sealed: SealedCredential): Promise<AppCredential> {
    const [row] = await tx.query<KeyRow>(`SELECT ${KEY_COLUMNS} FROM workspace_keys WHERE version = $1`, [
      sealed.keyVersion,
    ]);
    if (row === undefined) throw new Error('The data key of a credential is missing.');
    const key = await this.keys.unwrap(row.wrappedKey, tx.workspaceId);
    const plain = openBytes(key, sealed.credential, boundTo(tx, owner, sealed.keyVersion));
    return storedCredential.parse(JSON.parse(plain.toString()));
  }

  private async addFirstKey(tx: WorkspaceTx): Promise<KeyRow> {
    const wrapped = await this.keys.wrap(randomBytes(32), tx.workspaceId);
    await tx.query(
      `INSERT INTO workspace_keys (workspace_id, version, provider, wrapped_key) VALUES ($1, 1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [tx.workspaceId, this.keys.name, wrapped],
    );
    // Another transaction may have been first: whichever was committed is the workspace's key.
    const row = await newestKey(tx);
    if (row === undefined) throw new Error('A data key that was just written is missing.');
    return row;
  }
}

const KEY_COLUMNS = 'version, wrapped_key AS "wrappedKey"';

async function newestKey(tx: WorkspaceTx): Promise<KeyRow | undefined> {
  const [row] = await tx.query<KeyRow>(`SELECT ${KEY_COLUMNS} FROM workspace_keys ORDER BY version DESC LIMIT 1`);
  return row;
}

function boundTo({ workspaceId }: WorkspaceTx, { tenantId, kind }: CredentialOwner, keyVersion: number): string {
  return JSON.stringify([keyVersion, workspaceId, tenantId, kind]);
}
