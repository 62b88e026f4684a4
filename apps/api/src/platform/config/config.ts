import { z } from 'zod';

const milliseconds = (byDefault: number) => z.coerce.number().int().positive().default(byDefault);

const environment = z.object({
  APP_ENV: z.enum(['development', 'staging', 'production']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  /** Owner of the schema: runs migrations and the queue's own tables. The application itself acts as `tenantatlas_app`. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** 32 bytes in base64; wraps the data keys of the workspaces. */
  ENCRYPTION_KEY: z.string().refine((value) => Buffer.from(value, 'base64').length === 32, {
    error: 'must be 32 bytes in base64 (for example from: openssl rand -base64 32)',
  }),
  /** The built console; without it the API serves no pages. */
  WEB_DIST: z.string().optional(),
  /** Allows connections of kind emulator, to exactly this loopback origin. */
  EMULATOR_URL: z.url().optional(),
  SEED_DEMO: z.stringbool().default(false),
  DEMO_TENANTS: z.string().optional(),
  PUBLIC_ORIGIN: z.url().optional(),
  /** Local accounts are for the embedded default and development; production must allow them on purpose. */
  ALLOW_LOCAL_ACCOUNTS: z.stringbool().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  LEASE_MS: milliseconds(30_000),
  HEARTBEAT_MS: milliseconds(10_000),
  REAPER_MS: milliseconds(15_000),
  RELAY_MS: milliseconds(5_000),
  BACKSTOP_MS: milliseconds(20_000),
  REVALIDATE_MS: milliseconds(5_000),
  PROVIDER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
});

export type AppConfig = Readonly<z.infer<typeof environment>>;

/** Token under which the configuration is injected. */
export const APP_CONFIG = Symbol('APP_CONFIG');

/** Reads the environment once; where something is wrong it says every variable that is, and what it must be. */
export function readConfig(source: NodeJS.ProcessEnv): AppConfig {
  // A variable that is set to nothing is one that is not set: that is how compose files and shells leave one out.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigurationError(`The configuration is not complete:\n${problems.join('\n')}`);
}

/** What is wrong is the caller's to mend; where in our code it was noticed is of no use to anybody. */
class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
    this.stack = message;
  }
}

/** Whether people may sign in with a password kept by this installation. */
export function localAccountsAllowed(config: AppConfig): boolean {
  return config.ALLOW_LOCAL_ACCOUNTS ?? config.APP_ENV !== 'production';
}
