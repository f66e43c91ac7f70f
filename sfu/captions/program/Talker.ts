import type { DecodedAudio } from '../../../transcription/OpusAudio.ts';
import { SAMPLE_RATE } from '../../../transcription/Transcriber.ts';
import type { SpokenPacket } from '../captionMessages.ts';
import { LineText } from './LineText.ts';
import { PcmTimeline } from './PcmTimeline.ts';
import { LEAD_MS, type Span, SpeechSegments, TRAIL_MS } from './SpeechSegments.ts';

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;
const TICKS_PER_MS = 48;
/** Audio that is kept while no one speaks. A voice is reported about 100 ms after it started. */
const KEPT_MS = 2 * LEAD_MS + 400;
/** After a longer gap, audio starts anew. */
const GAP_MAX_MS = 2_000;
/** Words can be recognized in this much audio. */
const FIRST_REVISION_MS = 700;
/** Without this much new audio, recognizing the open segment again would find no new word. */
const NEWS_MS = 300;
/** A pause of this length is probably the end of a word. */
const PAUSE_MS = 240;

/** The parts of `OpusAudio` that a talker needs. */
export interface PacketDecoder {
  decode(packet: Uint8Array, timestamp: number): DecodedAudio | undefined;
  close(): void;
}

/** A segment and its line. */
export interface Utterance {
  readonly line: LineText;
  readonly samples: Float32Array;
  readonly fromTimestamp: number;
  readonly toTimestamp: number;
  /** Start of the pause at the end. */
  readonly pausedSinceMs: number | undefined;
}

export interface EndedUtterance extends Utterance {
  readonly endedAtMs: number;
}

/** One microphone: its audio, the segment that is open, and segments that wait for their final text. */
export class Talker {
  readonly talkerId: string;
  readonly language: string;
  /** Oldest first. */
  readonly ended: EndedUtterance[] = [];
  readonly #decoder: PacketDecoder;
  readonly #pcm = new PcmTimeline();
  readonly #segments: SpeechSegments;
  readonly #now: () => number;
  #clock: { readonly timestamp: number; readonly ms: number } | undefined;
  #line = new LineText();
  #revisedAtMs = 0;
  /** Media time of the end of the latest revision. */
  #revisedToMs = 0;
  /** Start of the pause at which the latest revision ended. */
  #revisedPauseMs: number | undefined;
  #isClosed = false;

  constructor(talkerId: string, language: string, decoder: PacketDecoder, now: () => number) {
    this.talkerId = talkerId;
    this.language = language;
    this.#decoder = decoder;
    this.#now = now;
    this.#segments = new SpeechSegments({
      closed: (segment, pausedSinceMs) => this.#end(segment, pausedSinceMs),
      dropped: () => this.#drop(),
      quietestMs: (fromMs, toMs) => this.#pcm.quietestMs(fromMs, toMs),
    });
  }

  /** Ends segments sooner, because none of their words can be read before. */
  set isShort(isShort: boolean) {
    this.#segments.isShort = isShort;
  }

  /** True when nothing more will come. */
  get isOver(): boolean {
    return this.#isClosed && this.ended.length === 0;
  }

  take(packets: readonly SpokenPacket[]): void {
    for (const { payload, timestamp } of packets) {
      const decoded = this.#decoder.decode(payload, timestamp);
      if (!decoded) continue;
      const fromMs = decoded.from / SAMPLES_PER_MS;
      this.#clock = { timestamp, ms: fromMs };
      this.#fill(fromMs);
      this.#pcm.append(decoded.samples);
      this.#segments.advance(this.#pcm.toMs);
    }
    if (!this.#segments.open) this.#pcm.forgetBefore(this.#pcm.toMs - KEPT_MS);
  }

  setVoice(isSpeaking: boolean, timestamp: number): void {
    const atMs = this.#msOf(timestamp);
    if (atMs === undefined) return;
    const wasOpen = this.#segments.open !== undefined;
    if (isSpeaking) this.#segments.speak(atMs);
    else this.#segments.fallSilent(atMs);
    if (!wasOpen) this.#revisedAtMs = this.#now();
    this.#segments.advance(this.#pcm.toMs);
  }

  stop(): void {
    this.#segments.stop(this.#pcm.toMs);
  }

  close(): void {
    if (this.#isClosed) return;
    this.stop();
    this.#isClosed = true;
    this.#decoder.close();
  }

  /** Returns when the open segment should be recognized again, if it should. */
  revisionDueAtMs(intervalMs: number): number | undefined {
    const open = this.#segments.open;
    if (!open || this.#pcm.toMs - open.fromMs < FIRST_REVISION_MS) return undefined;
    if (open.pausedSinceMs === undefined)
      return this.#pcm.toMs - this.#revisedToMs >= NEWS_MS ? this.#revisedAtMs + intervalMs : undefined;
    if (this.#revisedPauseMs === open.pausedSinceMs) return undefined;
    return this.#pcm.toMs - open.pausedSinceMs >= PAUSE_MS ? this.#now() : undefined;
  }

  /** Returns the open segment so far. */
  revise(): Utterance | undefined {
    const open = this.#segments.open;
    if (!open) return undefined;
    this.#revisedAtMs = this.#now();
    this.#revisedToMs = this.#pcm.toMs;
    const { fromMs, pausedSinceMs } = open;
    this.#revisedPauseMs = pausedSinceMs;
    const toMs =
      pausedSinceMs === undefined ? this.#pcm.toMs : Math.min(this.#pcm.toMs, pausedSinceMs + TRAIL_MS);
    return this.#utterance({ fromMs, toMs }, pausedSinceMs);
  }

  /** True while this is the line of the open segment. */
  isOpen(line: LineText): boolean {
    return line === this.#line;
  }

  #fill(untilMs: number): void {
    const gapMs = untilMs - this.#pcm.toMs;
    if (gapMs > GAP_MAX_MS) {
      this.stop();
      this.#pcm.restartAt(untilMs);
    } else if (gapMs > 0) this.#pcm.append(new Float32Array(Math.round(gapMs * SAMPLES_PER_MS)));
  }

  #end(segment: Span, pausedSinceMs: number | undefined): void {
    this.ended.push({ ...this.#utterance(segment, pausedSinceMs), endedAtMs: this.#now() });
    this.#startLine(segment.toMs);
  }

  /** Ends the line without words. */
  #drop(): void {
    const { toMs } = this.#pcm;
    this.ended.push({ ...this.#utterance({ fromMs: toMs, toMs }, undefined), endedAtMs: this.#now() });
    this.#startLine(toMs - KEPT_MS);
  }

  #startLine(keepFromMs: number): void {
    this.#line = new LineText();
    this.#revisedAtMs = this.#now();
    this.#pcm.forgetBefore(Math.min(keepFromMs, this.#pcm.toMs - KEPT_MS));
  }

  #utterance({ fromMs, toMs }: Span, pausedSinceMs: number | undefined): Utterance {
    return {
      line: this.#line,
      samples: this.#pcm.slice(fromMs, toMs),
      fromTimestamp: this.#timestampOf(fromMs),
      toTimestamp: this.#timestampOf(toMs),
      pausedSinceMs,
    };
  }

  #msOf(timestamp: number): number | undefined {
    // A signed 32-bit difference is correct even when the timestamp wraps around.
    return this.#clock && this.#clock.ms + ((timestamp - this.#clock.timestamp) | 0) / TICKS_PER_MS;
  }

  #timestampOf(ms: number): number {
    const { timestamp, ms: clockMs } = this.#clock ?? { timestamp: 0, ms: 0 };
    return (timestamp + Math.round((ms - clockMs) * TICKS_PER_MS)) >>> 0;
  }
}
