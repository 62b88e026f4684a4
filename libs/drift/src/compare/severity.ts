import type { DriftChange, DriftKind, Severity } from './report.js';

const ORDER: readonly Severity[] = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const OF_KIND: Readonly<Record<DriftKind, Severity>> = {
  CHANGED: 'LOW',
  MISSING: 'HIGH',
  UNEXPECTED: 'MEDIUM',
  RENAMED: 'LOW',
  NOT_COMPARABLE: 'INFO',
};
const SAYING_LITTLE = /^(description|roleScopeTagIds)$/;
const DECIDING = /^(state$|grantControls\.|conditions\.users\.exclude)/;

/** How much an item matters: as much as its gravest change. */
export function severityOf(family: string, kind: DriftKind, changes: readonly DriftChange[]): Severity {
  const all = [OF_KIND[kind], ...changes.map((change) => severityOfChange(family, change))];
  return all.reduce((worst, one) => (ORDER.indexOf(one) > ORDER.indexOf(worst) ? one : worst));
}

function severityOfChange(family: string, { area, path, label, before, after }: DriftChange): Severity {
  if (area === 'ASSIGNMENTS') {
    // More devices or people than the baseline wants, or an exception taken away.
    return (label === 'Excluded' ? after : before) === null ? 'HIGH' : 'MEDIUM';
  }
  if (SAYING_LITTLE.test(path)) return 'LOW';
  return family === 'conditional_access' && DECIDING.test(path) ? 'HIGH' : 'MEDIUM';
}
