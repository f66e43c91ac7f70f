import type { BrowserContext, Page } from 'playwright-core';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from './apiClient.ts';
import { type PageOptions, TestBrowser } from './chromium.ts';
import { InterviewStage, type Part } from './interviewStage.ts';
import { startOwnedServer } from './ownedServer.ts';
import type { ParticipantNetwork } from './participantNetwork.ts';
import { ADA, EDSGER, GRACE, type Persona } from './personas.ts';
import { RoomPage } from './roomPage.ts';
import type { ServerProcess, Variables } from './serverProcess.ts';

const PERSONA_OF: Partial<Record<Part, Persona>> = { candidate: ADA, lead: GRACE, second: EDSGER };

interface CastOptions {
  severalOfEach?: boolean;
  firefox?: true;
  page?: PageOptions;
  /** Runs in each page before any of our scripts. */
  beforePage?: () => void;
  /** Called with each page before it loads anything. */
  onPage?: (page: Page) => void;
  /** Connects the browser to a network of its own that reaches the server's port. */
  networkOf?: (port: number) => Promise<ParticipantNetwork>;
}

/** A real call: a server, an interview, one browser for each sender, and one for all who only watch. */
export class CallStage implements AsyncDisposable {
  readonly server: ServerProcess;
  readonly owner: ApiClient;
  readonly interview: InterviewStage;
  readonly #browsers = new Map<string, Promise<TestBrowser>>();
  readonly #contexts = new Map<Part, Promise<BrowserContext>>();
  readonly #pages: RoomPage[] = [];
  readonly #options: Partial<Record<Part, CastOptions>>;

  /** `chooseKit` returns the interview's kit; absent: no kit. */
  static async create(
    variables: Variables = {},
    options: Partial<Record<Part, CastOptions>> = {},
    chooseKit?: (owner: ApiClient) => Promise<KitId>,
  ): Promise<CallStage> {
    await using cleanUp = new AsyncDisposableStack();
    const { server, owner } = await startOwnedServer(variables);
    cleanUp.use(server);
    const interview = await InterviewStage.create(owner, server.url, await chooseKit?.(owner));
    const stage = new CallStage(server, owner, interview, options);
    cleanUp.move();
    return stage;
  }

  private constructor(
    server: ServerProcess,
    owner: ApiClient,
    interview: InterviewStage,
    options: Partial<Record<Part, CastOptions>>,
  ) {
    this.server = server;
    this.owner = owner;
    this.interview = interview;
    this.#options = options;
  }

  /** Opens a person's link. A second call opens a second tab of the same browser. */
  async open(part: Part): Promise<RoomPage> {
    const { onPage } = this.#options[part] ?? {};
    const page = await RoomPage.open(await this.#contextOf(part), this.interview.link(part), onPage);
    this.#pages.push(page);
    return page;
  }

  /** Completes pre-join; the candidate agrees to everything. */
  async join(part: Part): Promise<RoomPage> {
    const page = await this.open(part);
    await (part === 'evaluator' || part === 'observer' ? page.join() : page.agreeAndJoin());
    return page;
  }

  /** Brings the candidate, the lead, and `others` into the room. */
  async call<P extends Part>(...others: readonly P[]): Promise<Record<'candidate' | 'lead' | P, RoomPage>> {
    const parts = ['candidate', 'lead', ...others] as const;
    const joined = await Promise.all(parts.map(async part => [part, await this.join(part)] as const));
    const pages = Object.fromEntries(joined) as Record<(typeof parts)[number], RoomPage>;
    await pages.lead.openSession();
    await pages.lead.admit(ADA.name);
    for (const part of parts) await pages[part].waitUntilInside();
    return pages;
  }

  seatId(part: Part) {
    return this.interview.seatId(part);
  }

  /** Console errors of all pages so far. */
  get complaints(): string[] {
    return this.#pages.flatMap(page => page.complaints);
  }

  async close(): Promise<void> {
    this.interview.close();
    // A failed launch was already reported to the test that requested it.
    const launched = await Promise.allSettled(this.#browsers.values());
    for (const outcome of launched) if (outcome.status === 'fulfilled') await outcome.value.close();
    await this.server.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #contextOf(part: Part): Promise<BrowserContext> {
    const known = this.#contexts.get(part);
    if (known) return known;
    const context = this.#newContext(part);
    this.#contexts.set(part, context);
    return context;
  }

  async #newContext(part: Part): Promise<BrowserContext> {
    const browser = await this.#browserOf(part);
    const { page, beforePage } = this.#options[part] ?? {};
    const context = await browser.newContext(page);
    if (beforePage) await context.addInitScript(beforePage);
    return context;
  }

  #browserOf(part: Part): Promise<TestBrowser> {
    const persona = PERSONA_OF[part];
    const key = persona ? part : 'watchers';
    const known = this.#browsers.get(key);
    if (known) return known;
    const browser = this.#launch(persona, this.#options[part] ?? {});
    this.#browsers.set(key, browser);
    return browser;
  }

  async #launch(
    persona: Persona | undefined,
    { severalOfEach = false, firefox, networkOf }: CastOptions,
  ): Promise<TestBrowser> {
    const network = await networkOf?.(this.server.port);
    return TestBrowser.launch({
      severalOfEach,
      ...(persona && { persona }),
      ...(firefox && { firefox }),
      ...(network && { network }),
    });
  }
}
