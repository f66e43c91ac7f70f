import type { types } from 'mediasoup';
import type { PeerId } from '../shared/ids.ts';
import type { PeerProducer } from './PeerProducer.ts';

const LEVEL_INTERVAL_MS = 250;
/** Quieter than a whisper close to the microphone. */
const LEVEL_THRESHOLD_DBOV = -65;
const LEVELS_MAX = 16;
/** A speaker who pauses for less than this still has the floor. */
const FLOOR_HOLD_MS = 1_500;

type SpeakerListener = (peerId: PeerId | undefined) => void;

/** Who speaks in one room, by who is how loud. Ends when it is closed or with its router. */
export class RoomAudio {
  readonly #observer: types.AudioLevelObserver;
  readonly #onSpeaker: SpeakerListener;
  readonly #selector = new SpeakerSelector();
  readonly #peerIds = new WeakMap<types.Producer, PeerId>();
  #announcedSpeaker: PeerId | undefined;
  #quietTimer: NodeJS.Timeout | undefined;

  static async create(router: types.Router, onSpeaker: SpeakerListener): Promise<RoomAudio> {
    const observer = await router.createAudioLevelObserver({
      interval: LEVEL_INTERVAL_MS,
      threshold: LEVEL_THRESHOLD_DBOV,
      maxEntries: LEVELS_MAX,
    });
    return new RoomAudio(observer, onSpeaker);
  }

  private constructor(observer: types.AudioLevelObserver, onSpeaker: SpeakerListener) {
    this.#observer = observer;
    this.#onSpeaker = onSpeaker;
    observer.on('volumes', volumes => this.#onVolumes(volumes));
    observer.on('silence', () => this.#onSilence());
  }

  /** Listens to a microphone until its producer is closed. */
  async add(microphone: PeerProducer): Promise<void> {
    this.#peerIds.set(microphone.producer, microphone.peerId);
    await this.#observer.addProducer({ producerId: microphone.producerId });
  }

  /** The peer has gone, and the floor with it. */
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
