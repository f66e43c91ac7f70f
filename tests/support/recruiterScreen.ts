import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { InterviewView, SeatView } from '../../shared/interview/view.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { builtPage } from './builtPage.ts';
import type { PageOptions, TestBrowser } from './chromium.ts';
import type { Scene } from './recruiterPage/page.tsx';
import { sharedBrowser } from './shared.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The candidate's screens of an interview with the virtual recruiter, built and served without the product's server. */
export class RecruiterScreen implements AsyncDisposable {
  readonly #server: Server;

  static async start(): Promise<RecruiterScreen> {
    const folder = await builtPage('recruiterPage');
    const server = createServer(async (request, response) => {
      const name = request.url === '/' || !request.url ? '/index.html' : request.url;
      try {
        const file = await readFile(path.join(folder, path.normalize(name)));
        response.writeHead(200, {
          'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
          // As on the real server, so that a reload takes scripts from the browser's cache.
          'cache-control': name.startsWith('/assets/') ? 'max-age=86400, immutable' : 'no-cache',
        });
        response.end(file);
      } catch {
        response.writeHead(404).end();
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new RecruiterScreen(server);
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  async open(browser: TestBrowser, options: PageOptions = {}): Promise<Page> {
    const page = await browser.newPage(options);
    await page.goto(this.url);
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Opens a page for the current test. */
export type OpenScreen = (
  options?: PageOptions & { prepare?: (page: Page) => Promise<unknown> },
) => Promise<Page>;

/**
 * Opens the screens for the tests of a file. A page is cleared and reused by the next test of the same
 * size, and reloaded only when state is left on it; a prepared page is closed after its test.
 */
export function openRecruiterScreen(): OpenScreen {
  let screen: RecruiterScreen | undefined;
  const idle = new Map<string, Page[]>();
  const inUse: { page: Page; look: string | undefined }[] = [];

  beforeAll(async () => {
    screen = await RecruiterScreen.start();
  });
  afterEach(async () => {
    for (const { page, look } of inUse.splice(0))
      if (look === undefined) await page.context().close();
      else idle.set(look, [...(idle.get(look) ?? []), page]);
  });
  afterAll(async () => {
    for (const page of [...idle.values()].flat()) await page.context().close();
    await screen?.[Symbol.asyncDispose]();
  });

  return async ({ prepare, ...options } = {}) => {
    if (!screen) throw new Error('The screens open with the first test of their file.');
    const look = prepare ? undefined : JSON.stringify(options);
    const left = look === undefined ? undefined : idle.get(look)?.pop();
    const page = left ?? (await (await sharedBrowser()).newPage(options));
    inUse.push({ page, look });
    if (left && (await isEmptied(left))) return left;
    await prepare?.(page);
    await page.goto(screen.url);
    return page;
  };
}

/** Unmounts the scene and clears storage. Returns false when state in memory remains, from stored data or toasts. */
function isEmptied(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    window.recruiterPage.leave();
    const isAsNew = localStorage.length + sessionStorage.length + window.recruiterPage.toasts() === 0;
    localStorage.clear();
    sessionStorage.clear();
    return isAsNew;
  });
}

/** Replaces the scene. */
export async function show(page: Page, scene: Scene): Promise<void> {
  await page.evaluate(wanted => window.recruiterPage.show(wanted), scene);
}

export const sent = (page: Page) => page.evaluate(() => window.recruiterPage.sent());

/** One viewer's view of an interview with this recruiter state. */
export function viewWith(
  recruiter: Partial<RecruiterView>,
  others: Partial<InterviewView> = {},
): InterviewView {
  return {
    interviewId: '00000000-0000-7000-8000-000000000000',
    title: 'Backend Developer',
    jobRole: 'Backend Developer',
    scheduledAt: Date.now() - 300_000,
    plannedMinutes: 45,
    phase: 'open',
    openedAt: Date.now() - 300_000,
    ownSeatId: 'ada',
    seats: { ada: seat('ada', 'candidate', 'Ada Candidate') },
    watching: 2,
    observersAllowed: true,
    mediaState: 'placed',
    recording: { state: 'on', kept: true },
    chat: {},
    help: {},
    ...others,
    recruiter: {
      turn: 'yours',
      timerOff: false,
      buttons: [],
      orders: [],
      accommodations: NO_ACCOMMODATIONS,
      written: {},
      ...recruiter,
    },
  } as unknown as InterviewView;
}

/** The current question in made-up views. */
export const QUESTION = {
  questionId: 'slow-endpoint',
  number: 3,
  of: 8,
  practice: false,
  text: 'A service of yours answers slowly for one customer in a hundred. How do you find out where the time goes?',
} as NonNullable<RecruiterView['question']>;

export function seat(seatId: string, role: SeatView['role'], displayName: string): SeatView {
  const media = { camera: 'on', microphone: 'on', screen: 'off', screenAudio: 'off' };
  const presence = { presence: 'inside', presenceSince: 0, admitted: true };
  return { seatId, role, displayName, ...presence, media } as unknown as SeatView;
}
