import { describe, expect, it } from '@jest/globals';
import type { RunType } from '@tenantatlas/ops-ux';
import { z } from 'zod';
import type { RunHandler } from '../../src/modules/operation-runs/run-handler.js';
import { mismatches, RunRegistry } from '../../src/modules/operation-runs/run-registry.js';

const types: readonly RunType[] = ['inventory.sync', 'baseline_capture', 'findings.bulk_triage'];
const later: ReadonlySet<RunType> = new Set<RunType>(['findings.bulk_triage']);

describe('run types and their handlers', () => {
  it('match when each type that is built has one handler', () => {
    expect(mismatches(types, ['baseline_capture', 'inventory.sync'], later)).toEqual([]);
  });

  it('name the type without a handler', () => {
    expect(mismatches(types, ['baseline_capture'], later)).toEqual(['inventory.sync has 0 handlers instead of one']);
  });

  it('name the type with two handlers', () => {
    const twice: RunType[] = ['baseline_capture', 'inventory.sync', 'inventory.sync'];
    expect(mismatches(types, twice, later)).toEqual(['inventory.sync has 2 handlers instead of one']);
  });

  it('name the type that is built but listed as not built', () => {
    expect(mismatches(types, types, later)).toEqual(['findings.bulk_triage has a handler but is listed as not built']);
  });
});

describe('the registry', () => {
  const handler = (type: RunType, takesTenantTurn = false): RunHandler => ({
    type,
    queue: 'light',
    input: z.unknown(),
    resume: z.unknown(),
    maxAttempts: 1,
    takesTenantTurn,
    identityOf: () => [],
    execute: () => Promise.resolve({ outcome: 'succeeded' }),
  });

  it('refuses to start an app that lacks a handler, and says which', () => {
    const registry = new RunRegistry();
    registry.register(handler('inventory.sync'));
    expect(() => {
      registry.onApplicationBootstrap();
    }).toThrow(/baseline_capture has 0 handlers/);
  });

  it('names the types that take turns with a tenant', () => {
    const registry = new RunRegistry();
    registry.register(handler('inventory.sync', true));
    registry.register(handler('provider.connection.check'));
    expect(registry.turnTakers()).toEqual(['inventory.sync']);
  });

  it('does not make up a handler for a type of another version', () => {
    expect(() => new RunRegistry().handlerOf('backup.restore')).toThrow(/backup.restore/);
  });
});
