/** One request as the emulator saw it; the parts of a `$batch` are requests of their own kind. */
export interface LoggedRequest {
  /** Milliseconds since 1970 at which it came in. */
  readonly at: number;
  readonly path: string;
  readonly query: string;
  readonly of: 'request' | 'batch_part' | 'token';
  readonly status: number;
}

/** What was asked of one emulated tenant since the last reset. */
export interface RequestReport {
  readonly count: number;
  readonly batchParts: number;
  readonly tokens: number;
  readonly mostAtOnce: number;
  readonly requests: readonly LoggedRequest[];
}

export type Fault = Readonly<Record<string, string | number>>;

/** The control side of the emulator for one tenant, over HTTP as anybody would use it. */
export function emulatedTenant(emulatorUrl: string, tenantId: string) {
  const call = async (method: string, what: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${emulatorUrl}/emulator/tenants/${tenantId}/${what}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} ${what}.`);
    return response;
  };
  return {
    /** Generated at the first request otherwise, which would count as the provider's latency. */
    prepare: () => call('GET', 'source'),
    setFaults: (faults: readonly Fault[]) => call('PUT', 'faults', { faults }),
    forgetRequests: () => call('DELETE', 'requests'),
    requests: async (): Promise<RequestReport> => (await (await call('GET', 'requests')).json()) as RequestReport,
  };
}
