export type SignInResult =
  | { kind: 'signedIn' }
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAfterSeconds: number | null }
  | { kind: 'unavailable'; correlationId: string | null };

export interface DemoAccount {
  email: string;
  label: string;
}

/** Opens a session; the browser keeps it as a cookie that scripts cannot read. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await post('/auth/login', { email, password });
    if (response.ok) return { kind: 'signedIn' };
    if (response.status === 401 || response.status === 400) return { kind: 'refused' };
    if (response.status === 429) return { kind: 'throttled', retryAfterSeconds: secondsOf(response) };
    return { kind: 'unavailable', correlationId: response.headers.get('x-correlation-id') };
  } catch {
    return { kind: 'unavailable', correlationId: null };
  }
}

/** Ends the session; true where the server said so. */
export async function signOut(): Promise<boolean> {
  try {
    return (await post('/auth/logout', {})).ok;
  } catch {
    return false;
  }
}

/** The accounts of a demonstration, where this server runs one. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  try {
    const response = await fetch('/auth/options');
    if (!response.ok) return [];
    const options: unknown = await response.json();
    return accountsOf(options);
  } catch {
    return [];
  }
}

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

function secondsOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}

function accountsOf(options: unknown): DemoAccount[] {
  if (typeof options !== 'object' || options === null || !('demoAccounts' in options)) return [];
  const { demoAccounts: accounts } = options;
  return Array.isArray(accounts) ? accounts.flatMap(accountOf) : [];
}

function accountOf(account: unknown): DemoAccount[] {
  if (typeof account === 'string') return [{ email: account, label: account }];
  if (typeof account !== 'object' || account === null || !('email' in account)) return [];
  const email = String(account.email);
  return [{ email, label: 'name' in account ? String(account.name) : email }];
}
