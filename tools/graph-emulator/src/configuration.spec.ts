import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from './configuration.js';

const tenant = {
  tenantId: 'a',
  displayName: 'Contoso',
  source: { kind: 'generated', policies: 10 },
  credentials: [{ clientId: 'app', clientSecret: 'secret' }],
};
const read = (change: object) => readConfiguration(JSON.stringify({ tenants: [{ ...tenant, ...change }] }));

describe('the configuration file', () => {
  it('gives what it says', () => {
    const text = JSON.stringify({ port: 4000, host: '127.0.0.1', tenants: [tenant] });
    expect(readConfiguration(text)).toEqual({ port: 4000, host: '127.0.0.1', tenants: [{ ...tenant, faults: [] }] });
  });

  it.each([
    ['tenants[0].tenantId is missing.', { tenantId: undefined }],
    ['tenants[0].source.kind must be generated or export.', { source: { kind: 'other' } }],
    ['tenants[0].source.policies must be a number.', { source: { kind: 'generated', policies: '10' } }],
    ['tenants[0].source.folder is missing.', { source: { kind: 'export' } }],
    ['tenants[0].credentials must be a list.', { credentials: {} }],
    ['tenants[0].latencyMs must be a number.', { latencyMs: 'slow' }],
    ['tenants[0].faults[0]: ms is missing.', { faults: [{ kind: 'slow' }] }],
  ])('is refused with what is wrong: %s', (problem, change) => {
    expect(() => read(change)).toThrow(new TypeError(problem));
  });

  it('is refused where two tenants share an id', () => {
    expect(() => readConfiguration(JSON.stringify({ tenants: [tenant, tenant] }))).toThrow('unique');
  });
});
