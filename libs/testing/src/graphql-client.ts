/** An answer of the GraphQL endpoint, with what travels beside it. */
export interface GraphqlAnswer<Data> {
  readonly status: number;
  readonly headers: Headers;
  /** The body to the letter, for comparisons byte by byte. */
  readonly text: string;
  readonly data: Data | null | undefined;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** Somebody who uses the API of a running product: the requests that a tool or a browser would send. */
export interface ApiClient {
  readonly url: string;
  /** What identifies this client, to be sent with other kinds of requests too. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sends a document and returns whatever comes back. */
  send<Data = Record<string, unknown>>(
    document: string,
    variables?: object,
    headers?: object,
  ): Promise<GraphqlAnswer<Data>>;
  /** Sends a document that must succeed; fails with the errors otherwise. */
  query<Data = Record<string, unknown>>(document: string, variables?: object): Promise<Data>;
  /** Sends a document that must fail; returns the code of its first error. */
  failure(document: string, variables?: object): Promise<string>;
}

/** A client that shows what is given, or nothing. */
export function apiClient(url: string, identity: Readonly<Record<string, string>> = {}): ApiClient {
  const send = async <Data>(
    query: string,
    variables: object = {},
    headers: object = {},
  ): Promise<GraphqlAnswer<Data>> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...identity, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { data, errors = [] } = JSON.parse(text) as Partial<GraphqlAnswer<Data>>;
    return { status: response.status, headers: response.headers, text, data, errors };
  };
  return {
    url,
    headers: identity,
    send,
    async query<Data>(document: string, variables?: object) {
      const { data, errors, text } = await send<Data>(document, variables);
      if (errors.length > 0 || data == null) throw new Error(`The query failed: ${text}`);
      return data;
    },
    async failure(document, variables) {
      const { errors, text } = await send(document, variables);
      const [first] = errors;
      if (first === undefined) throw new Error(`The query should have failed: ${text}`);
      return String(first.extensions?.['code']);
    },
  };
}

/** Signs in with a local account; the client then carries the session's cookie. */
export async function signIn(url: string, email: string, password: string): Promise<ApiClient> {
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (response.status !== 200 || cookie === undefined) throw new Error(`Sign-in failed: ${await response.text()}`);
  return apiClient(url, { cookie: cookie.split(';', 1)[0] ?? '' });
}

/** A tool that shows an API token. */
export function withToken(url: string, token: string): ApiClient {
  return apiClient(url, { authorization: `Bearer ${token}` });
}
