import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';

/** The role as which the application acts: no superuser, no way around row-level security. */
export const APP_ROLE = 'tenantatlas_app';

/** Names are looked up in one place, whatever the login is called: a schema of the login's name would come first. */
const SCHEMA = '-c search_path=public';

/** What only the owner may do: migrations. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    extra: { options: SCHEMA },
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
  });
}

/**
 * The application's connections. The role is part of the connection's start packet, so there is no moment at which a
 * query could run as the owner, and a statement that takes too long is ended by the server.
 */
export function appDataSource(url: string, poolSize: number, applicationName: string): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    url,
    applicationName,
    poolSize,
    extra: {
      options: `${SCHEMA} -c role=${APP_ROLE} -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000`,
    },
  };
  return new DataSource(options);
}
