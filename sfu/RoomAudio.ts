import type { types } from 'mediasoup';
import type { PeerId } from '../shared/ids.ts';
import type { PeerProducer } from './PeerProducer.ts';
import { SpeakerSelector } from './SpeakerSelector.ts';

const LEVEL_INTERVAL_MS = 250;
/** Quieter than a whisper close to the microphone. */
const LEVEL_THRESHOLD_DBOV = -65;
const LEVELS_MAX = 16;
/** A speaker who pauses for less than this still has the floor. */
const FLOOR_HELD_MS = 1_500;

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
    this.#quietTimer = setTimeout(() => this.#clearFloor(), FLOOR_HELD_MS);
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
