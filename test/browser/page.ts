import type { Browser, CDPSession, Frame, Page } from 'playwright-core';

/** What a script on a page got from `fetch`: all that it may read, or nothing but the fact that it failed. */
export type Outcome =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | 'blocked';

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: 'omit' | 'include';
}

/** Calls `fetch` from a page, or from a frame in it. */
export function call(page: Page | Frame, url: string, options: CallOptions = {}): Promise<Outcome> {
  return (page as Frame).evaluate(
    async ([address, init]): Promise<Outcome> => {
      try {
        const response = await fetch(address, init);
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, headers, body: await response.text() };
      } catch {
        return 'blocked';
      }
    },
    [url, options] as const,
  );
}

/** Why Chromium blocked a request, in its own vocabulary, and the method or header that it blames. */
export interface Block {
  readonly corsError: string;
  readonly failedParameter: string;
}

export interface OpenPage {
  readonly page: Page;
  /** What the browser has blocked so far. */
  readonly blocks: readonly Block[];
  readonly close: () => Promise<void>;
}

/** Opens a page in a profile of its own: no cookies, no preflights remembered. */
export async function openPage(browser: Browser, url: string): Promise<OpenPage> {
  const { page, session, close } = await openBlank(browser);
  const blocks: Block[] = [];
  session.on('Network.loadingFailed', ({ corsErrorStatus }) => {
    if (corsErrorStatus !== undefined) blocks.push(corsErrorStatus);
  });
  await session.send('Network.enable');
  await page.goto(url);
  return { page, blocks, close };
}

/** A page that takes the place of any origin, one after the other. */
export interface WanderingPage {
  readonly page: Page;
  readonly visit: (origin: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a page that needs no server: the browser is handed an empty document for every origin. The document only:
 * interception must not come near what the page itself sends, or there would be no real preflights.
 */
export async function openWanderingPage(browser: Browser): Promise<WanderingPage> {
  const { page, session, close } = await openBlank(browser);
  session.on('Fetch.requestPaused', ({ requestId }) => {
    const responseHeaders = [{ name: 'content-type', value: 'text/html' }];
    void session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders });
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] });
  let current = '';
  const visit = async (origin: string) => {
    if (origin !== current) await page.goto(`${origin}/`);
    current = origin;
  };
  return { page, visit, close };
}

async function openBlank(browser: Browser): Promise<Omit<OpenPage, 'blocks'> & { session: CDPSession }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  return { page, session, close: () => context.close() };
}
