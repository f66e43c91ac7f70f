import type { types } from 'mediasoup';
import type { PeerId } from '../shared/ids.ts';
import type { PeerProducer } from './PeerProducer.ts';

const LEVEL_INTERVAL_MS = 250;
/** Sounds quieter than this are ignored. A whisper close to the microphone is louder. */
const LEVEL_THRESHOLD_DBOV = -65;
const LEVELS_MAX = 16;
/** A speaker who pauses for less than this remains the active speaker. */
const FLOOR_HOLD_MS = 1_500;

type SpeakerListener = (peerId: PeerId | undefined) => void;

/** Detects the active speaker of a room from microphone levels. Closes on request or with the router. */
export class ActiveSpeaker {
  readonly #observer: types.AudioLevelObserver;
  readonly #onSpeaker: SpeakerListener;
  readonly #selector = new SpeakerSelector();
  readonly #peerIds = new WeakMap<types.Producer, PeerId>();
  #announcedSpeaker: PeerId | undefined;
  #quietTimer: NodeJS.Timeout | undefined;

  static async create(router: types.Router, onSpeaker: SpeakerListener): Promise<ActiveSpeaker> {
    const observer = await router.createAudioLevelObserver({
      interval: LEVEL_INTERVAL_MS,
      threshold: LEVEL_THRESHOLD_DBOV,
      maxEntries: LEVELS_MAX,
    });
    return new ActiveSpeaker(observer, onSpeaker);
  }

  private constructor(observer: types.AudioLevelObserver, onSpeaker: SpeakerListener) {
    this.#observer = observer;
    this.#onSpeaker = onSpeaker;
    observer.on('volumes', volumes => this.#onVolumes(volumes));
    observer.on('silence', () => this.#onSilence());
  }

  async add(microphone: PeerProducer): Promise<void> {
    this.#peerIds.set(microphone.producer, microphone.peerId);
    await this.#observer.addProducer({ producerId: microphone.producerId });
  }

  /** Clears the active speaker if that is the peer, which has left. */
  forget(peerId: PeerId): void {
    if (this.#selector.speaker === peerId) this.#clearFloor();
  }

  close(): void {
    clearTimeout(this.#quietTimer);
    this.#observer.close();
  }

  #onVolumes(volumes: readonly types.AudioLevelObserverVolume[]): void {
    this.#endQuiet();
    const levels = new Map<PeerId, number>();
    for (const { producer, volume } of volumes) {
      const peerId = this.#peerIds.get(producer);
      if (peerId && !producer.closed) levels.set(peerId, volume);
    }
    this.#selector.measure(levels);
    this.#announceSpeaker();
  }

  #onSilence(): void {
    this.#endQuiet();
    this.#quietTimer = setTimeout(() => this.#clearFloor(), FLOOR_HOLD_MS);
  }

  #endQuiet(): void {
    clearTimeout(this.#quietTimer);
    this.#quietTimer = undefined;
  }

  #clearFloor(): void {
    this.#selector.clear();
    this.#announceSpeaker();
  }

  #announceSpeaker(): void {
    const { speaker } = this.#selector;
    if (speaker === this.#announcedSpeaker) return;
    this.#announcedSpeaker = speaker;
    this.#onSpeaker(speaker);
  }
}

/** A peer that is loudest this many times in a row becomes the speaker; a cough is too short for that. */
const TAKE_OVER_COUNT = 2;

/** Chooses the active speaker from regular measurements. Ignores short pauses and short noises. */
export class SpeakerSelector {
  speaker: PeerId | undefined;
  #challenger: PeerId | undefined;
  #challengeCount = 0;

  /** Takes one measurement: the level in dBov of each peer that can be heard. */
  measure(levels: ReadonlyMap<PeerId, number>): void {
    const loudest = [...levels].reduce<[PeerId, number] | undefined>(
      (best, entry) => (best && best[1] >= entry[1] ? best : entry),
      undefined,
    )?.[0];
    if (loudest === undefined || loudest === this.speaker) this.#endChallenge();
    else if (this.speaker === undefined) this.#giveFloorTo(loudest);
    else this.#challenge(loudest);
  }

  clear(): void {
    this.#giveFloorTo(undefined);
  }

  #challenge(peerId: PeerId): void {
    this.#challengeCount = peerId === this.#challenger ? this.#challengeCount + 1 : 1;
    this.#challenger = peerId;
    if (this.#challengeCount >= TAKE_OVER_COUNT) this.#giveFloorTo(peerId);
  }

  #giveFloorTo(peerId: PeerId | undefined): void {
    this.speaker = peerId;
    this.#endChallenge();
  }

  #endChallenge(): void {
    this.#challenger = undefined;
    this.#challengeCount = 0;
  }
}
