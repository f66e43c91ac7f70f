import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Kit } from '../../shared/kit/kit.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from './apiClient.ts';
import type { PageOptions, TestBrowser } from './chromium.ts';
import { InterviewStage, type Part } from './interviewStage.ts';
import type { Persona } from './personas.ts';
import { RoomPage } from './roomPage.ts';
import type { ServerProcess } from './serverProcess.ts';
import { sharedBrowser, sharedServer } from './shared.ts';

/** What a file of pages plays in: the server and browsers of its process, and a fresh interview for each test. */
export interface PageTheatre {
  readonly server: ServerProcess;
  readonly owner: ApiClient;
  readonly stage: InterviewStage;
  /** This person's link in a browser context of its own, which ends with the test; `by` has their camera and microphone. */
  open(part: Part, options?: PageOptions & { by?: Persona; prepare?: Prepare }): Promise<RoomPage>;
  /** The same, through pre-join, without camera and microphone. */
  join(part: Exclude<Part, 'candidate'>, options?: PageOptions & { prepare?: Prepare }): Promise<RoomPage>;
  /** The same, and into the room: the session is open. */
  enter(part: Exclude<Part, 'candidate'>, options?: PageOptions & { prepare?: Prepare }): Promise<RoomPage>;
  /** What browsers complained about on the pages of this test. */
  readonly complaints: string[];
  /** A context in which no page is open yet; it ends with the test. */
  newContext(options?: PageOptions & { by?: Persona }): Promise<BrowserContext>;
}

/** Sees the context before it has a page. */
type Prepare = (context: BrowserContext) => Promise<unknown>;

interface PageTheatreOptions {
  /** Every interview has it. */
  kit?: Kit;
  /** One interview for all tests of the file, and pages that stay until its end. */
  one?: boolean;
}

export function openPageTheatre({ kit, one = false }: PageTheatreOptions = {}): PageTheatre {
  let server: ServerProcess;
  let owner: ApiClient;
  let stage: InterviewStage;
  let kitId: KitId | undefined;
  const contexts: BrowserContext[] = [];
  const pages: RoomPage[] = [];

  beforeAll(async () => {
    ({ server, owner } = await sharedServer());
    if (kit) ({ kitId } = await owner.call('kits.create', { kit }));
  });
  (one ? beforeAll : beforeEach)(async () => {
    stage = await InterviewStage.create(owner, undefined, kitId);
  });
  (one ? afterAll : afterEach)(async () => {
    stage?.close();
    pages.splice(0);
    for (const context of contexts.splice(0)) await context.close();
  });

  const theatre: PageTheatre = {
    get server() {
      return server;
    },
    get owner() {
      return owner;
    },
    get stage() {
      return stage;
    },
    newContext: async ({ by, ...options } = {}) => {
      const browser: TestBrowser = await sharedBrowser(by);
      const context = await browser.newContext(options);
      contexts.push(context);
      return context;
    },
    open: async (part, { prepare, ...options } = {}) => {
      const context = await theatre.newContext(options);
      await prepare?.(context);
      const page = await RoomPage.open(context, stage.link(part));
      pages.push(page);
      return page;
    },
    join: async (part, options) => {
      const page = await theatre.open(part, options);
      await (part === 'lead' || part === 'second' ? page.joinWithoutDevices() : page.join());
      return page;
    },
    enter: async (part, options) => {
      const page = await theatre.join(part, options);
      await page.waitUntilInside();
      return page;
    },
    get complaints() {
      return pages.flatMap(({ complaints }) => complaints);
    },
  };
  return theatre;
}
