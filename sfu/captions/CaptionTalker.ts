import { randomUUID } from 'node:crypto';
import type { CaptionText } from '../../shared/media/captions.ts';
import type { FromCaptioner, SpokenPacket, ToCaptioner } from './captionMessages.ts';

const TICKS_PER_MS = 48;
/** Packets from before a voice, which is reported late. */
const LEAD_MS = 300;
/** Packets follow a voice for this long, so that the captioning process sees that the pause ends the line. */
const TRAIL_MS = 1_000;
/** Packets that are kept while no one speaks, and at most. A segment has at most 15 s. */
const QUIET_KEPT_MS = 600;
const KEPT_MAX_MS = 16_000;
/** Packets are sent in groups of this many. */
const GROUP = 3;

type LineMessage = Extract<FromCaptioner, { type: 'line' }>;
type VoiceTurn = { readonly isSpeaking: boolean; readonly timestamp: number };

interface CaptionTalkerOptions {
  talkerId: string;
  language: string;
  /** Passes a message to the captioning process, if it is running. */
  send: (message: ToCaptioner) => void;
  onLine: (line: CaptionText) => void;
}

/**
 * One microphone for the captioning process. Sends packets only while someone speaks into it, and keeps those of the
 * unfinished line, so that a new process can finish it.
 */
export class CaptionTalker {
  readonly talkerId: string;
  readonly #options: CaptionTalkerOptions;
  #packets: SpokenPacket[] = [];
  /** The last packets have not been sent yet. */
  #unsent = 0;
  #voices: VoiceTurn[] = [];
  #isSpeaking = false;
  /** While packets are being sent: the timestamp at which that ends, or `always` during a voice. */
  #sendUntil: number | 'always' | undefined;
  #latest: { timestamp: number; arrivedAtMs: number } | undefined;
  isClosed = false;
  #line: { readonly lineId: string; shown: CaptionText | undefined } | undefined;

  constructor(options: CaptionTalkerOptions) {
    this.talkerId = options.talkerId;
    this.#options = options;
  }

  /** True while there is a line that the captioning process has not finished. */
  get isUnfinished(): boolean {
    return this.#sendUntil !== undefined || this.#voices.length > 0 || this.#line?.shown !== undefined;
  }

  take(packet: SpokenPacket, arrivedAtMs: number): void {
    this.#latest = { timestamp: packet.timestamp, arrivedAtMs };
    this.#packets.push(packet);
    const oldest = packet.timestamp - KEPT_MAX_MS * TICKS_PER_MS;
    // A line ends after at most 15 s. A process that was replaced may not have answered.
    if (this.#sendUntil === undefined && after(this.#voices.at(-1)?.timestamp ?? oldest, oldest) <= 0)
      this.#voices = [];
    const isQuiet = this.#sendUntil === undefined && this.#voices.length === 0;
    this.#forgetBefore(isQuiet ? packet.timestamp - QUIET_KEPT_MS * TICKS_PER_MS : oldest);
    if (this.#sendUntil === undefined) return;
    this.#unsent += 1;
    const isLast = this.#sendUntil !== 'always' && after(packet.timestamp, this.#sendUntil) > 0;
    if (this.#unsent >= GROUP || isLast) this.#flush();
    if (isLast) this.#sendUntil = undefined;
  }

  setVoice(isSpeaking: boolean, timestamp: number): void {
    if (isSpeaking === this.#isSpeaking) return;
    this.#isSpeaking = isSpeaking;
    if (isSpeaking && this.#sendUntil === undefined) {
      const fromTimestamp = timestamp - LEAD_MS * TICKS_PER_MS;
      this.#unsent = this.#packets.filter(packet => after(packet.timestamp, fromTimestamp) >= 0).length;
    }
    this.#sendUntil = isSpeaking ? 'always' : (timestamp + TRAIL_MS * TICKS_PER_MS) >>> 0;
    this.#flush();
    this.#voices.push({ isSpeaking, timestamp });
    this.#options.send({ type: 'voice', talkerId: this.talkerId, isSpeaking, timestamp });
  }

  /** No packets follow for now. */
  end(timestamp: number): void {
    this.setVoice(false, timestamp);
    if (this.#sendUntil === undefined) return;
    this.#flush();
    this.#sendUntil = undefined;
    this.#options.send({ type: 'end', talkerId: this.talkerId });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.end(this.#latest?.timestamp ?? 0);
    this.#options.send({ type: 'close', talkerId: this.talkerId });
  }

  /** Sends the packets of the unfinished line to a new process. */
  resend(): void {
    this.#unsent = 0;
    if (!this.isUnfinished) return;
    if (this.#voices.length === 0) {
      this.abandon();
      return;
    }
    let at = 0;
    for (const voice of this.#voices) {
      const until = this.#packets.findIndex(packet => after(packet.timestamp, voice.timestamp) > 0);
      const end = until === -1 ? this.#packets.length : until;
      this.#sendPackets(this.#packets.slice(at, end));
      at = Math.max(at, end);
      this.#options.send({ type: 'voice', talkerId: this.talkerId, ...voice });
    }
    this.#sendPackets(this.#packets.slice(at));
    if (this.#sendUntil === undefined) this.#options.send({ type: 'end', talkerId: this.talkerId });
    if (this.isClosed) this.#options.send({ type: 'close', talkerId: this.talkerId });
  }

  takeLine({ line, fromTimestamp, toTimestamp }: LineMessage): void {
    this.#line ??= { lineId: randomUUID(), shown: undefined };
    const hasText = line.text !== '' || line.tail !== '' || !line.understood;
    // A line that turned out to have no words ends without text, if it was shown.
    if (hasText || (line.final && this.#line.shown)) this.#show({ ...line, ...this.#startOf(fromTimestamp) });
    if (line.final) this.#finish(toTimestamp);
  }

  /** Ends the line with the words that are shown, because no process will finish it. */
  abandon(): void {
    const shown = this.#line?.shown;
    if (shown) {
      const text = [shown.text, shown.tail].filter(part => part !== '').join(' ');
      this.#show({ ...shown, text, tail: '', final: true });
    }
    this.#line = undefined;
    this.#voices = this.#isSpeaking ? this.#voices.slice(-1) : [];
  }

  #show(line: Omit<CaptionText, 'lineId'>): void {
    if (!this.#line) return;
    this.#line.shown = { ...line, lineId: this.#line.lineId };
    this.#options.onLine(this.#line.shown);
  }

  #finish(toTimestamp: number): void {
    this.#line = undefined;
    this.#forgetBefore(toTimestamp - QUIET_KEPT_MS * TICKS_PER_MS);
    const last = this.#voices.findLast(({ timestamp }) => after(timestamp, toTimestamp) <= 0);
    const later = this.#voices.filter(({ timestamp }) => after(timestamp, toTimestamp) > 0);
    // A voice that continues after a cut starts at the cut.
    this.#voices = last?.isSpeaking ? [{ isSpeaking: true, timestamp: toTimestamp }, ...later] : later;
  }

  #startOf(fromTimestamp: number): { agoMs: number } {
    const { timestamp, arrivedAtMs } = this.#latest ?? {
      timestamp: fromTimestamp,
      arrivedAtMs: performance.now(),
    };
    const agoMs = performance.now() - arrivedAtMs + after(timestamp, fromTimestamp) / TICKS_PER_MS;
    return { agoMs: Math.min(86_400_000, Math.max(0, Math.round(agoMs))) };
  }

  #flush(): void {
    if (this.#unsent > 0) this.#sendPackets(this.#packets.slice(-this.#unsent));
    this.#unsent = 0;
  }

  #sendPackets(packets: readonly SpokenPacket[]): void {
    const { language } = this.#options;
    if (packets.length > 0)
      this.#options.send({ type: 'packets', talkerId: this.talkerId, language, packets });
  }

  #forgetBefore(timestamp: number): void {
    const first = this.#packets.findIndex(packet => after(packet.timestamp, timestamp) >= 0);
    if (first > 0) this.#packets.splice(0, first);
    else if (first === -1) this.#packets = [];
    this.#unsent = Math.min(this.#unsent, this.#packets.length);
  }
}

/** Returns how far a timestamp is after another one. A signed 32-bit difference is correct even after a wrap. */
function after(timestamp: number, other: number): number {
  return (timestamp - other) | 0;
}
