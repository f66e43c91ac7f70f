/** Length of a frame. Packets of other lengths are split or merged into frames. */
export const FRAME_MS = 20;

/** Digital silence, the lowest level of RFC 6464. */
export const SILENCE_DBOV = -127;

/** The level of 20 ms of a microphone, in dBov from -127 (digital silence) to 0 (full scale). */
export interface LevelFrame {
  /** Start in media time: milliseconds from an arbitrary zero, as the sender's RTP clock counts them. */
  atMs: number;
  levelDbov: number;
  /** True when part of the frame was interpolated, because a packet was lost. */
  isGuessed: boolean;
  /** True when the encoder found a pitch in the packet that completes the frame. Undefined if unknown. */
  isVoiced?: boolean | undefined;
}

export interface VoiceFrame extends LevelFrame {
  /** Level of the clip that was being played in the room, which the microphone may pick up as an echo. */
  playedDbov: number;
}

interface LevelPacket {
  sequence: number;
  /** Media time of the packet's first sample. */
  atMs: number;
  levelDbov: number;
  isVoiced?: boolean | undefined;
}

const USUAL_PACKET_MS = 20;
const PACKET_MAX_MS = 120;
/** A gap shorter than this is interpolated, because it can hardly hide a word. */
const LOST_MAX_MS = 100;
/** At most this much of a longer gap is filled, with the lower level of the two packets around the gap. */
const GAP_MAX_MS = 1_000;
/** Tolerance for rounding, because RTP clocks count samples, not milliseconds. */
const ROUNDING_MS = 2;

/**
 * Converts packets of any length to frames of 20 ms. Packets may be lost, late, or duplicated. Never waits:
 * a packet that arrives after its successor counts as lost.
 */
export class LevelTrack {
  #packetMs = USUAL_PACKET_MS;
  #last: LevelPacket | undefined;
  /** End of the last complete frame. */
  #endMs = 0;
  /** State of the incomplete frame: its length so far, its power, and whether it was interpolated. */
  #filledMs = 0;
  #power = 0;
  #isGuessed = false;

  take(packet: LevelPacket): LevelFrame[] {
    const last = this.#last;
    if (last && packet.atMs + this.#packetMs <= this.#endMs + this.#filledMs + ROUNDING_MS) return [];
    if (last) this.#learnLength(last, packet);
    else this.#endMs = packet.atMs;
    this.#last = packet;
    const frames: LevelFrame[] = [];
    if (last) this.#fillGap(last, packet, frames);
    const lengthMs = packet.atMs + this.#packetMs - this.#endMs - this.#filledMs;
    this.#add(packet.levelDbov, lengthMs, false, frames, packet.isVoiced);
    return frames;
  }

  #learnLength(last: LevelPacket, packet: LevelPacket): void {
    const isNext = ((packet.sequence - last.sequence) & 0xffff) === 1;
    const lengthMs = packet.atMs - last.atMs;
    if (isNext && lengthMs > 0 && lengthMs <= PACKET_MAX_MS) this.#packetMs = lengthMs;
  }

  #fillGap(last: LevelPacket, packet: LevelPacket, frames: LevelFrame[]): void {
    const gapMs = packet.atMs - this.#endMs - this.#filledMs;
    if (gapMs <= ROUNDING_MS) return;
    if (gapMs > LOST_MAX_MS) {
      this.#add(Math.min(last.levelDbov, packet.levelDbov), Math.min(gapMs, GAP_MAX_MS), true, frames);
      this.#endMs = packet.atMs - this.#filledMs;
      return;
    }
    const steps = Math.ceil(gapMs / FRAME_MS);
    for (let step = 1; step <= steps; step += 1) {
      const share = step / (steps + 1);
      const levelDbov = last.levelDbov + (packet.levelDbov - last.levelDbov) * share;
      this.#add(levelDbov, gapMs / steps, true, frames);
    }
  }

  /** Adds audio of this level and length. Sums powers, because decibels don't add up. */
  #add(
    levelDbov: number,
    lengthMs: number,
    isGuessed: boolean,
    frames: LevelFrame[],
    isVoiced?: boolean,
  ): void {
    let leftMs = lengthMs;
    while (leftMs > ROUNDING_MS) {
      const pieceMs = Math.min(leftMs, FRAME_MS - this.#filledMs);
      this.#power += pieceMs * 10 ** (levelDbov / 10);
      this.#isGuessed ||= isGuessed;
      this.#filledMs += pieceMs;
      leftMs -= pieceMs;
      if (this.#filledMs < FRAME_MS - ROUNDING_MS) continue;
      const meanDbov = 10 * Math.log10(this.#power / this.#filledMs);
      frames.push({
        atMs: this.#endMs,
        levelDbov: Math.max(SILENCE_DBOV, meanDbov),
        isGuessed: this.#isGuessed,
        ...(isVoiced !== undefined && { isVoiced }),
      });
      this.#endMs += this.#filledMs;
      this.#filledMs = 0;
      this.#power = 0;
      this.#isGuessed = false;
    }
  }
}
