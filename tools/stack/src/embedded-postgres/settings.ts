import { LOOPBACK } from '../ports.ts';

/** What the data are worth: kept data survive a power cut, throwaway data are only as safe as a test needs. */
export type Durability = 'kept' | 'throwaway';

/**
 * The server's settings as command line arguments.
 *
 * One operator on one machine: few processes and little memory, but many connections, because every queue and worker
 * of BullMQ keeps a pool and a listening connection of its own.
 */
export function serverArguments(dataDir: string, port: number, durability: Durability): readonly string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: LOOPBACK,
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '48MB',
    work_mem: '4MB',
    maintenance_work_mem: '32MB',
    // Reading by the backends themselves spares three processes.
    io_method: 'sync',
    autovacuum_max_workers: 1,
    max_parallel_workers_per_gather: 0,
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durability === 'throwaway' && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum: 'off',
    }),
  };
  return ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** How a new data folder is made: the same on every machine, whatever locales it has. */
export function initArguments(
  dataDir: string,
  passwordFile: string,
  owner: string,
  durability: Durability,
): readonly string[] {
  return [
    `--pgdata=${dataDir}`,
    `--username=${owner}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durability === 'throwaway' ? ['--no-sync'] : []),
  ];
}
