/** The people of the demo seed. Their password is public, so the seed refuses to run in production. */
export const DEMO_PASSWORD = 'demo-password';

export const DEMO_ACCOUNTS = [
  { email: 'owner@demo.test', name: 'Olivia Owner', workspace: 'demo', role: 'owner' },
  { email: 'operator@demo.test', name: 'Otto Operator', workspace: 'demo', role: 'operator' },
  { email: 'auditor@demo.test', name: 'Aude Auditor', workspace: 'demo', role: 'auditor' },
  { email: 'outsider@demo.test', name: 'Oscar Outsider', workspace: 'other', role: 'owner' },
] as const;
