import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';

const COMMAND = fileURLToPath(new URL('../tenantatlas.mjs', import.meta.url));
const FOLDER = 'Backup/Compliance Policies/Policies';
const NAME = 'P_windows10CompliancePolicy.json';

const policy = (osMinimumVersion: string) =>
  JSON.stringify({ '@odata.type': '#microsoft.graph.windows10CompliancePolicy', displayName: 'P', osMinimumVersion });

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe('tenantatlas compare', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantatlas-cli-'));
    for (const [name, version] of [
      ['old', '10.0.1'],
      ['new', '10.0.2'],
    ] as const) {
      await mkdir(join(at(name), FOLDER), { recursive: true });
      await writeFile(join(at(name), FOLDER, NAME), policy(version));
    }
    await writeFile(at('new.zip'), zipSync({ [`${FOLDER}/${NAME}`]: Buffer.from(policy('10.0.2')) }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('ends with 0 where nothing differs, from folder and ZIP alike', async () => {
    const { code, out } = await run('compare', at('new'), at('new.zip'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ items: [], unchanged: 1 });
  });

  it('ends with 1 and names what differs', async () => {
    const { code, out } = await run('compare', at('old'), at('new'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      items: [
        {
          family: 'compliance',
          name: 'P',
          kind: 'CHANGED',
          changes: [{ path: 'osMinimumVersion', before: '10.0.1', after: '10.0.2' }],
        },
      ],
    });
  });

  it('ends with 2 and says what is wrong, without a stack', async () => {
    const { code, err } = await run('compare', at('old'), at('nowhere'));
    expect(code).toBe(2);
    expect(err).not.toMatch(/\n\s+at /);
    expect(err.trim()).not.toBe('');
  });
});
