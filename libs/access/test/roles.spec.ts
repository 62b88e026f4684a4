import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CAPABILITIES, capabilitiesOf, isCapability, isRole, ROLES } from '../src/index.js';

/** The table of the design, row by row; `o` owner, `m` manager, `p` operator, `a` auditor, `s` support. */
const TABLE: readonly (readonly [string, string])[] = [
  ['workspace.manage members.manage support.grant', 'o'],
  ['tenants.manage connections.manage schedules.manage baselines.manage findings.accept_risk reviews.publish', 'om'],
  ['tokens.manage_all', 'om'],
  ['tokens.manage connections.check inventory.sync baselines.capture baselines.compare findings.triage', 'omp'],
  ['evidence.generate reviews.compose review_packs.generate operations.cancel operations.retry', 'omp'],
  ['inventory.view baselines.view findings.view evidence.view reviews.view review_packs.download', 'ompa'],
  ['tenants.view connections.view operations.view', 'ompas'],
  ['audit.view', 'oma'],
  ['operations.diagnostics support.diagnostics', 'oms'],
];
const LETTERS = { owner: 'o', manager: 'm', operator: 'p', auditor: 'a', support: 's' } as const;

describe('roles', () => {
  it.each(ROLES)('give a %s exactly what the table says', (role) => {
    const expected = TABLE.flatMap(([names, who]) => (who.includes(LETTERS[role]) ? names.split(' ') : []));
    expect([...capabilitiesOf(role)].sort()).toEqual(expected.sort());
  });

  it('are decided for every capability there is', () => {
    expect(TABLE.flatMap(([names]) => names.split(' ')).sort()).toEqual([...CAPABILITIES].sort());
  });

  it('give nothing where the role is unknown, whatever it is called', () => {
    const unknown = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'Owner'));
    fc.assert(
      fc.property(
        unknown.filter((name) => !(ROLES as readonly string[]).includes(name)),
        (name) => {
          expect(isRole(name)).toBe(false);
          expect(capabilitiesOf(name).size).toBe(0);
        },
      ),
    );
  });

  it('know their capabilities by name only', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(isCapability(value)).toBe((CAPABILITIES as readonly unknown[]).includes(value));
      }),
    );
  });
});
