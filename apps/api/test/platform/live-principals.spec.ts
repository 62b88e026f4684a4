import { afterEach, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { Principal } from '../../src/platform/access/principal.js';
import type { PrincipalSource } from '../../src/platform/access/principal-source.js';
import type { AppConfig } from '../../src/platform/config/config.js';
import { LivePrincipals, type Holder } from '../../src/platform/graphql/live-principals.js';
import { FanOut } from '../../src/platform/pubsub/fan-out.js';
import { until } from '../until.js';

const closings: (() => void)[] = [];
afterEach(() => {
  closings.splice(0).forEach((close) => {
    close();
  });
});

const aPrincipal = (name = 'Olga Owner'): Principal => ({
  kind: 'user',
  id: v7(),
  userId: v7(),
  name,
  email: null,
  expiresAt: new Date(Date.now() + 3_600_000),
  credentialId: v7(),
  grants: new Map(),
});

/** Access that the test gives and takes; `hold` keeps the answer of the next check back until it is released. */
async function anAccess({ revalidateMs = 60_000 } = {}) {
  const access = new Map<string, Principal>();
  const questions: number[] = [];
  let gate: Promise<unknown> = Promise.resolve();
  const source: Pick<PrincipalSource, 'revalidate'> = {
    async revalidate(asked) {
      questions.push(asked.length);
      const answer = new Map(
        asked.flatMap(({ credentialId }) => {
          const principal = access.get(credentialId);
          return principal === undefined ? [] : [[credentialId, principal] as const];
        }),
      );
      await gate;
      return answer;
    },
  };
  let deliver: (envelope: never) => void = () => undefined;
  const fanOut = new FanOut(
    {
      send: async (envelopes) => {
        for (const one of envelopes) deliver(one as never);
        await Promise.resolve();
      },
      listen: (onEnvelope) => Promise.resolve(void (deliver = onEnvelope as typeof deliver)),
      close: () => Promise.resolve(),
    },
    (error) => {
      throw error;
    },
  );
  await fanOut.start();
  const config: Pick<AppConfig, 'REVALIDATE_MS'> = { REVALIDATE_MS: revalidateMs };
  const live = new LivePrincipals(source as PrincipalSource, fanOut, config as AppConfig);
  live.onApplicationBootstrap();
  closings.push(() => {
    live.beforeApplicationShutdown();
  });
  const lost: string[] = [];
  return {
    live,
    access,
    questions,
    lost,
    revoke(principal: Principal, told = true) {
      access.delete(principal.credentialId);
      if (told) fanOut.publish('revocations', { credentialId: principal.credentialId });
    },
    holdAnswer() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      gate = promise;
      return () => {
        gate = Promise.resolve();
        resolve(undefined);
      };
    },
    connect(principal: Principal): { holder: Holder; letGo: () => void } {
      access.set(principal.credentialId, principal);
      const holder: Holder = { principal, onLost: () => lost.push(principal.name) };
      return { holder, letGo: live.hold(holder) };
    },
  };
}

describe('the access of who holds a socket', () => {
  it('is lost at once where a revocation is told, and nobody else loses theirs', async () => {
    const { connect, revoke, lost } = await anAccess();
    const gone = aPrincipal('gone');
    connect(gone);
    connect(aPrincipal('stays'));
    revoke(gone);
    await until(
      () => lost,
      ({ length }) => length > 0,
    );
    expect(lost).toEqual(['gone']);
  });

  it('is lost by the clock where nobody told', async () => {
    const { connect, revoke, lost } = await anAccess({ revalidateMs: 30 });
    const gone = aPrincipal('gone');
    connect(gone);
    revoke(gone, false);
    await until(
      () => lost,
      (names) => names.includes('gone'),
    );
  });

  it('is lost though the revocation came while a check was under way', async () => {
    const { live, connect, revoke, lost, holdAnswer, questions } = await anAccess();
    const gone = aPrincipal('gone');
    connect(gone);
    const release = holdAnswer();
    const checking = live.fresh();
    await until(
      () => questions.length,
      (count) => count === 1,
    );
    revoke(gone);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    release();
    await checking;
    await until(
      () => lost,
      (names) => names.includes('gone'),
    );
  });

  it('is asked for all in one question, each credential once, and not again within a second', async () => {
    const { live, connect, questions } = await anAccess();
    const principal = aPrincipal();
    [principal, principal, aPrincipal()].forEach(connect);
    await Promise.all([live.fresh(), live.fresh()]);
    await live.fresh();
    expect(questions).toEqual([2]);
  });

  it('is what the database knows after the check', async () => {
    const { live, connect, access } = await anAccess();
    const principal = aPrincipal();
    const { holder } = connect(principal);
    const changed = { ...principal, name: 'Renamed' };
    access.set(principal.credentialId, changed);
    await live.fresh();
    expect(holder.principal).toBe(changed);
  });

  it("is nobody's affair any more once the socket is gone", async () => {
    const { live, connect, revoke, lost, questions } = await anAccess();
    const principal = aPrincipal('gone');
    connect(principal).letGo();
    revoke(principal, false);
    await live.fresh();
    expect([lost, questions]).toEqual([[], []]);
  });
});
