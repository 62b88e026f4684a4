import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { logFile } from '../src/launch/log-file.ts';
import { Service } from '../src/launch/service.ts';
import { isAlive } from '../src/processes.ts';
import { until } from './until.ts';

describe('a service', () => {
  let folder: string;
  let said: string[];
  let givenUp: Error | undefined;
  let services: Service[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantatlas-service-'));
    said = [];
    givenUp = undefined;
    services = [];
  });

  afterEach(async () => {
    for (const service of services) await service.stop(0);
    await rm(folder, { recursive: true });
  });

  function service(
    manners: { readonly first: string; readonly later?: string },
    timing: { readonly graceMs?: number; readonly firstPauseMs?: number } = {},
  ): Service {
    const made = new Service(
      {
        name: 'The service',
        script: join(import.meta.dirname, 'fixtures/service.mjs'),
        env: (lastUrl) => ({
          ...process.env,
          NODE_OPTIONS: '',
          MANNERS: lastUrl === undefined ? manners.first : (manners.later ?? manners.first),
          PORT: lastUrl === undefined ? '0' : new URL(lastUrl).port,
        }),
        log: logFile(join(folder, 'service.log')),
        graceMs: 2_000,
        ...timing,
      },
      {
        say: (sentence) => said.push(sentence),
        onProcess: () => undefined,
        onGivenUp: (problem) => (givenUp = problem),
      },
    );
    services.push(made);
    return made;
  }

  it('says which address it serves, and is gone once it was stopped', async () => {
    const polite = service({ first: 'polite' });
    const url = await polite.start();
    expect(await textAt(url)).toBe('up');
    const pid = pidOf(polite);
    await polite.stop();
    expect(isAlive(pid)).toBe(false);
    expect(polite.process).toBeUndefined();
    expect(said).toEqual([]);
  });

  it('comes back at the same address after it was killed, and says so', async () => {
    const polite = service({ first: 'polite' });
    const url = await polite.start();
    const first = pidOf(polite);
    process.kill(first, 'SIGKILL');
    await until(async () => polite.process !== undefined && pidOf(polite) !== first && (await textAt(url)) === 'up');
    expect(said).toEqual(['The service ended unexpectedly (SIGKILL); starting it again.']);
  });

  it('fails its first start with what it wrote last', async () => {
    await expect(service({ first: 'fails' }).start()).rejects.toThrow('The fixture was told to fail.');
  });

  it('is given up when it does not come up any more', async () => {
    const broken = service({ first: 'polite', later: 'fails' }, { firstPauseMs: 5 });
    await broken.start();
    process.kill(pidOf(broken), 'SIGKILL');
    await until(() => givenUp !== undefined);
    expect(givenUp?.message).toBe('The service does not stay up.');
    expect(broken.process).toBeUndefined();
  });

  it('is ended by force when it does not stop in time', async () => {
    const stubborn = service({ first: 'stubborn' }, { graceMs: 200 });
    await stubborn.start();
    const pid = pidOf(stubborn);
    await stubborn.stop();
    expect(isAlive(pid)).toBe(false);
    expect(said).toEqual(['The service did not stop within 0 s and was ended.']);
  });

  it('is not started again when it is stopped during the pause before its next run', async () => {
    const polite = service({ first: 'polite' }, { firstPauseMs: 100 });
    await polite.start();
    process.kill(pidOf(polite), 'SIGKILL');
    await until(() => said.length === 1);
    await polite.stop();
    await expect(until(() => polite.process !== undefined, 300)).rejects.toThrow();
  });
});

function pidOf({ process: running }: Service): number {
  if (running === undefined) throw new Error('The service does not run.');
  return running.pid;
}

async function textAt(url: string | undefined): Promise<string> {
  return fetch(url ?? '').then(
    (response) => response.text(),
    () => 'down',
  );
}
