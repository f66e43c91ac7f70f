import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import type { InterviewId, SeatId } from '../../shared/ids.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import {
  type Accommodations,
  NO_ACCOMMODATIONS,
  type RecruiterSettings,
} from '../../shared/recruiter/settings.ts';
import type { ApiClient } from './apiClient.ts';
import { CandidateVoice } from './candidateVoice.ts';
import { type PageOptions, TestBrowser } from './chromium.ts';
import { LoggedInterview } from './loggedInterview.ts';
import { startOwnedServer } from './ownedServer.ts';
import { ADA, BARBARA, GRACE } from './personas.ts';
import { RoomPage } from './roomPage.ts';
import { type ConnectOptions, SeatSocket } from './seatSocket.ts';
import type { ServerProcess, Variables } from './serverProcess.ts';
import { spokenKit } from './spokenKit.ts';
import { TEST_CLIPS } from './testClips.ts';

const CAST = [
  { role: 'candidate', displayName: ADA.name },
  { role: 'interviewer', displayName: GRACE.name },
  { role: 'evaluator', displayName: BARBARA.name },
] as const;
export type RecruiterPart = 'candidate' | 'lead' | 'evaluator';
const PARTS: readonly RecruiterPart[] = ['candidate', 'lead', 'evaluator'];

/** Rendering a whole kit takes a while on a busy machine; later runs use cached clips. */
const RENDERING_MS = 400_000;

export interface RecruiterStageOptions {
  kit?: Kit;
  settings?: Partial<RecruiterSettings>;
  accommodations?: Partial<Accommodations>;
  variables?: Variables;
}

/** Interviews with the virtual recruiter on a real server with real clips, and candidates who speak in real browsers. */
export class RecruiterStage implements AsyncDisposable {
  readonly server: ServerProcess;
  readonly owner: ApiClient;
  readonly #kitId: string;
  readonly #options: RecruiterStageOptions;
  readonly #closers = new AsyncDisposableStack();

  static async create(options: RecruiterStageOptions = {}): Promise<RecruiterStage> {
    await using cleanUp = new AsyncDisposableStack();
    const { server, owner } = await startOwnedServer({ CLIP_DIR: TEST_CLIPS, ...options.variables });
    cleanUp.use(server);
    const stage = await RecruiterStage.on(server, owner, options);
    cleanUp.move();
    return stage;
  }

  /** Uses this server and closes it with the stage. */
  static async on(
    server: ServerProcess,
    owner: ApiClient,
    options: Omit<RecruiterStageOptions, 'variables'> = {},
  ): Promise<RecruiterStage> {
    const { kitId } = await owner.call('kits.create', { kit: options.kit ?? spokenKit() });
    return new RecruiterStage(server, owner, kitId, options);
  }

  private constructor(
    server: ServerProcess,
    owner: ApiClient,
    kitId: string,
    options: RecruiterStageOptions,
  ) {
    this.server = server;
    this.owner = owner;
    this.#kitId = kitId;
    this.#options = options;
    this.#closers.use(server);
  }

  /** Creates an interview. Waits for its clips unless `rendered` is false. */
  async interview({ rendered = true } = {}): Promise<RecruiterInterview> {
    const { settings, accommodations } = this.#options;
    const made = await this.owner.call('interviews.create', {
      title: 'Backend Developer, first round',
      jobRole: 'Backend Developer',
      scheduledAt: Date.now(),
      plannedMinutes: 30,
      kitId: this.#kitId as never,
      recruiter: { voice: 'slt', pace: 'normal', practice: false, ...settings },
      seats: CAST.map(seat => ({
        ...seat,
        ...(seat.role === 'candidate' &&
          accommodations && { accommodations: { ...NO_ACCOMMODATIONS, ...accommodations } }),
      })),
    });
    const { interviewId } = made;
    const links = new Map(PARTS.map((part, index) => [part, made.links[index]?.url ?? '']));
    const seatIds = new Map(PARTS.map((part, index) => [part, made.links[index]?.seatId as SeatId]));
    const deadline = Date.now() + RENDERING_MS;
    while (rendered) {
      const { ready, total, failed } = await this.owner.call('recruiterClips.progress', { interviewId });
      if (ready === total) break;
      if (failed.length > 0) throw new Error(`A line could not be rendered: ${failed[0]?.reason}`);
      if (Date.now() > deadline) throw new Error(`Only ${ready} of ${total} lines were rendered in time.`);
      // The console polls the rendered lines, too.
      await delay(1_000);
    }
    return new RecruiterInterview(this, interviewId, links, seatIds);
  }

  /** Opens a browser with devices, closed with the stage. */
  async browser(persona = ADA): Promise<TestBrowser> {
    return this.#closers.use(await TestBrowser.launch({ persona }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closers.disposeAsync();
  }
}

interface CandidateOptions extends PageOptions {
  /** Called before the page loads anything. */
  beforePage?: (page: Page) => Promise<void>;
  /** Presses "ready". A candidate who returns isn't asked. */
  ready?: boolean;
  /** Called in pre-join. */
  beforeJoin?: (page: RoomPage) => Promise<void>;
}

/** One interview on the stage. */
export class RecruiterInterview {
  readonly interviewId: InterviewId;
  readonly #stage: Pick<RecruiterStage, 'server' | 'owner'>;
  readonly #links: ReadonlyMap<RecruiterPart, string>;
  readonly #seatIds: ReadonlyMap<RecruiterPart, SeatId>;

  constructor(
    stage: Pick<RecruiterStage, 'server' | 'owner'>,
    interviewId: InterviewId,
    links: ReadonlyMap<RecruiterPart, string>,
    seatIds: ReadonlyMap<RecruiterPart, SeatId>,
  ) {
    this.#stage = stage;
    this.interviewId = interviewId;
    this.#links = links;
    this.#seatIds = seatIds;
  }

  link(part: RecruiterPart): string {
    return this.#links.get(part) ?? '';
  }

  seatId(part: RecruiterPart): SeatId {
    return this.#seatIds.get(part) as SeatId;
  }

  /** Opens the candidate's page, ready in the room, with a microphone that the test speaks into. */
  async candidate(
    browser: TestBrowser,
    { beforePage, beforeJoin, ready = true, ...options }: CandidateOptions = {},
  ): Promise<{ page: RoomPage; voice: CandidateVoice; context: BrowserContext }> {
    const context = await browser.newContext(options);
    const opened = await context.newPage();
    const voice = await CandidateVoice.on(opened);
    await beforePage?.(opened);
    const page = await RoomPage.on(opened, this.link('candidate'));
    await beforeJoin?.(page);
    await page.agreeAndJoin();
    await page.waitUntilInside();
    if (ready) await opened.locator('[data-button="ready"]:not([aria-disabled])').click();
    return { page, voice, context };
  }

  /** Connects without a browser, outside the room. */
  connect(part: RecruiterPart, options: ConnectOptions = {}): Promise<SeatSocket> {
    return SeatSocket.open(this.#stage.owner, this.link(part), options);
  }

  /** Connects without a browser and completes pre-join. */
  async enter(part: RecruiterPart, options: ConnectOptions = {}): Promise<SeatSocket> {
    const page = await this.connect(part, options);
    if (part === 'candidate')
      await page.request('consent.give', {
        consent: { version: CONSENT_VERSION, recording: true, observers: true },
      });
    await page.request('seat.enter', {});
    return page;
  }

  console(): Promise<SeatSocket> {
    return SeatSocket.openConsole(this.#stage.owner, this.interviewId);
  }

  /** The log so far, from the database. */
  events(): InterviewEvent[] {
    return LoggedInterview.read(this.#stage.server.dataDir, this.interviewId).events;
  }
}
