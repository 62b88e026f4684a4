import { z } from 'zod';
import type { ReadFailure } from './failure.js';
import { asObject, parseObject } from './graph-object.js';
import type { Delivery } from './transport.js';
import type { Verdict } from './verdict.js';
import { parseRetryAfter } from './waiting.js';

/** Entra ID always says how long a token lives; one that does not is taken to live an hour, its documented minimum. */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(3600),
});

const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * What the sign-in service says when nobody has agreed to the app in this tenant: the app is unknown there, or consent
 * was never given or was withdrawn. Source: Microsoft Entra "Authentication and authorization error codes".
 */
const CONSENT_MISSING = new Set(['AADSTS65001', 'AADSTS65004', 'AADSTS90094', 'AADSTS700016', 'AADSTS500011']);

/** Decides what the answer of a token endpoint means. `granted` is the library's reading of it, if it accepted it. */
export function tokenVerdict(delivery: Delivery | undefined, granted: object | undefined, now: number): Verdict {
  const body = asObject(granted);
  if (body) return { kind: 'read', body };
  if (!delivery) return { kind: 'failed', failure: { reason: 'provider_unreachable' } };
  if (delivery.kind === 'lost') {
    const failure: ReadFailure = { reason: 'provider_unreachable', detail: delivery.detail };
    return { kind: delivery.isWorthRetrying ? 'retry' : 'failed', failure };
  }
  const { status, headers, text } = delivery;
  const retryAfterMs = parseRetryAfter(headers['retry-after'], headers['date'], now);
  if (status === 429) return { kind: 'retry', failure: { reason: 'throttled', status, retryAfterMs } };
  if (status >= 500 || status === 408) {
    return { kind: 'retry', failure: { reason: 'provider_unreachable', status, retryAfterMs } };
  }
  if (status < 400) {
    return { kind: 'retry', failure: { reason: 'provider_unreachable', status, detail: 'unexpected_shape' } };
  }
  return { kind: 'failed', failure: { status, ...whyRefused(text) } };
}

function whyRefused(text: string): Pick<ReadFailure, 'reason' | 'providerCode'> {
  const parsed = refusal.safeParse(parseObject(text));
  if (!parsed.success) return { reason: 'provider_credentials_rejected' };
  const { error, error_description: description = '' } = parsed.data;
  const providerCode = /\bAADSTS\d{3,8}\b/.exec(description)?.[0] ?? /^[a-z_]{1,60}$/.exec(error)?.[0];
  const isConsent = CONSENT_MISSING.has(providerCode ?? '') || error === 'consent_required';
  return { reason: isConsent ? 'provider_consent_missing' : 'provider_credentials_rejected', providerCode };
}
