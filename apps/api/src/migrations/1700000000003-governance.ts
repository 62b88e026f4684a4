import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Connections, inventory, baseline profiles and their immutable snapshots. */
export class Governance1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE provider_connections (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        tenant_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('graph', 'emulator')),
        cloud text NOT NULL,
        base_url text,
        directory_id text NOT NULL,
        client_id text NOT NULL,
        credential_kind text NOT NULL CHECK (credential_kind IN ('secret', 'certificate')),
        credential bytea NOT NULL,
        credential_key_version int NOT NULL,
        credential_hint text NOT NULL,
        credential_expires_at timestamptz,
        status text NOT NULL DEFAULT 'unchecked'
          CHECK (status IN ('unchecked', 'working', 'limited', 'refused', 'unreachable')),
        checked_at timestamptz,
        organisation_name text,
        -- Per family: readable, or the reason why not.
        family_checks jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, tenant_id),
        FOREIGN KEY (workspace_id, tenant_id) REFERENCES managed_tenants (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, credential_key_version) REFERENCES workspace_keys (workspace_id, version)
      );

      CREATE TABLE inventory_items (
        workspace_id uuid NOT NULL,
        tenant_id uuid NOT NULL,
        family text NOT NULL,
        -- One family may be spread over several collections, and each is found empty, or gone, for itself.
        collection text NOT NULL,
        source_id text NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        platform text,
        last_modified_at timestamptz,
        fingerprint bytea,
        last_seen_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, tenant_id, collection, source_id),
        FOREIGN KEY (workspace_id, tenant_id) REFERENCES managed_tenants (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX inventory_items_name ON inventory_items (workspace_id, lower(name), id);
      CREATE INDEX inventory_items_of_tenant ON inventory_items (workspace_id, tenant_id, lower(name), id);

      -- What was last known of a family of a tenant: when it was read, how much there was, or why it was not read.
      CREATE TABLE inventory_families (
        workspace_id uuid NOT NULL,
        tenant_id uuid NOT NULL,
        family text NOT NULL,
        item_count int NOT NULL DEFAULT 0,
        read_at timestamptz,
        tried_at timestamptz NOT NULL,
        reason_code text,
        reason_params jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (workspace_id, tenant_id, family),
        FOREIGN KEY (workspace_id, tenant_id) REFERENCES managed_tenants (workspace_id, id) ON DELETE CASCADE
      );

      CREATE TABLE baseline_profiles (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        -- Empty where every family is in scope.
        families text[] NOT NULL DEFAULT '{}',
        include_names text[] NOT NULL DEFAULT '{}',
        exclude_names text[] NOT NULL DEFAULT '{}',
        active_snapshot_id uuid,
        next_version int NOT NULL DEFAULT 1,
        created_by_name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, id)
      );
      CREATE UNIQUE INDEX baseline_profiles_name ON baseline_profiles (workspace_id, lower(name));

      CREATE TABLE baseline_snapshots (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        profile_id uuid NOT NULL,
        -- Given when the snapshot is sealed, so that versions have no holes.
        version int,
        source_tenant_id uuid NOT NULL,
        run_id uuid NOT NULL,
        item_count int NOT NULL DEFAULT 0,
        gap_count int NOT NULL DEFAULT 0,
        -- What the profile asked for when the capture began; a later change of the profile changes no snapshot.
        scope jsonb NOT NULL,
        coverage jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now(),
        -- A snapshot is consumable when it is sealed: every row of it is committed and none changes again.
        sealed_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, run_id),
        UNIQUE (workspace_id, profile_id, version),
        CHECK ((sealed_at IS NULL) = (version IS NULL)),
        FOREIGN KEY (workspace_id, profile_id) REFERENCES baseline_profiles (workspace_id, id),
        FOREIGN KEY (workspace_id, source_tenant_id) REFERENCES managed_tenants (workspace_id, id),
        FOREIGN KEY (workspace_id, run_id) REFERENCES operation_runs (workspace_id, id)
      );
      ALTER TABLE baseline_profiles ADD FOREIGN KEY (workspace_id, active_snapshot_id)
        REFERENCES baseline_snapshots (workspace_id, id);

      -- Content by its address (SHA-256 over canonical JSON): what did not change is stored once. Text, not jsonb: policy
      -- content may hold escaped NULs, and what was read is kept to the letter.
      CREATE TABLE policy_contents (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        hash bytea NOT NULL,
        content text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, hash)
      );

      CREATE TABLE baseline_items (
        workspace_id uuid NOT NULL,
        snapshot_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        family text NOT NULL,
        collection text NOT NULL,
        source_id text NOT NULL,
        name text NOT NULL,
        platform text,
        -- What the listing said, until the item is read whole.
        listed text,
        content_hash bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, snapshot_id, collection, source_id),
        FOREIGN KEY (workspace_id, snapshot_id) REFERENCES baseline_snapshots (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, content_hash) REFERENCES policy_contents (workspace_id, hash)
      );
      CREATE INDEX baseline_items_order ON baseline_items (workspace_id, snapshot_id, family, lower(name), id);

      CREATE TABLE baseline_gaps (
        workspace_id uuid NOT NULL,
        snapshot_id uuid NOT NULL,
        id uuid NOT NULL,
        family text NOT NULL,
        -- Empty where the family as a whole is missing.
        item text NOT NULL DEFAULT '',
        -- Several policies may share a name; each that is missing is a gap of its own.
        source_id text NOT NULL DEFAULT '',
        reason_code text NOT NULL,
        reason_params jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (workspace_id, id),
        -- Reading again after a loss finds the same gap, not a second one.
        UNIQUE (workspace_id, snapshot_id, family, item, source_id),
        FOREIGN KEY (workspace_id, snapshot_id) REFERENCES baseline_snapshots (workspace_id, id) ON DELETE CASCADE
      );

      CREATE FUNCTION atlas.keep_sealed_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE of_snapshot uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.snapshot_id ELSE OLD.snapshot_id END;
      BEGIN
        IF EXISTS (SELECT 1 FROM baseline_snapshots s WHERE s.id = of_snapshot AND s.sealed_at IS NOT NULL) THEN
          RAISE EXCEPTION 'a sealed snapshot never changes';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
      END $$;
      CREATE TRIGGER keep_sealed BEFORE INSERT OR UPDATE OR DELETE ON baseline_items
        FOR EACH ROW EXECUTE FUNCTION atlas.keep_sealed_snapshot();
      CREATE TRIGGER keep_sealed BEFORE INSERT OR UPDATE OR DELETE ON baseline_gaps
        FOR EACH ROW EXECUTE FUNCTION atlas.keep_sealed_snapshot();
      CREATE FUNCTION atlas.keep_sealed_header() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.sealed_at IS NOT NULL THEN RAISE EXCEPTION 'a sealed snapshot never changes'; END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
      END $$;
      CREATE TRIGGER keep_sealed BEFORE UPDATE OR DELETE ON baseline_snapshots
        FOR EACH ROW EXECUTE FUNCTION atlas.keep_sealed_header();

      CALL atlas.protect_workspace_table('provider_connections');
      CALL atlas.protect_workspace_table('inventory_items');
      CALL atlas.protect_workspace_table('inventory_families');
      CALL atlas.protect_workspace_table('baseline_profiles');
      CALL atlas.protect_workspace_table('baseline_snapshots');
      CALL atlas.protect_workspace_table('policy_contents');
      CALL atlas.protect_workspace_table('baseline_items');
      CALL atlas.protect_workspace_table('baseline_gaps');
      GRANT SELECT, INSERT, UPDATE, DELETE ON provider_connections, inventory_items, inventory_families,
        baseline_profiles, baseline_snapshots, baseline_items, baseline_gaps TO tenantatlas_app;
      GRANT SELECT, INSERT ON policy_contents TO tenantatlas_app;
      GRANT EXECUTE ON FUNCTION atlas.keep_sealed_snapshot(), atlas.keep_sealed_header() TO tenantatlas_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE baseline_profiles DROP COLUMN active_snapshot_id;
      DROP TABLE baseline_gaps, baseline_items, policy_contents, baseline_snapshots, baseline_profiles,
        inventory_families, inventory_items, provider_connections CASCADE;
      DROP FUNCTION atlas.keep_sealed_snapshot, atlas.keep_sealed_header;
    `);
  }
}
