import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { WorkspaceTx } from '../../platform/database/index.js';
import { CredentialVault } from './credential-vault.js';
import { configuredKeyProvider, openBytes, sealBytes } from './key-provider.js';

/** The keys of a workspace, without a database. */
function workspace(workspaceId: string, keys: { version: number; wrappedKey: Buffer }[] = []): WorkspaceTx {
  return {
    workspaceId,
    query: (sql, parameters = []) => {
      if (sql.startsWith('INSERT')) keys.push({ version: 1, wrappedKey: parameters[2] as Buffer });
      return Promise.resolve(keys as never);
    },
    afterCommit: () => undefined,
  };
}

const credential = { kind: 'client_secret', secret: 'the-secret' } as const;
const vaultOf = (key: Buffer) => new CredentialVault(configuredKeyProvider(key.toString('base64')));
const owner = { tenantId: 'tenant-1', kind: 'secret' } as const;

describe('a sealed credential', () => {
  it('opens for its own tenant, and holds the secret nowhere in the clear', async () => {
    const vault = vaultOf(randomBytes(32));
    const tx = workspace('workspace-1');
    const sealed = await vault.seal(tx, owner, credential);
    expect(sealed.credential.includes('the-secret')).toBe(false);
    expect(await vault.open(tx, owner, sealed)).toEqual(credential);
    const again = await vault.seal(tx, owner, credential);
    expect(again.credential.equals(sealed.credential)).toBe(false);
  });

  it('opens for no other tenant, kind, workspace or key version', async () => {
    const vault = vaultOf(randomBytes(32));
    const keys: { version: number; wrappedKey: Buffer }[] = [];
    const tx = workspace('workspace-1', keys);
    const sealed = await vault.seal(tx, owner, credential);
    await expect(vault.open(tx, { ...owner, tenantId: 'tenant-2' }, sealed)).rejects.toThrow();
    await expect(vault.open(tx, { ...owner, kind: 'certificate' }, sealed)).rejects.toThrow();
    await expect(vault.open(tx, owner, { ...sealed, keyVersion: 2 })).rejects.toThrow();
    await expect(vault.open(workspace('workspace-2', keys), owner, sealed)).rejects.toThrow();
  });

  it('opens with the key of the deployment only', async () => {
    const keys: { version: number; wrappedKey: Buffer }[] = [];
    const tx = workspace('workspace-1', keys);
    const sealed = await vaultOf(randomBytes(32)).seal(tx, owner, credential);
    await expect(vaultOf(randomBytes(32)).open(tx, owner, sealed)).rejects.toThrow();
  });

  it('is refused where a single bit was changed', () => {
    const key = randomBytes(32);
    const sealed = sealBytes(key, Buffer.from('the-secret'), 'purpose');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => openBytes(key, changed, 'purpose')).toThrow();
    }
    expect(openBytes(key, sealed, 'purpose').toString()).toBe('the-secret');
  });
});
