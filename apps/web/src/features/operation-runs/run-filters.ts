import type { TerminalOutcome } from '@tenantatlas/ops-ux';
import type { LocationQuery } from 'vue-router';
import type { OperationRunFilter, OperationRunOutcome } from '../../generated/graphql.js';

/** The filters of the list as they stand in its address. */
export interface RunFilters {
  search: string;
  show: Show;
  type: string;
  from: string;
  to: string;
}

const OUTCOMES = [
  'succeeded',
  'partially_succeeded',
  'blocked',
  'failed',
  'cancelled',
] as const satisfies TerminalOutcome[];
type Outcome = (typeof OUTCOMES)[number];

/** What the list may be narrowed to: everything, a kind of interest, or one outcome. */
export const SHOWS = ['all', 'active', 'attention', 'mine', ...OUTCOMES] as const;
export type Show = (typeof SHOWS)[number];

export const isOutcome = (show: Show): show is Outcome => OUTCOMES.some((outcome) => outcome === show);

export const PAGE_SIZE = 25;

const text = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '');
const isShow = (value: string): value is Show => SHOWS.some((show) => show === value);

export function filtersOf(query: LocationQuery): RunFilters {
  const show = text(query.status);
  return {
    search: text(query.q),
    show: isShow(show) ? show : 'all',
    type: text(query.type),
    from: text(query.from),
    to: text(query.to),
  };
}

/** What to ask the server for, where a day means the reader's own. */
export function requestOf(filters: RunFilters, tenantId: string | null): OperationRunFilter {
  return {
    ...shownBy(filters.show),
    tenantId,
    search: filters.search || null,
    types: filters.type ? [filters.type] : null,
    createdAfter: startOfDay(filters.from, 0),
    createdBefore: startOfDay(filters.to, 1),
  };
}

export const isFiltered = (filters: RunFilters): boolean =>
  filters.show !== 'all' || [filters.search, filters.type, filters.from, filters.to].some((value) => value !== '');

/** The list's address without what only says which page of it is shown. */
export function viewQuery(query: LocationQuery): string {
  const kept = Object.entries(query).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !['after', 'before', 'tenant'].includes(entry[0]),
  );
  return new URLSearchParams(kept.sort()).toString();
}

function shownBy(show: Show): OperationRunFilter {
  if (isOutcome(show)) return { outcomes: [show.toUpperCase() as OperationRunOutcome] };
  switch (show) {
    case 'all':
      return {};
    case 'active':
      return { statuses: ['QUEUED', 'RUNNING'] };
    case 'attention':
      return { needsAttention: true };
    case 'mine':
      return { mine: true };
  }
}

function startOfDay(day: string, daysLater: number): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + daysLater).toISOString();
}
