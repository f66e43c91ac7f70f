import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import {
  type ClientId,
  type InterviewId,
  type PeerId,
  peerIdOf,
  RECRUITER_PEER_ID,
} from '../../../shared/ids.ts';
import { SYSTEM } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { AnyMediaEvent, MediaPlane, MediaResult, RoomRef } from '../../../shared/media/mediaPlane.ts';
import { RECRUITER_GROUP } from '../../../shared/permissions.ts';
import type { SilentClip } from '../../../shared/recruiter/clip.ts';
import type { RecruiterInput } from '../../../shared/recruiter/inputs.ts';
import { type Demand, demandOf, utteranceOf } from '../../../shared/recruiter/playback.ts';
import { candidateOf, recruiterContextOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { deadlineOf } from '../../../shared/recruiter/step.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import { roomOf } from '../media/mediaRooms.ts';
import { InputWriter } from './InputWriter.ts';
import type { InterviewClips } from './InterviewClips.ts';
import { stepEvents } from './stepEvents.ts';

/** Delay before repeating a request that the media plane refused. */
const RETRY_MS = 500;
const AGO_MAX_MS = 86_400_000;

/** What the media plane was last told to play in one room. */
interface RoomPlayback {
  room: RoomRef;
  /** True when the recruiter's player is open. Without a player, lines are shown as text. */
  plays: boolean;
  loop: SilentClip;
  playId?: string;
  utterance?: number;
  isLogged?: boolean;
  nods: number;
  candidate?: PeerId;
}

/**
 * Runs one interview's recruiter while this server has the lease: plays lines, and reports voices and time
 * to the engine. All state is in the log, so another server can take over at any time.
 */
export class RecruiterRunner {
  readonly interviewId: InterviewId;
  readonly #interviews: Interviews;
  readonly #plane: MediaPlane;
  readonly #clips: InterviewClips;
  readonly #logger: Logger;
  readonly #unsubscribe: (() => void)[];
  #playback: RoomPlayback | undefined;
  /** True after the first report of the candidate's voice. */
  #hasListened = false;
  #deadline: { at: number; timer: NodeJS.Timeout } | undefined;
  readonly #poller: Poller;
  readonly #inputs: InputWriter;

  constructor(options: {
    interviewId: InterviewId;
    interviews: Interviews;
    plane: MediaPlane;
    clips: InterviewClips;
    logger: Logger;
  }) {
    this.interviewId = options.interviewId;
    this.#interviews = options.interviews;
    this.#plane = options.plane;
    this.#clips = options.clips;
    this.#logger = options.logger.child({ interviewId: options.interviewId });
    this.#poller = new Poller({
      task: () => this.#follow(),
      onError: error => {
        if (!isTemporary(error)) this.#logger.error({ err: error }, 'the recruiter could not act');
        // The room or its player is gone, so nothing plays there.
        if (isGone(error)) this.#playback = undefined;
        this.#poller.runIn(RETRY_MS);
      },
    });
    this.#inputs = new InputWriter({
      write: input => this.#write(input),
      onFailed: (error, input, againInMs) => {
        this.#logger.warn({ input: input.type, err: error }, 'the recruiter could not write what happened');
        delete this.#playback?.candidate;
        this.#poller.runIn(againInMs);
      },
    });
    this.#unsubscribe = [
      this.#interviews.subscribe(({ interviewId }) => {
        if (interviewId === this.interviewId) this.follow();
      }),
      this.#plane.subscribe(event => this.#onMedia(event)),
    ];
    this.#logger.info('runs the recruiter');
    this.follow();
  }

  /** Acts on the interview's current state, and again if the state changes during the call. */
  follow(): void {
    void this.#poller.run();
  }

  /** Leaves the recruiter's peer in the room for the server that takes over. */
  async close(): Promise<void> {
    if (this.#poller.closed) return;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    clearTimeout(this.#deadline?.timer);
    await this.#poller.close();
  }

  async #follow(): Promise<void> {
    await this.#inputs.write();
    if (this.#inputs.pausedMs > 0) {
      this.#poller.runIn(this.#inputs.pausedMs);
      return;
    }
    const state = await this.#interviews.current(this.interviewId);
    const { recruiter, phase } = state;
    if (phase !== 'open' || !recruiter) {
      this.#playback = undefined;
      this.#watchTime(state);
      return;
    }
    const room = roomOf(state);
    const demand = demandOf(recruiter);
    const playback = room && this.#playbackIn(room, demand);
    this.#playback = playback;
    if (playback) await this.#listenTo(playback, state);
    else await this.#reportNoVoice(state);
    // Checks the time after updating the voice, because silence during an outage must not end an answer.
    this.#watchTime(state);
    if (!playback) return;
    await this.#openPlayer(playback, state);
    await this.#loop(playback, demand);
    await this.#play(playback, demand, state);
    await this.#nod(playback, demand);
  }

  #watchTime(state: InterviewState): void {
    const context = recruiterContextOf(state);
    const at =
      state.recruiter && context && state.phase === 'open' ? deadlineOf(state.recruiter, context) : undefined;
    if (at === this.#deadline?.at) return;
    clearTimeout(this.#deadline?.timer);
    this.#deadline = at === undefined ? undefined : { at, timer: this.#wake(at) };
  }

  #wake(at: number): NodeJS.Timeout {
    return setTimeout(
      () => {
        // Waits again if the time has not come, because timers can fire early and clocks can be set back.
        if (Date.now() < at) this.#deadline = { at, timer: this.#wake(at) };
        else {
          this.#deadline = undefined;
          void this.#input({ type: 'time' });
        }
      },
      Math.max(1, at - Date.now()),
    );
  }

  #playbackIn(room: RoomRef, { nods }: Demand): RoomPlayback {
    const known = this.#playback;
    if (known && known.room.epoch === room.epoch && known.room.nodeId === room.nodeId) return known;
    return { room, plays: false, loop: 'listening', nods };
  }

  async #listenTo(playback: RoomPlayback, state: InterviewState): Promise<void> {
    const peerId = candidatePeer(state);
    if (peerId === playback.candidate) return;
    delete playback.candidate;
    if (!peerId) return;
    try {
      const voice = await this.#plane.request('peer.voice', { room: playback.room, peerId });
      playback.candidate = peerId;
      this.#hasListened = true;
      await this.#input({ type: 'voice', ...voice });
    } catch (error) {
      if (!isTemporary(error)) throw error;
      // The candidate is still entering the room. The media plane reports the voice once audio arrives.
      if (isGone(error)) playback.candidate = peerId;
      else this.#poller.runIn(RETRY_MS);
      await this.#reportNoVoice(state);
    }
  }

  async #reportNoVoice({ recruiter }: InterviewState): Promise<void> {
    if (!recruiter || recruiter.voice.state === 'absent') return;
    // Until this runner has listened, dates the absence back, so that unobserved time does not count.
    const agoMs = this.#hasListened
      ? 0
      : Math.min(AGO_MAX_MS, Math.max(0, Date.now() - recruiter.voice.since));
    await this.#input({ type: 'voice', state: 'absent', agoMs });
  }

  async #openPlayer(playback: RoomPlayback, state: InterviewState): Promise<void> {
    if (playback.plays) return;
    const { room } = playback;
    const who = recruiterIn(room);
    const clipId = this.#clips.silent('listening');
    playback.plays = await this.#playing(room, async () => {
      const { playing } = await this.#plane.request('player.open', {
        ...who,
        group: RECRUITER_GROUP,
        clipId,
      });
      // The previous runner may have left an unwanted line playing, or a line whose start is not in the log.
      const utterance = playing === undefined ? undefined : utteranceOf(playing);
      if (utterance !== undefined) Object.assign(playback, { playId: playing, utterance, isLogged: false });
    });
    if (!playback.plays) return;
    await this.#plane.request('player.loop', { ...who, clipId });
    this.#clips.bringAhead(state, room.nodeId);
  }

  async #loop(playback: RoomPlayback, { loop }: Demand): Promise<void> {
    if (!playback.plays || playback.loop === loop) return;
    const { room } = playback;
    playback.loop = loop;
    await this.#playing(room, () =>
      this.#plane.request('player.loop', { ...recruiterIn(room), clipId: this.#clips.silent(loop) }),
    );
  }

  /** Returns false when the clip is missing or damaged. The interview continues without the clip. */
  async #playing(room: RoomRef, request: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.#clips.playing(room.nodeId, request);
      return true;
    } catch (error) {
      if (!isClipError(error)) throw error;
      this.#logger.debug({ err: error }, 'a clip without words is not there');
      return false;
    }
  }

  async #play(playback: RoomPlayback, { play }: Demand, state: InterviewState): Promise<void> {
    if (play?.playId === playback.playId && (!play || playback.isLogged)) return;
    const { room } = playback;
    if (!play) {
      await this.#stop(playback);
      return;
    }
    const { utterance, playId, fromMs } = play;
    const clip = playback.plays ? await this.#clips.forLine(state, play.line) : undefined;
    if (!clip) {
      await this.#stop(playback);
      await this.#input({ type: 'play.failed', utterance, reason: 'There is no clip for this line.' });
      return;
    }
    const { clipId, timing, cues } = clip.sheet;
    let answer: MediaResult<'player.play'>;
    try {
      answer = await this.#clips.playing(room.nodeId, () =>
        this.#plane.request('player.play', { ...recruiterIn(room), playId, clipId, fromMs }),
      );
    } catch (error) {
      // Errors of the room are temporary, so they lead to a retry. An unplayable line is shown as text.
      if (!isClipError(error)) throw error;
      this.#logger.error({ clipId, err: error }, 'a clip could not be played');
      await this.#input({ type: 'play.failed', utterance, reason: error.message.slice(0, 200) });
      return;
    }
    Object.assign(playback, { playId, utterance, isLogged: true });
    // A clip that was already playing is in the log, unless a runner crashed or the first answer was lost.
    if (!answer.began && state.recruiter?.said?.clip === 'playing') return;
    await this.#input({
      type: 'play.started',
      utterance,
      fromMs: Math.min(answer.positionMs, timing.durationMs),
      durationMs: timing.durationMs,
      cues,
    });
  }

  async #stop(playback: RoomPlayback): Promise<void> {
    const { room, playId, utterance } = playback;
    if (playId === undefined || utterance === undefined) return;
    const { resumeMs } = await this.#plane.request('player.stop', {
      ...recruiterIn(room),
      playId,
      now: false,
    });
    delete playback.playId;
    delete playback.utterance;
    await this.#input({ type: 'play.held', utterance, resumeMs });
  }

  async #nod(playback: RoomPlayback, { nods, play }: Demand): Promise<void> {
    if (nods === playback.nods) return;
    const { room } = playback;
    playback.nods = nods;
    if (play || !playback.plays) return;
    await this.#playing(room, () =>
      this.#plane.request('player.play', {
        ...recruiterIn(room),
        playId: `nod.${nods}`,
        clipId: this.#clips.silent('nod'),
        fromMs: 0,
      }),
    );
  }

  #onMedia(event: AnyMediaEvent): void {
    const playback = this.#playback;
    if (!playback || !('room' in event.payload) || event.payload.room.roomId !== playback.room.roomId) return;
    if (event.payload.room.epoch !== playback.room.epoch) return;
    if (event.name === 'player.ended') {
      const { playId } = event.payload;
      if (playId !== playback.playId || playback.utterance === undefined) return;
      const { utterance } = playback;
      delete playback.playId;
      delete playback.utterance;
      void this.#input({ type: 'play.ended', utterance });
    }
    if (event.name === 'peer.voice' && event.payload.peerId === playback.candidate) {
      const { state, agoMs } = event.payload;
      void this.#input({ type: 'voice', state, agoMs });
    }
  }

  async #input(input: RecruiterInput): Promise<void> {
    if (this.#poller.closed) return;
    await this.#inputs.put(input);
    this.follow();
  }

  #write(input: RecruiterInput): Promise<void> {
    return this.#interviews.execute(this.interviewId, SYSTEM, (state, now) => ({
      events: stepEvents(state, input, now),
      result: undefined,
    }));
  }
}

function candidatePeer(state: InterviewState): PeerId | undefined {
  const seat = candidateOf(state);
  const [clientId] = Object.entries(seat?.pages ?? {}).find(([, page]) => page.entered) ?? [];
  return seat && clientId ? peerIdOf(seat.seatId, clientId as ClientId) : undefined;
}

function recruiterIn(room: RoomRef) {
  return { room, peerId: RECRUITER_PEER_ID };
}

function isClipError(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'invalid' || error.details?.clipId !== undefined);
}

function isTemporary(error: unknown): boolean {
  return isGone(error) || (error instanceof AppError && error.retryable);
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'not-found' || error.code === 'stale-epoch');
}
