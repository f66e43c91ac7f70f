import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { PeerId } from '../../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../../shared/media/sources.ts';
import { PeerProducer } from '../PeerProducer.ts';
import { closeTransport } from '../transports.ts';
import { type Clip, SILENT_LEVEL } from './Clip.ts';
import type { DuePacket } from './ClipSpan.ts';
import type { Playout, PlayoutClock } from './PlayoutClock.ts';
import { type PlaySink, PlayTimeline } from './PlayTimeline.ts';
import { isKeyFrameRequest, playedTrack, type RtpStream, senderReport } from './RtpStream.ts';

type SentTrack = { stream: RtpStream; producer: PeerProducer };

interface PlayerOptions {
  peerId: PeerId;
  group: string;
  loop: Clip;
  router: types.Router;
  clock: PlayoutClock;
  listener: { started(playId: string): void; ended(playId: string): void; closed(): void };
  logger: Logger;
}

/** After a delay longer than this, the timeline is shifted instead of sending everything in one burst. */
const STALL_MS = 500;
/** Shifts are multiples of a frame, so that the player keeps its slot in the `PlayoutClock`. */
const STALL_STEP_MS = 40;
/** Receivers align audio and video by sender reports, so the first reports are frequent. */
const FIRST_REPORTS_MS = 2_000;
const FIRST_REPORTS_EVERY_MS = 500;
const REPORTS_EVERY_MS = 2_000;

/** A peer without a person: sends clips as its microphone and camera. Closes on request or with its room. */
export class Player implements Playout, PlaySink {
  readonly peerId: PeerId;
  readonly group: string;
  readonly timeline: PlayTimeline;
  readonly #options: PlayerOptions;
  readonly #transport: types.DirectTransport;
  readonly #cname: string;
  readonly #audio: SentTrack;
  readonly #video: SentTrack;
  readonly #levels = new PlayedLevels();
  /** The clock's time when the timeline started. */
  #zeroMs = Number.POSITIVE_INFINITY;
  /** Total of the timeline's shifts. RTP time includes them; the timeline's own time doesn't. */
  #stalledMs = 0;
  #nowMs = 0;
  #nextReportMs = 0;
  #closed = false;

  static async create(options: PlayerOptions): Promise<Player> {
    const { router, peerId, group } = options;
    const transport = await router.createDirectTransport();
    const cname = randomUUID();
    const send = async (source: MediaSource): Promise<SentTrack> => {
      const { stream, rtpParameters } = playedTrack(kindOfSource(source), cname, router.rtpCapabilities);
      const sent = { peerId, group, transport, source, rtpParameters, paused: false, isPlayed: true };
      return { stream, producer: await PeerProducer.create({ ...sent, onScore: () => {} }) };
    };
    try {
      const [audio, video] = await Promise.all([send('microphone'), send('camera')]);
      return new Player(options, transport, cname, audio, video);
    } catch (error) {
      closeTransport(router, transport);
      throw error;
    }
  }

  private constructor(
    options: PlayerOptions,
    transport: types.DirectTransport,
    cname: string,
    audio: SentTrack,
    video: SentTrack,
  ) {
    this.peerId = options.peerId;
    this.group = options.group;
    this.timeline = new PlayTimeline(options.loop);
    this.#options = options;
    this.#transport = transport;
    this.#cname = cname;
    this.#audio = audio;
    this.#video = video;
    transport.on('rtcp', packet => {
      if (isKeyFrameRequest(packet)) this.timeline.bringKeyFrameForward();
    });
  }

  get producers(): readonly PeerProducer[] {
    return [this.#audio.producer, this.#video.producer];
  }

  get nextDueMs(): number {
    return this.#zeroMs + this.timeline.nextDueMs;
  }

  start(): void {
    if (!this.#closed) this.#options.clock.add(this);
  }

  get positionMs(): number {
    return this.timeline.positionAt(this.#options.clock.nowMs - this.#zeroMs);
  }

  levelAt(agoMs: number): number {
    return this.#levels.at(this.#options.clock.nowMs - agoMs);
  }

  startAt(timeMs: number): void {
    this.#zeroMs = timeMs;
  }

  advance(nowMs: number): void {
    this.#nowMs = nowMs;
    this.#delayAfterStall();
    try {
      this.timeline.sendDue(nowMs - this.#zeroMs, this);
      this.#reportIfDue();
    } catch (error) {
      // One player's failure must not stop the other players.
      this.#options.logger.error({ err: error }, 'player failed and was closed');
      this.close();
    }
  }

  send({ kind, clip, index, timeMs, dueMs, endsFrame }: DuePacket): void {
    // A listener of an earlier event may have closed the player.
    if (this.#closed) return;
    const { payloads: payload, audioStarts, pieceStarts, levels } = clip.media;
    const isAudio = kind === 'audio';
    const track = isAudio ? this.#audio : this.#video;
    const starts = isAudio ? audioStarts : pieceStarts;
    const level = isAudio ? (levels[index] ?? SILENT_LEVEL) : SILENT_LEVEL;
    const packet = track.stream.write(
      { in: payload, from: starts[index] ?? 0, to: starts[index + 1] ?? 0 },
      { timeMs: timeMs + this.#stalledMs, marker: endsFrame, level },
    );
    track.producer.producer.send(packet);
    if (isAudio) this.#levels.note(this.#nowMs, level);
    this.#options.clock.countPacket(this.#nowMs - this.#zeroMs - dueMs);
  }

  started(playId: string): void {
    this.#options.listener.started(playId);
  }

  ended(playId: string): void {
    this.#options.listener.ended(playId);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.clock.remove(this);
    this.#transport.close();
    this.#options.logger.info('player closed');
    this.#options.listener.closed();
  }

  /** After a stall, delays the rest of the timeline. Skips nothing, so audio and video stay together. */
  #delayAfterStall(): void {
    const behindMs = this.#nowMs - this.nextDueMs;
    if (behindMs <= STALL_MS) return;
    const delayedMs = Math.floor(behindMs / STALL_STEP_MS) * STALL_STEP_MS;
    this.#zeroMs += delayedMs;
    this.#stalledMs += delayedMs;
    this.#options.clock.countStall();
    this.#options.logger.warn({ delayedMs }, 'player delayed by a stall');
  }

  #reportIfDue(): void {
    const timeMs = this.#nowMs - this.#zeroMs + this.#stalledMs;
    if (this.#closed || timeMs < this.#nextReportMs) return;
    this.#nextReportMs = timeMs + (timeMs < FIRST_REPORTS_MS ? FIRST_REPORTS_EVERY_MS : REPORTS_EVERY_MS);
    const wallClockMs = performance.timeOrigin + this.#nowMs;
    const streams = [this.#audio.stream, this.#video.stream];
    this.#transport.sendRtcp(senderReport(streams, { timeMs, wallClockMs, cname: this.#cname }));
  }
}

const PACKETS_MAX = 100;
/** A packet's level counts for at most this long. If no other packet follows, the level is silence. */
const HEARD_FOR_MS = 60;

/** Levels of the latest audio packets (RFC 6464), to tell an echo from a voice. */
export class PlayedLevels {
  readonly #sentAtMs = new Float64Array(PACKETS_MAX).fill(Number.NEGATIVE_INFINITY);
  readonly #levels = new Uint8Array(PACKETS_MAX).fill(SILENT_LEVEL);
  #newest = 0;

  note(sentAtMs: number, level: number): void {
    this.#newest = (this.#newest + 1) % PACKETS_MAX;
    this.#sentAtMs[this.#newest] = sentAtMs;
    this.#levels[this.#newest] = level;
  }

  at(timeMs: number): number {
    for (let back = 0; back < PACKETS_MAX; back += 1) {
      const index = (this.#newest - back + PACKETS_MAX) % PACKETS_MAX;
      const sentAtMs = this.#sentAtMs[index] ?? Number.NEGATIVE_INFINITY;
      if (sentAtMs <= timeMs)
        return timeMs - sentAtMs < HEARD_FOR_MS ? (this.#levels[index] ?? SILENT_LEVEL) : SILENT_LEVEL;
    }
    return SILENT_LEVEL;
  }
}
