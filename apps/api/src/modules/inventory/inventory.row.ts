/** A row of `inventory_items`. */
export interface InventoryItemRow {
  readonly id: string;
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly family: string;
  readonly name: string;
  readonly platform: string | null;
  readonly lastModifiedAt: Date | null;
  readonly lastSeenAt: Date;
  readonly fingerprint: string | null;
}

export const INVENTORY_COLUMNS = `id, tenant_id AS "tenantId", workspace_id AS "workspaceId", family, name, platform,
  last_modified_at AS "lastModifiedAt", last_seen_at AS "lastSeenAt", encode(fingerprint, 'hex') AS fingerprint`;

/** A row of `inventory_families`. */
export interface InventoryFamilyRow {
  readonly tenantId: string;
  readonly family: string;
  readonly itemCount: number;
  readonly readAt: Date | null;
  readonly reasonCode: string | null;
}

export const INVENTORY_FAMILY_COLUMNS = `tenant_id AS "tenantId", family, item_count AS "itemCount",
  read_at AS "readAt", reason_code AS "reasonCode"`;
