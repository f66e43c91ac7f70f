import { readOpusPacket } from '../../shared/media/opus.ts';
import type { Segment } from './Segment.ts';
import { LevelSteps } from './sound/LevelSteps.ts';
import { VoiceMarks } from './sound/VoiceMarks.ts';
import type { ContentTotals, TrackContent, TrackPacket } from './TrackContent.ts';

interface SoundContentOptions {
  segment: Segment;
  clockRate: number;
  /** Absent where no one needs to know when it is a voice, or where another part says so. */
  playedLevel?: ((ticks: number) => number) | undefined;
}

/** Opus as it came: a packet is a sample. What is missing stays missing, as time. */
export class SoundContent implements TrackContent {
  readonly #segment: Segment;
  readonly #ticksPerMs: number;
  readonly #levels: LevelSteps;
  readonly #voice: VoiceMarks | undefined;
  #beganTicks = -1;
  #endTicks = 0;
  #frames = 0;
  #dropped = 0;

  constructor({ segment, clockRate, playedLevel }: SoundContentOptions) {
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
