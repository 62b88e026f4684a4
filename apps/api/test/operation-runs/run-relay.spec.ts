import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { RunRegistry } from '../../src/modules/operation-runs/run-registry.js';
import { RunRelay } from '../../src/modules/operation-runs/run-relay.js';
import type { AppConfig } from '../../src/platform/config/config.js';
import type { SystemDatabase } from '../../src/platform/database/index.js';
import type { RunQueue } from '../../src/platform/queue/index.js';
import { aHandler } from './a-handler.js';

interface Due {
  readonly workspace_id: string;
  readonly run_id: string;
  readonly number: number;
  readonly run_type: string;
}

/** A relay over an outbox that the test fills. */
function aRelay() {
  const outbox: Due[] = [];
  const rings: string[] = [];
  const relayed: unknown[] = [];
  let looks = 0;
  let broken = false;
  const database = {
    query: (sql: string, parameters: readonly unknown[]) => {
      if (!sql.includes('take_dispatches')) {
        relayed.push(parameters[0]);
        return Promise.resolve([]);
      }
      looks += 1;
      return Promise.resolve(outbox.splice(0, parameters[0] as number));
    },
  } as SystemDatabase;
  const queue: Pick<RunQueue, 'ring'> = {
    ring: (name, { runId }) => {
      if (broken) return Promise.reject(new Error('out of reach'));
      rings.push(`${name} ${runId}`);
      return Promise.resolve();
    },
  };
  const registry = new RunRegistry();
  registry.register(aHandler());
  const relay = new RunRelay(database, registry, queue as RunQueue, {} as AppConfig);
  return {
    relay,
    outbox,
    rings,
    relayed,
    looks: () => looks,
    breakQueue: (now: boolean) => {
      broken = now;
    },
  };
}

beforeAll(() => {
  Logger.overrideLogger(false);
});

const due = (run_id: string, run_type = 'inventory.sync'): Due => ({
  workspace_id: 'workspace',
  run_id,
  number: 1,
  run_type,
});
const settled = () => new Promise(setImmediate);

describe('the relay', () => {
  it('rings for all that is due, however much it is, and marks it', async () => {
    const { relay, outbox, rings, relayed } = aRelay();
    const ids = Array.from({ length: 120 }, (_, index) => `run ${String(index)}`);
    outbox.push(...ids.map((id) => due(id)));
    relay.kick();
    await settled();
    expect(rings).toEqual(ids.map((id) => `provider ${id}`));
    expect(relayed).toEqual(ids);
  });

  it('looks again after every kick, at whatever moment of an earlier round it comes', async () => {
    for (let moment = 0; moment < 20; moment += 1) {
      const { relay, looks } = aRelay();
      relay.kick();
      for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
      const before = looks();
      relay.kick();
      await settled();
      expect(looks()).toBeGreaterThan(before);
    }
  });

  it('leaves what only another version knows to that version', async () => {
    const { relay, outbox, rings, relayed } = aRelay();
    outbox.push(due('theirs', 'backup.restore'), due('ours'));
    relay.kick();
    await settled();
    expect(rings).toEqual(['provider ours']);
    expect(relayed).toEqual(['ours']);
  });

  it('marks nothing that it could not ring for, and goes on at the next kick', async () => {
    const { relay, outbox, rings, relayed, breakQueue } = aRelay();
    breakQueue(true);
    outbox.push(due('first'));
    relay.kick();
    await settled();
    expect(relayed).toEqual([]);
    breakQueue(false);
    outbox.push(due('first'));
    relay.kick();
    await settled();
    expect(rings).toEqual(['provider first']);
  });
});
