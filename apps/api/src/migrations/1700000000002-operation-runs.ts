import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operation runs and what is written in the same transaction with them: dispatches, audit, notifications. */
export class OperationRuns1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE operation_runs (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        id uuid NOT NULL UNIQUE,
        tenant_id uuid,
        -- A workspace run that touches tenants is visible only to who may see all of these.
        touched_tenant_ids uuid[],
        type text NOT NULL,
        status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'completed')),
        outcome text NOT NULL DEFAULT 'pending'
          CHECK (outcome IN ('pending', 'succeeded', 'partially_succeeded', 'blocked', 'failed', 'cancelled')),
        initiator_kind text NOT NULL CHECK (initiator_kind IN ('user', 'token', 'schedule', 'system')),
        initiator_id uuid,
        -- Whom the end is told to: the user who started it, or who made the token that did.
        initiator_user_id uuid,
        initiator_name text NOT NULL,
        summary_counts jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(summary_counts) = 'object'),
        context jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(context) = 'object'),
        identity_hash bytea NOT NULL,
        revision int NOT NULL DEFAULT 1,
        attempt int NOT NULL DEFAULT 0,
        lease_epoch int NOT NULL DEFAULT 0,
        lease_owner text,
        lease_expires_at timestamptz,
        heartbeat_at timestamptz,
        advanced_at timestamptz,
        cancel_requested_at timestamptz,
        retry_of_run_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        completed_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, tenant_id) REFERENCES managed_tenants (workspace_id, id),
        FOREIGN KEY (workspace_id, retry_of_run_id) REFERENCES operation_runs (workspace_id, id),
        CHECK ((status = 'completed') = (outcome <> 'pending')),
        CHECK ((status = 'completed') = (completed_at IS NOT NULL))
      );
      -- Two starts of the same work meet here.
      CREATE UNIQUE INDEX operation_runs_active_identity ON operation_runs (workspace_id, identity_hash)
        WHERE status <> 'completed';
      -- Ids are UUIDv7, so their order is the order of creation and one key serves every page.
      CREATE INDEX operation_runs_by_tenant ON operation_runs (workspace_id, tenant_id, id DESC);
      CREATE INDEX operation_runs_by_type ON operation_runs (workspace_id, type, id DESC);
      CREATE INDEX operation_runs_attention ON operation_runs (workspace_id, id DESC)
        WHERE outcome IN ('partially_succeeded', 'blocked', 'failed');
      CREATE INDEX operation_runs_active ON operation_runs (workspace_id, id DESC) WHERE status <> 'completed';
      CREATE INDEX operation_runs_leases ON operation_runs (lease_expires_at) WHERE status = 'running';
      CREATE INDEX operation_runs_queued ON operation_runs (created_at) WHERE status = 'queued';

      -- A terminal state is written once and never changes, whoever asks.
      CREATE FUNCTION atlas.keep_terminal_run() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.status = 'completed' THEN RAISE EXCEPTION 'a completed operation run never changes'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_terminal_run BEFORE UPDATE ON operation_runs
        FOR EACH ROW EXECUTE FUNCTION atlas.keep_terminal_run();

      -- The outbox: what must still be handed to the queue. One row for each time that a run is dispatched.
      CREATE TABLE run_dispatches (
        workspace_id uuid NOT NULL,
        run_id uuid NOT NULL,
        number int NOT NULL,
        run_type text NOT NULL,
        available_at timestamptz NOT NULL DEFAULT now(),
        taken_until timestamptz,
        relayed_at timestamptz,
        PRIMARY KEY (workspace_id, run_id, number),
        FOREIGN KEY (workspace_id, run_id) REFERENCES operation_runs (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX run_dispatches_waiting ON run_dispatches (available_at) WHERE relayed_at IS NULL;

      CREATE TABLE idempotency_keys (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        principal_id uuid NOT NULL,
        key text NOT NULL,
        input_hash bytea NOT NULL,
        run_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, principal_id, key),
        FOREIGN KEY (workspace_id, run_id) REFERENCES operation_runs (workspace_id, id) ON DELETE CASCADE
      );

      CREATE TABLE notifications (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        id uuid NOT NULL UNIQUE,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('run_completed')),
        run_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        read_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        -- One end, one notification, whatever is delivered twice.
        UNIQUE (workspace_id, run_id, kind),
        FOREIGN KEY (workspace_id, run_id) REFERENCES operation_runs (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX notifications_of_user ON notifications (workspace_id, user_id, id DESC);
      CREATE INDEX notifications_unread ON notifications (workspace_id, user_id) WHERE read_at IS NULL;

      CREATE TABLE audit_entries (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        action text NOT NULL,
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid,
        result text NOT NULL,
        facts jsonb NOT NULL DEFAULT '{}',
        ip text,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX audit_entries_subject ON audit_entries (workspace_id, subject_id, id);
      -- A run ends once, and the log says so once.
      CREATE UNIQUE INDEX audit_entries_run_end ON audit_entries (workspace_id, subject_id)
        WHERE action = 'operation_run.completed';
      CREATE FUNCTION atlas.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION atlas.refuse_change();
      CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_entries
        FOR EACH STATEMENT EXECUTE FUNCTION atlas.refuse_change();

      CREATE TABLE support_bundles (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        id uuid NOT NULL UNIQUE,
        run_id uuid NOT NULL,
        content jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, run_id),
        FOREIGN KEY (workspace_id, run_id) REFERENCES operation_runs (workspace_id, id) ON DELETE CASCADE
      );

      CALL atlas.protect_workspace_table('operation_runs');
      CALL atlas.protect_workspace_table('run_dispatches');
      CALL atlas.protect_workspace_table('idempotency_keys');
      CALL atlas.protect_workspace_table('notifications');
      CALL atlas.protect_workspace_table('audit_entries');
      CALL atlas.protect_workspace_table('support_bundles');
      GRANT SELECT, INSERT, UPDATE ON operation_runs, notifications TO tenantatlas_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON run_dispatches, idempotency_keys TO tenantatlas_app;
      GRANT SELECT, INSERT ON audit_entries, support_bundles TO tenantatlas_app;
    `);
    await runner.query(`
      -- The relay takes a few dispatches for a moment; where it dies with them, they are free again after that moment.
      CREATE FUNCTION atlas.take_dispatches(at_most int, hold_for interval)
        RETURNS TABLE (workspace_id uuid, run_id uuid, number int, run_type text)
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          UPDATE run_dispatches d SET taken_until = now() + hold_for
          FROM (SELECT w.workspace_id, w.run_id, w.number FROM run_dispatches w
                WHERE w.relayed_at IS NULL AND w.available_at <= now()
                  AND (w.taken_until IS NULL OR w.taken_until < now())
                ORDER BY w.available_at LIMIT at_most FOR UPDATE SKIP LOCKED) due
          WHERE d.workspace_id = due.workspace_id AND d.run_id = due.run_id AND d.number = due.number
          RETURNING d.workspace_id, d.run_id, d.number, d.run_type $$;

      CREATE FUNCTION atlas.mark_relayed(of_run uuid, of_number int) RETURNS void
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          UPDATE run_dispatches SET relayed_at = now() WHERE run_id = of_run AND number = of_number $$;

      CREATE FUNCTION atlas.runs_with_expired_lease(at_most int) RETURNS TABLE (workspace_id uuid, run_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT r.workspace_id, r.id FROM operation_runs r
          WHERE r.status = 'running' AND r.lease_owner IS NOT NULL AND r.lease_expires_at < now()
          ORDER BY r.lease_expires_at LIMIT at_most $$;

      -- Accepted runs that nobody executes and that were handed to the queue long enough ago to look after them.
      CREATE FUNCTION atlas.runs_without_executor(quiet_for interval, at_most int)
        RETURNS TABLE (workspace_id uuid, run_id uuid, run_type text, number int)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT r.workspace_id, r.id, r.type, d.number FROM operation_runs r
          JOIN LATERAL (SELECT x.number, x.relayed_at FROM run_dispatches x
                        WHERE x.workspace_id = r.workspace_id AND x.run_id = r.id
                        ORDER BY x.number DESC LIMIT 1) d ON true
          WHERE r.status <> 'completed' AND r.lease_owner IS NULL AND d.relayed_at < now() - quiet_for
          ORDER BY d.relayed_at LIMIT at_most $$;

      REVOKE ALL ON FUNCTION atlas.take_dispatches(int, interval), atlas.mark_relayed(uuid, int),
        atlas.runs_with_expired_lease(int), atlas.runs_without_executor(interval, int), atlas.keep_terminal_run(),
        atlas.refuse_change() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION atlas.take_dispatches(int, interval), atlas.mark_relayed(uuid, int),
        atlas.runs_with_expired_lease(int), atlas.runs_without_executor(interval, int) TO tenantatlas_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE support_bundles, audit_entries, notifications, idempotency_keys, run_dispatches, operation_runs CASCADE;
      DROP FUNCTION atlas.take_dispatches, atlas.mark_relayed, atlas.runs_with_expired_lease,
        atlas.runs_without_executor, atlas.keep_terminal_run, atlas.refuse_change;
    `);
  }
}
