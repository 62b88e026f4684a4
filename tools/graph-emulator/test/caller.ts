import { startEmulator, type EmulatedTenant, type RunningEmulator } from '../src/index.js';

export const TENANT_ID = '11111111-1111-4111-8111-111111111111';

/** A tenant in words: what a test does not say is ordinary. */
export function aTenant(more: Partial<EmulatedTenant> = {}): EmulatedTenant {
  return {
    tenantId: TENANT_ID,
    displayName: 'Contoso',
    source: { kind: 'generated', policies: 120 },
    credentials: [{ clientId: 'app', clientSecret: 'secret' }],
    ...more,
  };
}

export interface Caller {
  readonly emulator: RunningEmulator;
  /** Gets a path below /beta, or an absolute link, with a valid token. */
  get(path: string): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  /** Every item of a list, over all its pages. */
  all(path: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface ListBody {
  readonly value: Record<string, unknown>[];
  readonly '@odata.nextLink'?: string;
}

export async function calling(...tenants: readonly EmulatedTenant[]): Promise<Caller> {
  const emulator = await startEmulator({ tenants });
  const tenantId = tenants[0]?.tenantId ?? TENANT_ID;
  const bearer = await tokenOf(emulator, tenantId);
  const send = (path: string, more: RequestInit = {}) =>
    fetch(path.startsWith('http') ? path : `${emulator.url}/beta/${path}`, {
      ...more,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    });
  return {
    emulator,
    get: (path) => send(path),
    post: (path, body) => send(path, { method: 'POST', body: JSON.stringify(body) }),
    all: async (path) => {
      const items: Record<string, unknown>[] = [];
      for (let link: string | undefined = path; link !== undefined;) {
        const response: Response = await send(link);
        const body = (await response.json()) as ListBody;
        items.push(...body.value);
        link = body['@odata.nextLink'];
      }
      return items;
    },
    close: () => emulator.close(),
  };
}

export async function askForToken(
  emulator: RunningEmulator,
  tenantId: string,
  form: Record<string, string>,
): Promise<Response> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'https://graph.microsoft.com/.default',
    ...form,
  });
  return fetch(`${emulator.url}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
}

async function tokenOf(emulator: RunningEmulator, tenantId: string): Promise<string> {
  const response = await askForToken(emulator, tenantId, { client_id: 'app', client_secret: 'secret' });
  const { access_token: bearer } = (await response.json()) as { access_token: string };
  return bearer;
}
