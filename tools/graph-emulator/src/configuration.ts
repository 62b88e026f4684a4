import type { EmulatorOptions } from './emulator.js';
import { readFaults } from './fault.js';
import type { AppCredential, EmulatedTenant, TenantSource } from './tenant.js';

/**
 * Reads the configuration file of the emulator's own process.
 * @throws TypeError that names the first thing which is wrong.
 */
export function readConfiguration(text: string): EmulatorOptions {
  const sent = objectOf(JSON.parse(text), 'The configuration');
  if (!Array.isArray(sent.tenants)) throw new TypeError('tenants must be a list.');
  const tenants = sent.tenants.map((tenant, index) => readTenant(tenant, `tenants[${index}]`));
  if (new Set(tenants.map(({ tenantId }) => tenantId)).size < tenants.length) {
    throw new TypeError('Every tenantId must be unique.');
  }
  return {
    port: optional(sent.port, 'number', 'port'),
    host: optional(sent.host, 'string', 'host'),
    tenants,
  };
}

/**
 * Reads the description of one tenant.
 * @param at how messages name it
 * @throws TypeError that names the first thing which is wrong.
 */
export function readTenant(sent: unknown, at: string): EmulatedTenant {
  const tenant = objectOf(sent, at);
  const faults = readFaults(tenant.faults ?? []);
  if ('problem' in faults) throw new TypeError(`${at}.${faults.problem}`);
  if (!Array.isArray(tenant.credentials)) throw new TypeError(`${at}.credentials must be a list.`);
  return {
    tenantId: required(tenant.tenantId, 'string', `${at}.tenantId`),
    displayName: required(tenant.displayName, 'string', `${at}.displayName`),
    source: readSource(tenant.source, `${at}.source`),
    credentials: tenant.credentials.map((entry) => readCredential(entry, `${at}.credentials`)),
    permissions: readPermissions(tenant.permissions, `${at}.permissions`),
    pageSize: optional(tenant.pageSize, 'number', `${at}.pageSize`),
    latencyMs: optional(tenant.latencyMs, 'number', `${at}.latencyMs`),
    tokenLifetimeSeconds: optional(tenant.tokenLifetimeSeconds, 'number', `${at}.tokenLifetimeSeconds`),
    faults: faults.faults,
  };
}

function readSource(sent: unknown, at: string): TenantSource {
  const source = objectOf(sent, at);
  if (source.kind === 'export') return { kind: 'export', folder: required(source.folder, 'string', `${at}.folder`) };
  if (source.kind !== 'generated') throw new TypeError(`${at}.kind must be generated or export.`);
  return {
    kind: 'generated',
    policies: required(source.policies, 'number', `${at}.policies`),
    seed: optional(source.seed, 'string', `${at}.seed`),
  };
}

function readCredential(sent: unknown, at: string): AppCredential {
  const credential = objectOf(sent, at);
  return {
    clientId: required(credential.clientId, 'string', `${at}.clientId`),
    clientSecret: optional(credential.clientSecret, 'string', `${at}.clientSecret`),
    acceptsAssertion: optional(credential.acceptsAssertion, 'boolean', `${at}.acceptsAssertion`),
  };
}

function readPermissions(sent: unknown, at: string): readonly string[] | undefined {
  if (sent === undefined) return undefined;
  if (!Array.isArray(sent)) throw new TypeError(`${at} must be a list.`);
  return sent.map((entry) => required(entry, 'string', at));
}

interface Primitives {
  string: string;
  number: number;
  boolean: boolean;
}

function required<K extends keyof Primitives>(value: unknown, kind: K, at: string): Primitives[K] {
  const read = optional(value, kind, at);
  if (read === undefined) throw new TypeError(`${at} is missing.`);
  return read;
}

function optional<K extends keyof Primitives>(value: unknown, kind: K, at: string): Primitives[K] | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== kind) throw new TypeError(`${at} must be a ${kind}.`);
  return value as Primitives[K];
}

function objectOf(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${at} must be an object.`);
  return value as Record<string, unknown>;
}
