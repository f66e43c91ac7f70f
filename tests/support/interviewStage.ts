import type { ClientId, InterviewId, SeatId } from '../../shared/ids.ts';
import { CONSENT_VERSION, INTERVIEWER_CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import { type ApiClient, createInterview } from './apiClient.ts';
import { ADA, ALAN, BARBARA, EDSGER, GRACE } from './personas.ts';
import { SeatSocket } from './seatSocket.ts';

/** The cast of every scenario: Grace leads. */
const CAST = {
  candidate: { role: 'candidate', displayName: ADA.name },
  lead: { role: 'interviewer', displayName: GRACE.name },
  second: { role: 'interviewer', displayName: EDSGER.name },
  evaluator: { role: 'evaluator', displayName: BARBARA.name },
  observer: { role: 'observer', displayName: ALAN.name },
} as const;

export type Part = keyof typeof CAST;
export const PARTS = Object.keys(CAST) as Part[];

/** One interview on a running server, with the raw sockets of its people. Closes every socket it opened. */
export class InterviewStage implements Disposable {
  readonly interviewId: InterviewId;
  readonly #api: ApiClient;
  readonly #seats: Record<Part, { seatId: SeatId; url: string }>;
  readonly #sockets: SeatSocket[] = [];
  readonly #serverUrl: string;

  /** Creates the interview. Its people connect to `serverUrl`, the console's server if absent. */
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

  /** The personal link that the organizer was shown for this seat. */
  link(part: Part): string {
    return this.#seats[part].url;
  }

  /** A page that opens the link and is in pre-join. */
  async open(part: Part, clientId?: ClientId, serverUrl: string = this.#serverUrl): Promise<SeatSocket> {
    return this.#keep(
      await SeatSocket.open(this.#api, this.link(part), { serverUrl, ...(clientId && { clientId }) }),
    );
  }

  /** A page that went through pre-join; candidates and interviewers agree to everything on the way. */
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

  /** Everybody in the room. */
  everybodyInside(): Promise<Record<Part, SeatSocket>> {
    return this.inside('second', 'evaluator', 'observer');
  }

  /** Candidate, lead and these others in the room: all have entered, the lead has opened and let the candidate in. */
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
        // The room for media is placed after the session has opened; a view that waits for it changes once more.
        pages[part].waitForView(`${part} to be inside`, ({ mediaState }) => {
          return pages[part].own.presence === 'inside' && mediaState === 'placed';
        }),
      ),
    );
    return pages;
  }

  /** A page that opens a link which was issued later. */
  async openLink(link: string): Promise<SeatSocket> {
    return this.#keep(await SeatSocket.open(this.#api, link, { serverUrl: this.#serverUrl }));
  }

  /** The organizer's view, live. */
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
