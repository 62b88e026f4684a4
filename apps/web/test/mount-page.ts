import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { createWords } from '../src/shared/i18n/i18n.js';

const NOWHERE = { template: '<div />' };

/** Mounts a component in the document with the page's words, stores and a router that leads nowhere. */
export async function mountPage(
  component: Component,
  options: { props?: Record<string, unknown>; provide?: Record<symbol, unknown>; plugins?: unknown[] } = {},
): Promise<VueWrapper> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: NOWHERE }],
  });
  await router.push('/');
  return mount(component, {
    attachTo: document.body,
    props: options.props ?? {},
    global: {
      plugins: [createPinia(), router, await createWords('en'), ...((options.plugins ?? []) as [])],
      provide: options.provide ?? {},
    },
  });
}
