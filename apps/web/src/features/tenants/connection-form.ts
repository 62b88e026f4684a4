import type { ConnectionInput, ConnectionKind } from '../../generated/graphql.js';

/** What an operator types to connect a tenant. */
export interface ConnectionForm {
  kind: ConnectionKind;
  cloud: string;
  baseUrl: string;
  directoryId: string;
  clientId: string;
  clientSecret: string;
  expiresOn: string;
}

export const CLOUDS = ['global', 'usgov', 'usgov_dod', 'china'] as const;

export const emptyConnection = (known: Partial<ConnectionForm> = {}): ConnectionForm => ({
  kind: 'GRAPH',
  cloud: 'global',
  baseUrl: '',
  directoryId: '',
  clientId: '',
  clientSecret: '',
  expiresOn: '',
  ...known,
});

/** What is sent: only what belongs to the kind of connection. */
export function connectionInput(form: ConnectionForm): ConnectionInput {
  const place = form.kind === 'EMULATOR' ? { baseUrl: form.baseUrl.trim() } : { cloud: form.cloud };
  return {
    kind: form.kind,
    ...place,
    directoryId: form.directoryId.trim(),
    clientId: form.clientId.trim(),
    clientSecret: form.clientSecret,
    credentialExpiresAt: form.expiresOn ? new Date(`${form.expiresOn}T23:59:59`).toISOString() : null,
  };
}
