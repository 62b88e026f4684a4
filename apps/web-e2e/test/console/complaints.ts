import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** What the browser says by itself while a test has cut the network; the page has no say in it. */
const CUT_NETWORK = /net::ERR_INTERNET_DISCONNECTED|WebSocket connection to/;

/** The browser tells of every answer that is no success; this one is what the form is told. */
const isRefusedSignIn = (message: ConsoleMessage): boolean =>
  message.text().includes('401') && message.location().url.endsWith('/auth/login');

/** Collects what a page must never do; empty where it did none of it. */
export function complaintsOf(context: BrowserContext, home: string): () => readonly string[] {
  const complaints: string[] = [];
  const { host } = new URL(home);
  const expectHome = (address: string): void => {
    const url = new URL(address);
    if (url.protocol !== 'blob:' && url.host !== host) complaints.push(`asked another host: ${address}`);
  };
  context.on('request', (request) => {
    expectHome(request.url());
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      expectHome(socket.url());
    });
  });
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (CUT_NETWORK.test(message.text()) || isRefusedSignIn(message)) return;
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('response', (response) => {
    if (response.status() < 400 || !response.url().endsWith('/graphql')) return;
    complaints.push(`${response.status()} for ${response.request().postData() ?? ''}`);
  });
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
  return () => complaints;
}
