/** The step of everything that listens; packets of another length are cut into it. */
export const FRAME_MS = 20;

/** Digital silence, the quietest that RFC 6464 can say. */
export const SILENCE_DBOV = -127;

/** 20 ms of a microphone. Levels are in dBov, from -127 (digital silence) to 0 (full scale). */
export interface VoiceFrame {
  /** When it begins, in media time: milliseconds from some moment of the sender's, as its RTP clock counts them. */
  atMs: number;
  levelDbov: number;
  /** No packet says so: the level was made up from those around it. */
  isGuessed: boolean;
  /** Whether the sender's encoder found a pitch in it; undefined where it does not say. */
  isVoiced?: boolean | undefined;
  /** How loud what the room's players sent was, at the moment at which this frame came in. */
  playedDbov: number;
}

/** The level of one packet. */
export interface LevelPacket {
  /** 16 bits. */
  sequence: number;
  /** Media time of its first sample. */
  atMs: number;
  levelDbov: number;
  /** Whether the sender's encoder found a pitch in it; absent where it does not say. */
  isVoiced?: boolean | undefined;
}

/** 20 ms of the same. */
export interface LevelFrame {
  atMs: number;
  levelDbov: number;
  /** Whether any of it was lost and is made up. */
  isGuessed: boolean;
  /** That of the packet that completes it. */
  isVoiced?: boolean;
}

const USUAL_PACKET_MS = 20;
const PACKET_MAX_MS = 120;
/** What is lost between two packets is taken to lie between them, as long as it can hardly be a word. */
const LOST_MAX_MS = 100;
/** A longer gap, by loss or because the sender sends nothing in silence, is as quiet as the quieter side of it, and no longer than this. */
const GAP_MAX_MS = 1_000;
/** RTP clocks count whole samples, milliseconds do not. */
const ROUNDING_MS = 2;

/**
 * Makes an unbroken line of levels at steps of 20 ms out of packets of any length, of which some are lost, late or come twice. It waits for
 * none of them: a packet that comes after its successor counts as lost. Pure.
 */
export class LevelTrack {
  #packetMs = USUAL_PACKET_MS;
  #last: LevelPacket | undefined;
  /** Up to where frames are made. */
  #endMs = 0;
  /** Of the frame that is being filled. */
  #filledMs = 0;
  #power = 0;
  #isGuessed = false;

  /** The frames that are complete with this packet. */
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

  /** Goes on with sound of this level and length, in steps: powers add up, decibels do not. */
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
