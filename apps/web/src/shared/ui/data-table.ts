/** One column of a table; the slot of the same name shows its cell. */
export interface Column {
  key: string;
  label: string;
  /** The label is only heard: the cells speak for themselves. */
  unseenLabel?: boolean;
  /** Numbers stand at the end of their cell. */
  end?: boolean;
  /** Classes of every cell of the column, for its width and for the screens on which it is left out. */
  class?: string;
}
