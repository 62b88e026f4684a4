import { afterEach, describe, expect, it } from '@jest/globals';
import { BaselineCaptureRun } from '../../src/modules/baselines/runs/baseline-capture.run.js';
import { aTenant, startGovernance, type Governance } from '../governance.js';
import { recordRun } from '../recorded-run.js';

let governance: Governance;
afterEach(() => governance.close());

const captureRun = () => new BaselineCaptureRun(governance.database, governance.readers, governance.registry, 20);

async function begin(profile: { families?: string[]; includeNames?: string[]; excludeNames?: string[] } = {}, directoryId = '') {
  const tenantId = await governance.addTenant(directoryId);
  const profileId = await governance.addProfile(profile);
  return { tenantId, profileId, run: await recordRun(governance, captureRun(), { tenantId, input: { profileId } }) };
}

describe('a baseline capture', () => {
  it('reads a whole tenant into a sealed snapshot', async () => {
    const tenant = aTenant();
    governance = await startGovernance([tenant]);
    const { run } = await begin({}, tenant.tenantId);
    const t = performance.now();
    const conclusion = await run.attempt();
    console.log(performance.now() - t, conclusion, run.reports.length, run.reports.map((r) => r.phase).filter(Boolean), run.reports.at(-1)?.facts);
    expect(conclusion.outcome).toBe('succeeded');
    console.log(await governance.sql('SELECT version, item_count, gap_count, sealed_at, coverage FROM baseline_snapshots'));
  });
});
