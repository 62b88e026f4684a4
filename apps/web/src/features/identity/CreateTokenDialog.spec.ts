// @vitest-environment jsdom
import urql, { Client, fetchExchange } from '@urql/vue';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
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

const ANSWER = {
  data: {
    createApiToken: { __typename: 'ApiTokenCreated', id: 't', secret: SECRET, expiresAt: '2027-01-01T00:00:00Z' },
  },
};

const press = async (text: string): Promise<void> => {
  const button = [...document.querySelectorAll('button')].find((candidate) => candidate.textContent?.trim() === text);
  if (!button) throw new Error(`There is no button "${text}".`);
  button.click();
  await flushPromises();
};

const secretShown = () => document.querySelector('[data-secret]')?.textContent;

async function openDialog() {
  const client = new Client({
    url: 'https://console.test/graphql',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: () => Promise.resolve(Response.json(ANSWER)),
  });
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
  await vi.waitUntil(secretShown);
}

describe('a new API token', () => {
  it('shows its secret once: closing the dialog is the end of it', async () => {
    const dialog = await openDialog();
    await create();
    expect(secretShown()).toBe(SECRET);
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
