// @vitest-environment jsdom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useSession, type SessionViewer } from './session.store.js';

const workspace = (slug: string, ...viewerCapabilities: string[]) => ({
  id: `id-${slug}`,
  slug,
  name: slug,
  viewerRole: 'operator',
  viewerCapabilities,
  viewerTenantLimited: false,
});
const VIEWER: SessionViewer = {
  id: 'u',
  name: 'Olivia',
  email: 'o@demo.test',
  kind: 'person',
  workspaces: [workspace('demo', 'baselines.capture'), workspace('other')],
};
const CONTOSO = { id: 't-1', name: 'Contoso' };

function signedIn() {
  const session = useSession();
  session.viewer = VIEWER;
  return session;
}

describe('the session', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('works in the first workspace until another one is chosen, and remembers that one', () => {
    const session = signedIn();
    expect(session.workspace?.slug).toBe('demo');
    session.chooseWorkspace('other');
    setActivePinia(createPinia());
    expect(signedIn().workspace?.slug).toBe('other');
  });

  it('offers only what the chosen workspace allows', () => {
    const session = signedIn();
    expect(session.can('baselines.capture')).toBe(true);
    session.chooseWorkspace('other');
    expect(session.can('baselines.capture')).toBe(false);
  });

  it('keeps the tenant over a reload of the tab', () => {
    signedIn().chooseTenant(CONTOSO);
    setActivePinia(createPinia());
    expect(signedIn().tenant).toEqual(CONTOSO);
  });

  it('leaves the tenant only with its workspace', () => {
    const session = signedIn();
    session.chooseTenant(CONTOSO);
    session.chooseWorkspace('demo');
    expect(session.tenant).toEqual(CONTOSO);
    session.chooseWorkspace('other');
    expect(session.tenant).toBeNull();
  });
});
