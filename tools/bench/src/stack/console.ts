/** Demo accounts, made by the demo seed. */
export const OWNER = 'owner@demo.test';
const PASSWORD = 'demo-password';

/** A signed-in person's way to the API. */
export interface Session {
  readonly url: string;
  readonly cookie: string;
  /** Asks, and gives the data. @throws where the answer holds errors; the message is the first one's */
  readonly ask: <Data>(query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Data>;
}

/** Signs in as a person of the demo. */
export async function signIn(url: string, email: string = OWNER): Promise<Session> {
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (!response.ok || cookie === undefined) throw new Error(`Signing in was answered with ${response.status}.`);
  return { url, cookie, ask: (query, variables) => ask(url, cookie, query, variables) };
}

async function ask<Data>(
  url: string,
  cookie: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: Data; errors?: readonly { message: string }[] };
  if (answer.data == null || answer.errors !== undefined) {
    throw new Error(answer.errors?.[0]?.message ?? `The API answered ${response.status} without data.`);
  }
  return answer.data;
}
