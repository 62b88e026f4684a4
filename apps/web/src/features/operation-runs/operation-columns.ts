import type { Column } from '../../shared/ui/data-table.js';

/** The columns of the list in their order; the first one leads to the run and is always there. */
export const OPERATION_COLUMNS: readonly Omit<Column, 'label'>[] = [
  { key: 'operation', class: 'min-w-40' },
  { key: 'state' },
  { key: 'statement', class: 'max-xl:hidden w-full' },
  { key: 'tenant', class: 'max-sm:hidden min-w-36' },
  { key: 'initiator', class: 'max-lg:hidden min-w-28' },
  { key: 'started', class: 'max-md:hidden' },
  { key: 'duration', end: true, class: 'max-sm:hidden' },
];

export const OPTIONAL_COLUMNS = OPERATION_COLUMNS.slice(1).map(({ key }) => key);
