import { signIn, type ApiClient } from '@tenantatlas/testing';
import { BASE_URL } from './surroundings.js';

/** The people of the demo; the first three belong to its workspace. */
export const PEOPLE = {
  owner: { email: 'owner@demo.test', name: 'Olivia Owner' },
  operator: { email: 'operator@demo.test', name: 'Otto Operator' },
  auditor: { email: 'auditor@demo.test', name: 'Aude Auditor' },
  outsider: { email: 'outsider@demo.test', name: 'Oscar Outsider' },
} as const;

export type Person = keyof typeof PEOPLE;

export const PASSWORD = 'demo-password';

const sessions = new Map<Person, Promise<ApiClient>>();

/** Somebody's session, opened once for each process of tests, because a password is slow to check on purpose. */
export function sessionOf(person: Person): Promise<ApiClient> {
  const opened = sessions.get(person) ?? signIn(BASE_URL, PEOPLE[person].email, PASSWORD);
  sessions.set(person, opened);
  return opened;
}

/** The session as a cookie of the browser. */
export async function cookieOf(person: Person): Promise<{ name: string; value: string; url: string }> {
  const { headers } = await sessionOf(person);
  const [name = '', value = ''] = (headers['cookie'] ?? '').split(/=(.*)/s);
  return { name, value, url: BASE_URL };
}
