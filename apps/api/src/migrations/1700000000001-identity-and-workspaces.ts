import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles of the database, people, workspaces, and what every workspace table needs: one context, one policy. */
export class IdentityAndWorkspaces1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Roles belong to the cluster, so another database of the same server may have made this one a moment ago.
    await runner.query(`
      DO $$ BEGIN
        CREATE ROLE tenantatlas_app NOLOGIN NOBYPASSRLS NOSUPERUSER;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$;
    `);
    await runner.query(`
      DO $$ BEGIN
        IF NOT pg_has_role(current_user, 'tenantatlas_app', 'MEMBER') THEN
          EXECUTE format('GRANT tenantatlas_app TO %I', current_user);
        END IF;
      EXCEPTION WHEN unique_violation THEN NULL;
      END $$;
    `);
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS atlas;
      GRANT USAGE ON SCHEMA atlas TO tenantatlas_app;

      -- Raises where no workspace is set, so that a query outside the transaction wrapper fails instead of seeing nothing.
      CREATE FUNCTION atlas.current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT current_setting('app.workspace_id')::uuid $$;

      -- One way to protect a table of a workspace: the app role sees the current workspace only; the owner, as whom the
      -- few definer functions run, sees all.
      CREATE PROCEDURE atlas.protect_workspace_table(name text, key text DEFAULT 'workspace_id') LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY workspace_rows ON %I TO tenantatlas_app USING (%I = atlas.current_workspace())
                        WITH CHECK (%I = atlas.current_workspace())', name, key, key);
        EXECUTE format('CREATE POLICY owner_rows ON %I TO %I USING (true) WITH CHECK (true)', name, current_user);
      END $$;
    `);
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        password_hash text,
        created_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz
      );
      CREATE UNIQUE INDEX users_email ON users (lower(email));

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        ip text,
        user_agent text
      );
      CREATE INDEX sessions_user ON sessions (user_id);

      -- Counts failed sign-ins under a hash of what was tried, so that the throttle reveals no account.
      CREATE TABLE sign_in_failures (
        key_hash bytea PRIMARY KEY,
        failures int NOT NULL,
        window_ends_at timestamptz NOT NULL
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, sign_in_failures TO tenantatlas_app;

      CREATE TABLE workspaces (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        name text NOT NULL,
        time_zone text NOT NULL DEFAULT 'UTC',
        created_at timestamptz NOT NULL DEFAULT now()
      );

      -- Data keys of a workspace, each wrapped by the key provider; older versions stay readable until rewrapped.
      CREATE TABLE workspace_keys (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        version int NOT NULL,
        provider text NOT NULL,
        wrapped_key bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, version)
      );

      CREATE TABLE managed_tenants (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX managed_tenants_name ON managed_tenants (workspace_id, lower(name), id);

      CREATE TABLE memberships (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('owner', 'manager', 'operator', 'auditor')),
        tenant_limited boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, user_id)
      );
      CREATE INDEX memberships_user ON memberships (user_id);

      -- The tenants that a limited member may see; none means none.
      CREATE TABLE membership_tenants (
        workspace_id uuid NOT NULL,
        user_id uuid NOT NULL,
        tenant_id uuid NOT NULL,
        PRIMARY KEY (workspace_id, user_id, tenant_id),
        FOREIGN KEY (workspace_id, user_id) REFERENCES memberships (workspace_id, user_id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, tenant_id) REFERENCES managed_tenants (workspace_id, id) ON DELETE CASCADE
      );

      CREATE TABLE api_tokens (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        prefix text NOT NULL,
        secret_hash bytea NOT NULL UNIQUE,
        created_by uuid NOT NULL REFERENCES users (id),
        capabilities text[] NOT NULL,
        tenant_ids uuid[],
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );

      CALL atlas.protect_workspace_table('workspaces', 'id');
      CALL atlas.protect_workspace_table('workspace_keys');
      CALL atlas.protect_workspace_table('managed_tenants');
      CALL atlas.protect_workspace_table('memberships');
      CALL atlas.protect_workspace_table('membership_tenants');
      CALL atlas.protect_workspace_table('api_tokens');
      GRANT SELECT, INSERT, UPDATE, DELETE ON workspaces, workspace_keys, managed_tenants, memberships,
        membership_tenants, api_tokens TO tenantatlas_app;
    `);
    await runner.query(`
      -- Work across workspaces. Each function answers one question and returns ids and what access is decided from.
      CREATE FUNCTION atlas.grants_of_user(for_user uuid)
        RETURNS TABLE (workspace_id uuid, role text, tenant_limited boolean, tenant_ids uuid[])
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT m.workspace_id, m.role, m.tenant_limited,
                 ARRAY(SELECT t.tenant_id FROM membership_tenants t
                       WHERE t.workspace_id = m.workspace_id AND t.user_id = m.user_id)
          FROM memberships m JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
          WHERE m.user_id = for_user ORDER BY m.workspace_id $$;

      CREATE FUNCTION atlas.find_api_token(hash bytea)
        RETURNS TABLE (workspace_id uuid, id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT t.workspace_id, t.id FROM api_tokens t
          WHERE t.secret_hash = hash AND t.revoked_at IS NULL AND t.expires_at > now() $$;

      -- What access by tokens is decided from, for those that still work; a socket asks for many at once.
      CREATE FUNCTION atlas.working_tokens(token_ids uuid[])
        RETURNS TABLE (workspace_id uuid, id uuid, name text, created_by uuid, capabilities text[], tenant_ids uuid[],
                       expires_at timestamptz, last_used_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT t.workspace_id, t.id, t.name, t.created_by, t.capabilities, t.tenant_ids, t.expires_at, t.last_used_at
          FROM api_tokens t
          WHERE t.id = ANY (token_ids) AND t.revoked_at IS NULL AND t.expires_at > now() $$;

      CREATE FUNCTION atlas.find_workspace(by_slug text) RETURNS uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT w.id FROM workspaces w WHERE w.slug = by_slug $$;

      -- To whom an id belongs: the first step of "exists? visible? allowed?". Says nothing but the workspace.
      CREATE FUNCTION atlas.workspace_of(kind text, of_id uuid) RETURNS uuid
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE found_in uuid;
        BEGIN
          IF kind NOT IN ('managed_tenants', 'api_tokens', 'operation_runs', 'baseline_profiles', 'baseline_snapshots',
                          'baseline_items', 'support_bundles') THEN
            RAISE EXCEPTION 'unknown kind of id';
          END IF;
          EXECUTE format('SELECT workspace_id FROM %I WHERE id = $1', kind) INTO found_in USING of_id;
          RETURN found_in;
        END $$;

      REVOKE ALL ON ALL FUNCTIONS IN SCHEMA atlas FROM PUBLIC;
      REVOKE ALL ON ALL PROCEDURES IN SCHEMA atlas FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION atlas.current_workspace(), atlas.grants_of_user(uuid), atlas.find_api_token(bytea),
        atlas.working_tokens(uuid[]), atlas.find_workspace(text), atlas.workspace_of(text, uuid) TO tenantatlas_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE api_tokens, membership_tenants, memberships, managed_tenants, workspace_keys, workspaces,
        sign_in_failures, sessions, users CASCADE;
      DROP SCHEMA atlas CASCADE;
    `);
  }
}
