import type { ClientId, InterviewId, SeatId } from '../../shared/ids.ts';
import { CONSENT_VERSION, INTERVIEWER_CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import { type ApiClient, createInterview } from './apiClient.ts';
import { ADA, ALAN, BARBARA, EDSGER, GRACE } from './personas.ts';
import { SeatSocket } from './seatSocket.ts';

/** The people of every scenario. Grace leads. */
const CAST = {
  candidate: { role: 'candidate', displayName: ADA.name },
  lead: { role: 'interviewer', displayName: GRACE.name },
  second: { role: 'interviewer', displayName: EDSGER.name },
  evaluator: { role: 'evaluator', displayName: BARBARA.name },
  observer: { role: 'observer', displayName: ALAN.name },
} as const;

export type Part = keyof typeof CAST;
export const PARTS = Object.keys(CAST) as Part[];

/** One interview on a running server, with raw sockets of its people, which are closed with it. */
export class InterviewStage implements Disposable {
  readonly interviewId: InterviewId;
  readonly #api: ApiClient;
  readonly #seats: Record<Part, { seatId: SeatId; url: string }>;
  readonly #sockets: SeatSocket[] = [];
  readonly #serverUrl: string;

  /** `serverUrl`: where its people connect; absent: the console's server. */
  static async create(
    api: ApiClient,
    serverUrl: string = api.baseUrl,
    kitId?: KitId,
  ): Promise<InterviewStage> {
    const created = await createInterview(
      api,
      PARTS.map(part => CAST[part]),
      kitId,
    );
    const seats = Object.fromEntries(
      PARTS.map((part, index) => {
        const seat = created.seats[index];
        return [part, { seatId: seat?.seatId, url: seat?.link.url }];
      }),
    ) as Record<Part, { seatId: SeatId; url: string }>;
    return new InterviewStage(api, created.interviewId, seats, serverUrl);
  }

  private constructor(
    api: ApiClient,
    interviewId: InterviewId,
    seats: Record<Part, { seatId: SeatId; url: string }>,
    serverUrl: string,
  ) {
    this.#api = api;
    this.interviewId = interviewId;
    this.#seats = seats;
    this.#serverUrl = serverUrl;
  }

  seatId(part: Part): SeatId {
    return this.#seats[part].seatId;
  }

  link(part: Part): string {
    return this.#seats[part].url;
  }

  /** Opens a page in pre-join. */
  async open(part: Part, clientId?: ClientId, serverUrl: string = this.#serverUrl): Promise<SeatSocket> {
    return this.#keep(
      await SeatSocket.open(this.#api, this.link(part), { serverUrl, ...(clientId && { clientId }) }),
    );
  }

  /** Opens a page and completes pre-join; candidates and interviewers agree to everything. */
  async enter(part: Part, clientId?: ClientId, serverUrl?: string): Promise<SeatSocket> {
    const page = await this.open(part, clientId, serverUrl);
    if (part === 'candidate')
      await page.request('consent.give', {
        consent: { version: CONSENT_VERSION, recording: true, observers: true },
      });
    if (part === 'lead' || part === 'second')
      await page.request('consent.give', {
        consent: { version: INTERVIEWER_CONSENT_VERSION, recording: true, observers: true },
      });
    await page.request('seat.enter', {});
    return page;
  }

  /** Brings everyone into the room. */
  everybodyInside(): Promise<Record<Part, SeatSocket>> {
    return this.inside('second', 'evaluator', 'observer');
  }

  /** Brings the candidate, the lead, and `others` into the room. */
  async inside<P extends Part = never>(
    ...others: readonly P[]
  ): Promise<Record<'candidate' | 'lead' | P, SeatSocket>> {
    const parts = ['candidate', 'lead', ...others] as const;
    const entered = await Promise.all(parts.map(async part => [part, await this.enter(part)] as const));
    const pages = Object.fromEntries(entered) as Record<(typeof parts)[number], SeatSocket>;
    await pages.lead.request('session.open', {});
    await pages.lead.request('seat.admit', { seatId: this.seatId('candidate') });
    await Promise.all(
      parts.map(part =>
        // The media room is placed after the interview has opened, which changes the view again.
        pages[part].waitForView(`${part} to be inside`, ({ mediaState }) => {
          return pages[part].own.presence === 'inside' && mediaState === 'placed';
        }),
      ),
    );
    return pages;
  }

  /** Opens a page with a link that was created later. */
  async openLink(link: string, serverUrl: string = this.#serverUrl): Promise<SeatSocket> {
    return this.#keep(await SeatSocket.open(this.#api, link, { serverUrl }));
  }

  async openConsole(): Promise<SeatSocket> {
    return this.#keep(await SeatSocket.openConsole(this.#api, this.interviewId));
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #keep(socket: SeatSocket): SeatSocket {
    this.#sockets.push(socket);
    return socket;
  }
}
