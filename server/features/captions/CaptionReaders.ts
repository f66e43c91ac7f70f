import { AppError } from '../../../shared/errors.ts';
import { type InterviewId, type PeerId, peerIdOf, type SeatId, seatIdOfPeer } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CaptionMaker, CaptionState } from '../../../shared/media/captions.ts';
import type { MediaEvent, MediaPlane, RoomRef } from '../../../shared/media/mediaPlane.ts';
import type { NoticeName, NoticePayload } from '../../../shared/protocol/notices.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { isRoomGone, mediaPeers, roomOf } from '../media/mediaRooms.ts';
import type { PageRef, QueryHandlers } from '../query.ts';

/** A media node captions a room for 40 seconds after each request. */
const KEEP_EVERY_MS = 15_000;

/** Language of interviews without a kit. */
const DEFAULT_LANGUAGE = 'en';

/** Connection of a page to this server. */
export interface ReaderPage {
  /** True when the page shows its person in the room. */
  readonly inside: boolean;
  knows(seatId: SeatId): boolean;
  notify<N extends NoticeName>(name: N, payload: NoticePayload<N>): void;
  notifyVolatile<N extends NoticeName>(name: N, payload: NoticePayload<N>): void;
}

interface CaptionReadersOptions {
  plane: MediaPlane;
  interviews: Interviews;
  serverId: string;
  /** Returns undefined if the page isn't connected to this server. */
  pageOf: (page: PageRef) => ReaderPage | undefined;
}

interface Captioning {
  state: CaptionState;
  by?: CaptionMaker | undefined;
}

interface CaptionedInterview extends Captioning {
  readonly pages: Map<PeerId, PageRef>;
  /** Where captions were last requested. */
  room: RoomRef | undefined;
}

/**
 * Knows which pages of this server read captions, and keeps their rooms captioned. Only in memory: nothing is logged,
 * because reading captions can reveal a disability.
 */
export class CaptionReaders {
  readonly #options: CaptionReadersOptions;
  readonly #captioned = new Map<InterviewId, CaptionedInterview>();
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: (() => void)[];
  readonly queries = {
    'captions.set': async ({ page, state, params: { on } }) => {
      const language = languageOf(state);
      if (on) return { language, ...(await this.#add(page, state)) };
      this.#remove(page);
      return { language, state: 'off' as const };
    },
    'captions.write': async ({ page, state, params: { line } }) => {
      const room = roomOf(state);
      if (!room || !reads(state, page)) throw new AppError('not-admitted', 'not-in-this-tab');
      await this.#options.plane.request('captions.write', { room, peerId: peerOf(page), line });
    },
  } satisfies Partial<QueryHandlers>;

  constructor(options: CaptionReadersOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#keepAll(), KEEP_EVERY_MS);
    this.#unsubscribe = [
      options.interviews.subscribe(change => this.#follow(change)),
      options.interviews.subscribeToRemovals(interviewId => this.#stop(interviewId)),
      options.plane.subscribe(({ name, payload }) => {
        if (name === 'captions.line') this.#forward(payload);
        if (name === 'captions.state') this.#tell(interviewOf(payload.room), payload.state);
      }),
    ];
  }

  close(): void {
    clearInterval(this.#timer);
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    for (const interviewId of [...this.#captioned.keys()]) this.#stop(interviewId);
  }

  async #add(page: PageRef, state: InterviewState): Promise<Captioning> {
    const { interviewId } = page;
    const peerId = peerOf(page);
    if (!reads(state, page)) throw new AppError('not-admitted', 'not-in-this-tab');
    const captioned: CaptionedInterview = this.#captioned.get(interviewId) ?? {
      pages: new Map(),
      state: 'starting',
      room: undefined,
    };
    this.#captioned.set(interviewId, captioned);
    captioned.pages.set(peerId, page);
    await this.#keep(captioned, state);
    const { state: captions, by } = captioned;
    return { state: captions, ...(by && { by }) };
  }

  #remove(page: PageRef): void {
    const captioned = this.#captioned.get(page.interviewId);
    captioned?.pages.delete(peerOf(page));
    if (captioned?.pages.size === 0) this.#stop(page.interviewId);
  }

  #stop(interviewId: InterviewId): void {
    const room = this.#captioned.get(interviewId)?.room;
    this.#captioned.delete(interviewId);
    const { plane, serverId } = this.#options;
    // If the request fails, the node stops 40 seconds after the last one.
    if (room) plane.request('captions.stop', { room, readerId: serverId }).catch(() => {});
  }

  #follow({ interviewId, after }: InterviewChange): void {
    const captioned = this.#captioned.get(interviewId);
    if (!captioned) return;
    for (const page of captioned.pages.values()) if (!reads(after, page)) this.#remove(page);
    const room = roomOf(after);
    if (captioned.pages.size > 0 && room && room.epoch !== captioned.room?.epoch)
      void this.#keep(captioned, after);
  }

  #keepAll(): void {
    for (const [interviewId, captioned] of this.#captioned) {
      for (const page of captioned.pages.values()) if (!this.#options.pageOf(page)) this.#remove(page);
      if (captioned.pages.size === 0) continue;
      this.#options.interviews
        .current(interviewId)
        .then(state => this.#keep(captioned, state))
        // Without the database, the next round tries again.
        .catch(() => {});
    }
  }

  /** Asks the room's node for captions. Never rejects, so that no failure is logged with the page's name. */
  async #keep(captioned: CaptionedInterview, state: InterviewState): Promise<void> {
    const { plane, serverId } = this.#options;
    const { interviewId } = state;
    const room = roomOf(state);
    // A captioner reads only what captioners type.
    const readers = [...captioned.pages.values()];
    if (!room || readers.every(({ seatId }) => state.seats[seatId]?.role === 'captioner')) return;
    captioned.room = room;
    try {
      const kept = await plane.request('captions.keep', {
        room,
        readerId: serverId,
        language: languageOf(state),
      });
      captioned.by = kept.by;
      if (captioned.room === room) this.#tell(interviewId, kept.state);
    } catch (error) {
      // A room that is gone is placed again, and a node that is away returns.
      const passes = isRoomGone(error) || (error instanceof AppError && error.retryable);
      if (captioned.room === room) this.#tell(interviewId, passes ? 'starting' : 'off');
    }
  }

  #tell(interviewId: InterviewId, state: CaptionState): void {
    const captioned = this.#captioned.get(interviewId);
    if (!captioned || captioned.state === state) return;
    captioned.state = state;
    for (const page of this.#insideOf(captioned)) page.notify('captions.state', { state });
  }

  #forward({ room, peerId, line }: MediaEvent<'captions.line'>): void {
    const captioned = this.#captioned.get(interviewOf(room));
    const seatId = seatIdOfPeer(peerId);
    if (!captioned || !seatId) return;
    for (const page of this.#insideOf(captioned)) {
      if (!page.knows(seatId)) continue;
      if (line.final) page.notify('captions.line', { seatId, line });
      else page.notifyVolatile('captions.line', { seatId, line });
    }
  }

  #insideOf({ pages }: CaptionedInterview): ReaderPage[] {
    return [...pages.values()].flatMap(page => {
      const connected = this.#options.pageOf(page);
      return connected?.inside ? [connected] : [];
    });
  }
}

/** True while the page is connected, in the room, and has the right, which is that to receive media. */
function reads(state: InterviewState, page: PageRef): boolean {
  const connected = state.seats[page.seatId]?.pages[page.clientId]?.connected === true;
  return connected && mediaPeers(state).has(peerOf(page));
}

function languageOf(state: InterviewState): string {
  return state.rubric?.chosen.kit.locale ?? DEFAULT_LANGUAGE;
}

function peerOf({ seatId, clientId }: PageRef): PeerId {
  return peerIdOf(seatId, clientId);
}

function interviewOf(room: RoomRef): InterviewId {
  return room.roomId as string as InterviewId;
}
