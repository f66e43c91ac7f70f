import type { PeerId } from '../shared/ids.ts';

/** Two measurements in a row: a cough does not move the picture, half a second of speech does. */
const TAKE_OVER_COUNT = 2;

/**
 * Decides who speaks from who is how loud, measured at a steady pace. A speaker keeps the floor through short pauses and
 * against a single louder noise of someone else. Pure: it has no clock and tells no one.
 */
export class SpeakerSelector {
  #speaker: PeerId | undefined;
  #challenger: PeerId | undefined;
  #challengeCount = 0;

  get speaker(): PeerId | undefined {
    return this.#speaker;
  }

  /** Takes one measurement: dBov per peer that can be heard. */
  measure(levels: ReadonlyMap<PeerId, number>): void {
    const loudest = [...levels].reduce<[PeerId, number] | undefined>(
      (best, entry) => (best && best[1] >= entry[1] ? best : entry),
      undefined,
    )?.[0];
    if (loudest === undefined || loudest === this.#speaker) this.#endChallenge();
    else if (this.#speaker === undefined) this.#giveFloorTo(loudest);
    else this.#challenge(loudest);
  }

  /** It has been quiet for so long, or the speaker has gone, that no one has the floor. */
  clear(): void {
    this.#giveFloorTo(undefined);
  }

  #challenge(peerId: PeerId): void {
    this.#challengeCount = peerId === this.#challenger ? this.#challengeCount + 1 : 1;
    this.#challenger = peerId;
    if (this.#challengeCount >= TAKE_OVER_COUNT) this.#giveFloorTo(peerId);
  }

  #giveFloorTo(peerId: PeerId | undefined): void {
    this.#speaker = peerId;
    this.#endChallenge();
  }

  #endChallenge(): void {
    this.#challenger = undefined;
    this.#challengeCount = 0;
  }
}
