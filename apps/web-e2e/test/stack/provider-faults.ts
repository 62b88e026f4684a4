/** What the provider of a tenant does to callers, as the emulator's README lists it. */
export type Fault = Readonly<Record<string, string | number>> & { readonly kind: string };

const CONDITIONAL_ACCESS = 'identity/conditionalAccess/policies';

/** The application may not read one family. */
export const REFUSED_FAMILY: Fault = { kind: 'refuse', path: CONDITIONAL_ACCESS };

/** One listing takes so long, and with it the phase that lists. */
export const slowListing = (ms: number): Fault => ({ kind: 'slow', ms, path: CONDITIONAL_ACCESS, times: 1 });

/** One content of each of the two ways in which they are asked for takes so long, and with it the phase that reads. */
export const slowContent = (ms: number): readonly Fault[] =>
  ['configurationPolicies/', '$batch'].map((path) => ({ kind: 'slow', ms, path, of: 'request', times: 1 }));
