// @vitest-environment jsdom
import urql, { Client, type Exchange } from '@urql/vue';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { filter, map, pipe } from 'wonka';
import { mountPage } from '../../../test/mount-page.js';
import { useSession, type SessionViewer } from '../../shared/session/session.store.js';
import CreateTokenDialog from './CreateTokenDialog.vue';

const SECRET = 'ta_2q9x_secret';
const VIEWER: SessionViewer = {
  id: 'u',
  name: 'Olivia',
  email: 'o@demo.test',
  kind: 'person',
  workspaces: [
    {
      id: 'ws',
      slug: 'demo',
      name: 'Demo',
      viewerRole: 'owner',
      viewerCapabilities: ['tenants.view'],
      viewerTenantLimited: false,
    },
  ],
};

const answering: Exchange = () => (operations) =>
  pipe(
    operations,
    filter(({ kind }) => kind === 'mutation'),
    map((operation) => ({
      operation,
      stale: false,
      hasNext: false,
      data: {
        createApiToken: { __typename: 'ApiTokenCreated', id: 't', secret: SECRET, expiresAt: '2027-01-01T00:00:00Z' },
      },
    })),
  );

const press = async (text: string): Promise<void> => {
  const button = [...document.querySelectorAll('button')].find((candidate) => candidate.textContent?.trim() === text);
  if (!button) throw new Error(`There is no button "${text}".`);
  button.click();
  await flushPromises();
};

async function openDialog() {
  const client = new Client({ url: '/graphql', preferGetMethod: false, exchanges: [answering] });
  const dialog = await mountPage(CreateTokenDialog, { props: { open: true }, plugins: [[urql, client]] });
  useSession().viewer = VIEWER;
  await flushPromises();
  return dialog;
}

async function create(): Promise<void> {
  const name = document.querySelector('input');
  if (!name) throw new Error('There is no field for the name.');
  name.value = 'Nightly report';
  name.dispatchEvent(new Event('input'));
  document.querySelector<HTMLInputElement>('input[value="tenants.view"]')?.click();
  await press('Create token');
}

describe('a new API token', () => {
  it('shows its secret once: closing the dialog is the end of it', async () => {
    const dialog = await openDialog();
    await create();
    expect(document.querySelector('[data-secret]')?.textContent).toBe(SECRET);
    expect(dialog.emitted('created')).toHaveLength(1);

    await press('I have stored it');
    await dialog.setProps({ open: false });
    await dialog.setProps({ open: true });
    dialog.unmount();
    expect(document.body.textContent).not.toContain(SECRET);
  });

  it('does not close by accident while the secret is shown', async () => {
    const dialog = await openDialog();
    await create();
    document
      .querySelector('[role=dialog]')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await flushPromises();
    expect(dialog.emitted('update:open')).toBeUndefined();
  });
});
