import { readOpusPacket } from '../../shared/media/opus.ts';
import { sizeOfVp8KeyFrame } from '../../shared/media/vp8.ts';
import { LevelSteps, VoiceMarks } from './audioMarks.ts';
import type { Segment, VideoSize } from './Segment.ts';
import { KeyFramePolicy } from './stream/KeyFramePolicy.ts';
import { type AssembledFrame, DecodableFrames, FrameAssembler } from './stream/videoFrames.ts';

export interface TrackPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  /** Audio level (RFC 6464). Undefined for video, and when the sender omits the level. */
  readonly level: number | undefined;
  readonly arrivedAtMs: number;
}

type ContentTotals = { ticks: number; frames: number; dropped: number };

export interface TrackContent {
  /** Takes the next packet in order. `ticks`: the packet's RTP time since the segment's first packet. */
  take(packet: TrackPacket, ticks: number): void;
  lose(): void;
  /** Called when the producer is muted, so that no packets are expected. */
  mute(): void;
  /** Called several times a second, except while muted. */
  tick(nowMs: number): void;
  end(): ContentTotals;
}

interface AudioContentOptions {
  segment: Segment;
  clockRate: number;
  /** Returns the level that players sent at an RTP time. Absent if voices aren't detected in this track. */
  playedLevel?: ((ticks: number) => number) | undefined;
}

/** Writes Opus audio. Each packet becomes a sample; missing packets leave a gap. */
export class AudioContent implements TrackContent {
  readonly #segment: Segment;
  readonly #ticksPerMs: number;
  readonly #levels: LevelSteps;
  readonly #voice: VoiceMarks | undefined;
  #beganTicks = -1;
  #endTicks = 0;
  #frames = 0;
  #dropped = 0;

  constructor({ segment, clockRate, playedLevel }: AudioContentOptions) {
    this.#segment = segment;
    this.#ticksPerMs = clockRate / 1_000;
    this.#levels = new LevelSteps(clockRate, ({ ticks, levels }) =>
      segment.note({ kind: 'levels', ticks, dbov: [...levels] }),
    );
    this.#voice =
      playedLevel &&
      new VoiceMarks({
        clockRate,
        playedLevel,
        onMark: ({ ticks, isSpeaking }) => segment.note({ kind: 'voice', ticks, speaking: isSpeaking }),
      });
  }

  take({ sequence, payload, level }: TrackPacket, ticks: number): void {
    const packet = readOpusPacket(payload);
    if (!packet || ticks === this.#beganTicks) {
      this.#dropped += 1;
      return;
    }
    const durationTicks = packet.lengthMs * this.#ticksPerMs;
    this.#segment.add({ data: payload, isKey: true, ticks, durationTicks });
    this.#beganTicks = ticks;
    this.#endTicks = ticks + durationTicks;
    this.#frames += 1;
    if (level === undefined) return;
    this.#levels.take(ticks, level);
    this.#voice?.take({ sequence, ticks, level });
  }

  lose(): void {}

  mute(): void {
    this.#levels.flush();
    this.#voice?.lose();
  }

  tick(): void {}

  end(): ContentTotals {
    this.#levels.flush();
    return { ticks: this.#endTicks, frames: this.#frames, dropped: this.#dropped };
  }
}

interface VideoContentOptions {
  segment: Segment;
  clockRate: number;
  keyFrameMaxAgeMs: number;
  requestKeyFrame: () => void;
}

/** A run of frames that can't be decoded: its start and length. */
type Freeze = { fromTicks: number; frames: number };

/** The last frame's duration is unknown, so it gets the previous frame's duration, limited to this. */
const LAST_FRAME_MAX_S = 0.2;

/** Writes VP8 video. Omits frames that are incomplete or can't be decoded. */
export class VideoContent implements TrackContent {
  readonly #segment: Segment;
  readonly #requestKeyFrame: () => void;
  readonly #lastFrameMaxTicks: number;
  readonly #assembler = new FrameAssembler(frame => this.#takeFrame(frame));
  readonly #decodable = new DecodableFrames();
  readonly #keyFrames: KeyFramePolicy;
  #size: VideoSize | undefined;
  #freeze: Freeze | undefined;
  #ticks = 0;
  #lengthTicks = 0;
  #frames = 0;
  #dropped = 0;

  constructor({ segment, clockRate, keyFrameMaxAgeMs, requestKeyFrame }: VideoContentOptions) {
    this.#segment = segment;
    this.#lastFrameMaxTicks = LAST_FRAME_MAX_S * clockRate;
    this.#keyFrames = new KeyFramePolicy(keyFrameMaxAgeMs);
    this.#requestKeyFrame = requestKeyFrame;
  }

  take({ payload, marker }: TrackPacket, ticks: number): void {
    this.#assembler.take({ payload, marker, ticks });
  }

  lose(): void {
    this.#assembler.lose();
  }

  mute(): void {
    this.#assembler.discard();
  }

  tick(nowMs: number): void {
    if (this.#keyFrames.isRequestDue(nowMs)) this.#requestKeyFrame();
  }

  end(): ContentTotals {
    this.#endFreeze(this.#ticks);
    return { ticks: this.#ticks + this.#lengthTicks, frames: this.#frames, dropped: this.#dropped };
  }

  #takeFrame(frame: AssembledFrame): void {
    const use = this.#decodable.judge(frame);
    if (use === 'key') this.#takeKeyFrame(frame);
    else if (use === 'useless') this.#drop(frame);
    else this.#write(frame, false);
  }

  #takeKeyFrame(frame: AssembledFrame): void {
    this.#endFreeze(frame.ticks);
    this.#keyFrames.noteKeyFrame(performance.now());
    const size = sizeOfVp8KeyFrame(frame.data);
    if (size.width !== this.#size?.width || size.height !== this.#size.height)
      this.#segment.note({ kind: 'size', ticks: frame.ticks, ...size });
    this.#size = size;
    this.#segment.note({ kind: 'keyFrame', ticks: frame.ticks });
    this.#write(frame, true);
  }

  #drop({ ticks }: AssembledFrame): void {
    this.#dropped += 1;
    this.#advanceTo(ticks);
    if (!this.#decodable.isFrozen) return;
    this.#freeze ??= { fromTicks: ticks, frames: 0 };
    this.#freeze.frames += 1;
    this.#keyFrames.require();
    // Requests a key frame if one is due, because nothing can be shown before it.
    this.tick(performance.now());
  }

  #write({ data, ticks }: AssembledFrame, isKey: boolean): void {
    this.#advanceTo(ticks);
    this.#segment.add({ data, isKey, ticks, durationTicks: this.#lengthTicks }, this.#size);
    this.#frames += 1;
  }

  #advanceTo(ticks: number): void {
    if (ticks > this.#ticks) this.#lengthTicks = Math.min(ticks - this.#ticks, this.#lastFrameMaxTicks);
    this.#ticks = ticks;
  }

  #endFreeze(ticks: number): void {
    if (this.#freeze) this.#segment.note({ kind: 'frozen', ...this.#freeze, ticks });
    this.#freeze = undefined;
  }
}
