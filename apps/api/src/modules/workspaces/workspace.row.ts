/** A row of `workspaces`, as far as it is shown. */
export interface WorkspaceRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}
