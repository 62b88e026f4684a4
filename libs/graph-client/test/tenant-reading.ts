import { canonicalJson, LOOKUP_FAMILIES, nameOf, POLICY_FAMILIES } from '@tenantatlas/drift';
import { createGraphClient, createTokenSource, inReadingOrder, readCollection, resolveEndpoint } from '../src/index.js';
import type { GraphClient, GraphClientOptions, ReadFailure } from '../src/index.js';

/** A client, with no token yet, of a tenant that an emulator serves to the app `app` with the secret `secret`. */
export function clientOfTenant(url: string, tenantId: string, options: Partial<GraphClientOptions> = {}): GraphClient {
  const endpoint = resolveEndpoint({ cloud: 'emulator', graphUrl: url }, { allowEmulator: true });
  const credential = { kind: 'client_secret', secret: 'secret' } as const;
  const tokens = createTokenSource({ endpoint, tenantId, clientId: 'app', credential });
  return createGraphClient({ endpoint, tokens, ...options });
}

/** What was read of a tenant. */
export interface Reading {
  /** Canonical JSON of every item, by collection, id and name: real exports hold one id twice. */
  readonly items: ReadonlyMap<string, string>;
  /** How many of them are policies. */
  readonly policies: number;
  readonly failures: readonly (ReadFailure & { readonly of: string })[];
  readonly repeated: number;
}

/** Reads the whole tenant as a capture would: every collection of every family side by side. */
export async function readTenant(client: GraphClient): Promise<Reading> {
  const items = new Map<string, string>();
  const failures: (ReadFailure & { of: string })[] = [];
  let repeated = 0;
  let policies = 0;
  const collections = inReadingOrder([...POLICY_FAMILIES, ...LOOKUP_FAMILIES]);
  await Promise.all(
    collections.map(async ({ family, collection }) => {
      for await (const step of readCollection(client, family, collection)) {
        if (step.kind === 'failed') {
          failures.push({ of: collection.path, ...step.failure });
          continue;
        }
        repeated += step.repeated;
        for (const reading of step.readings) {
          const path = `${collection.path}/${reading.id ?? ''}`;
          if (reading.kind === 'gap') failures.push({ of: path, ...reading.failure });
          else {
            items.set(`${path}/${nameOf(family, reading.item)}`, canonicalJson(reading.item));
            if (family.kind !== 'lookup') policies += 1;
          }
        }
      }
    }),
  );
  return { items, policies, failures, repeated };
}
