import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Kit } from '../../shared/kit/kit.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from './apiClient.ts';
import type { PageOptions, TestBrowser } from './chromium.ts';
import { InterviewStage, type Part } from './interviewStage.ts';
import { leavePage, takePage } from './pagePool.ts';
import type { Persona } from './personas.ts';
import { RoomPage } from './roomPage.ts';
import type { ServerProcess } from './serverProcess.ts';
import { sharedBrowser, sharedServer } from './shared.ts';

/** Setting of a file of page tests: the server and browsers of its process, and a new interview for each test. */
export interface PageTheatre {
  readonly server: ServerProcess;
  readonly owner: ApiClient;
  readonly stage: InterviewStage;
  /** Opens a person's link in a context of its own, which is cleared after the test. `by`: whose camera and microphone it has. */
  open(part: Part, options?: OpenOptions & { prepare?: Prepare }): Promise<RoomPage>;
  /** Opens a link and completes pre-join without camera and microphone. */
  join(part: Exclude<Part, 'candidate'>, options?: PageOptions & { prepare?: Prepare }): Promise<RoomPage>;
  /** Joins, and enters the room of an open interview. */
  enter(part: Exclude<Part, 'candidate'>, options?: PageOptions & { prepare?: Prepare }): Promise<RoomPage>;
  /** Console errors on the pages of this test. */
  readonly complaints: string[];
  /** A context without a page; closed after the test. */
  newContext(options?: OpenOptions): Promise<BrowserContext>;
}

type OpenOptions = PageOptions & { by?: Persona };

/** Called with the context before it has a page. */
type Prepare = (context: BrowserContext) => Promise<unknown>;

interface PageTheatreOptions {
  /** The kit of every interview. */
  kit?: Kit;
  /** One interview for all tests of the file, with pages that stay open until its end. */
  one?: boolean;
}

export function openPageTheatre({ kit, one = false }: PageTheatreOptions = {}): PageTheatre {
  let server: ServerProcess;
  let owner: ApiClient;
  let stage: InterviewStage;
  let kitId: KitId | undefined;
  const contexts: BrowserContext[] = [];
  const taken: Page[] = [];
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
    for (const page of taken.splice(0)) await leavePage(page);
    for (const context of contexts.splice(0)) await context.close();
  });

  /** A prepared context isn't reused after its test. */
  async function openPrepared(prepare: Prepare, options: OpenOptions): Promise<Page> {
    const context = await theatre.newContext(options);
    await prepare(context);
    return context.newPage();
  }

  async function openTaken({ by, ...options }: OpenOptions): Promise<Page> {
    const page = await takePage(await sharedBrowser(by), options);
    taken.push(page);
    return page;
  }

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
      const page = prepare ? await openPrepared(prepare, options) : await openTaken(options);
      const opened = await RoomPage.on(page, stage.link(part));
      pages.push(opened);
      return opened;
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
