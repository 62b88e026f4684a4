import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { abilityFor, CAPABILITIES, capabilitiesOf, tenant } from '../src/index.js';

describe('an ability', () => {
  it('allows on every tenant what its role allows', () => {
    const operator = abilityFor({ capabilities: capabilitiesOf('operator'), tenantIds: 'all' });
    expect(operator.can('baselines.capture', tenant('contoso'))).toBe(true);
    expect(operator.can('baselines.manage', tenant('contoso'))).toBe(false);
    expect(operator.can('baselines.manage', 'Workspace')).toBe(false);
  });

  it('is limited to the tenants of a limited member', () => {
    const limited = abilityFor({ capabilities: capabilitiesOf('operator'), tenantIds: ['contoso'] });
    expect(limited.can('baselines.capture', tenant('contoso'))).toBe(true);
    expect(limited.can('baselines.capture', tenant('fabrikam'))).toBe(false);
    expect(limited.can('baselines.capture', 'Workspace')).toBe(true);
  });

  it('allows exactly the held capabilities, on exactly the visible tenants', () => {
    const ids = fc.uniqueArray(fc.uuid(), { maxLength: 5 });
    fc.assert(
      fc.property(fc.subarray([...CAPABILITIES]), ids, ids, fc.boolean(), (held, visible, others, everything) => {
        const ability = abilityFor({ capabilities: held, tenantIds: everything ? 'all' : visible });
        for (const capability of CAPABILITIES) {
          const holds = held.includes(capability);
          expect(ability.can(capability, 'Workspace')).toBe(holds);
          for (const id of [...visible, ...others]) {
            expect(ability.can(capability, tenant(id))).toBe(holds && (everything || visible.includes(id)));
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
