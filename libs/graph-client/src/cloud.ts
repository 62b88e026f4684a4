import { isLoopbackHost } from './address.js';

/**
 * The national clouds of Microsoft Graph. The list is closed: credentials are sent nowhere else.
 * Source: Microsoft Graph documentation, "National cloud deployments".
 */
export const CLOUDS = {
  global: { graphUrl: 'https://graph.microsoft.com', authorityUrl: 'https://login.microsoftonline.com' },
  usgov: { graphUrl: 'https://graph.microsoft.us', authorityUrl: 'https://login.microsoftonline.us' },
  usgov_dod: { graphUrl: 'https://dod-graph.microsoft.us', authorityUrl: 'https://login.microsoftonline.us' },
  china: { graphUrl: 'https://microsoftgraph.chinacloudapi.cn', authorityUrl: 'https://login.chinacloudapi.cn' },
} as const;

export type Cloud = keyof typeof CLOUDS;

/** Where a connection reads from, as configured. `emulator` needs the deployment's explicit leave. */
export type ProviderLocation =
  { readonly cloud: Cloud } | { readonly cloud: 'emulator'; readonly graphUrl: string; readonly authorityUrl?: string };

/** Where requests go. Made by {@link resolveEndpoint} only, so that every endpoint has passed its checks. */
export interface GraphEndpoint {
  readonly cloud: Cloud | 'emulator';
  /** Without a trailing slash and without the API version. */
  readonly graphUrl: string;
  readonly authorityUrl: string;
  /** Which addresses a connection may be made to, once the host name is resolved. */
  readonly reach: 'public' | 'loopback';
}

/** A location that may not be used. Raised when a connection is configured, never while reading. */
export class EndpointRefused extends Error {
  constructor(readonly reason: 'emulator_not_allowed' | 'emulator_not_loopback' | 'not_a_url') {
    super(`The provider location is refused: ${reason}.`);
    this.name = 'EndpointRefused';
  }
}

/**
 * Turns a configured location into an endpoint.
 *
 * @param options.allowEmulator - the deployment's explicit setting; without it only the real clouds are reachable
 * @throws {EndpointRefused} if the location may not be used
 */
export function resolveEndpoint(location: ProviderLocation, options: { allowEmulator: boolean }): GraphEndpoint {
  if (location.cloud !== 'emulator') {
    return { cloud: location.cloud, ...CLOUDS[location.cloud], reach: 'public' };
  }
  if (!options.allowEmulator) throw new EndpointRefused('emulator_not_allowed');
  return {
    cloud: 'emulator',
    graphUrl: loopbackUrl(location.graphUrl),
    authorityUrl: loopbackUrl(location.authorityUrl ?? location.graphUrl),
    reach: 'loopback',
  };
}

function loopbackUrl(text: string): string {
  if (!URL.canParse(text)) throw new EndpointRefused('not_a_url');
  const url = new URL(text);
  const isPlain =
    ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!isPlain) throw new EndpointRefused('not_a_url');
  if (!isLoopbackHost(url.hostname)) throw new EndpointRefused('emulator_not_loopback');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
