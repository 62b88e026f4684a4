import { ROLES, capabilitiesOf, isCapability } from '@tenantatlas/access';
import { useI18n } from 'vue-i18n';

/** What a capability is called, and who in a workspace has it. */
export function useCapabilityWords() {
  const { t, locale } = useI18n();

  const nameOf = (capability: string): string => t(`capability.${capability}`);

  /** The roles that have it and could help out, such as "owner or manager". */
  function grantersOf(capability: string): string {
    const roles = ROLES.filter(
      (role) => role !== 'support' && isCapability(capability) && capabilitiesOf(role).has(capability),
    );
    const list = new Intl.ListFormat(locale.value, { type: 'disjunction' });
    return list.format(roles.map((role) => t(`role.${role}`)));
  }

  return { nameOf, grantersOf };
}
