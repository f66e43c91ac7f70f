import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { CaptionState } from '../../shared/media/captions.ts';
import type { AnyMediaEvent, RoomRef } from '../../shared/media/mediaPlane.ts';
import type { PeerProducer } from '../PeerProducer.ts';
import { ReorderBuffer } from '../recorder/stream/ReorderBuffer.ts';
import { readRtpHeader } from '../rtpHeader.ts';
import { closeTransport } from '../transports.ts';
import { MicrophoneListener } from '../voice/PeerVoice.ts';
import type { Captioner } from './Captioner.ts';
import type { CaptionTalker } from './CaptionTalker.ts';

/** A reader's request holds for this long. */
const KEPT_MS = 40_000;
/** Packets wait this long for an earlier one that is late or sent again. */
const REORDER_MS = 160;

interface RoomCaptionsOptions {
  room: RoomRef;
  router: types.Router;
  captioner: Captioner;
  /** Microphones of people. */
  microphones: () => PeerProducer[];
  playedLevel: (agoMs: number) => number;
  emit: (event: AnyMediaEvent) => void;
  logger: Logger;
}

/** Captions one room while anyone reads them. Without readers, it consumes nothing. Ends with the room. */
export class RoomCaptions {
  readonly #options: RoomCaptionsOptions;
  /** The timers that end what readers asked for. */
  readonly #readers = new Map<string, NodeJS.Timeout>();
  #session: CaptionSession | undefined;
  #isClosed = false;

  constructor(options: RoomCaptionsOptions) {
    this.#options = options;
  }

  keep(readerId: string, language: string): CaptionState {
    if (this.#isClosed) return 'off';
    clearTimeout(this.#readers.get(readerId));
    this.#readers.set(readerId, setTimeout(() => this.stop(readerId), KEPT_MS).unref());
    if (this.#session?.language !== language) {
      this.#session?.close();
      this.#session = new CaptionSession(language, this.#options);
    }
    return this.#session.state;
  }

  stop(readerId: string): void {
    clearTimeout(this.#readers.get(readerId));
    this.#readers.delete(readerId);
    if (this.#readers.size > 0) return;
    this.#session?.close();
    this.#session = undefined;
  }

  add(microphone: PeerProducer): void {
    this.#session?.add(microphone);
  }

  /** Call when the state of a language may have changed. */
  announceState(): void {
    this.#session?.announceState();
  }

  close(): void {
    this.#isClosed = true;
    for (const readerId of [...this.#readers.keys()]) this.stop(readerId);
  }
}

/** Captions in one language, from the first reader to the last one. */
class CaptionSession {
  readonly language: string;
  readonly #options: RoomCaptionsOptions;
  readonly #talkers = new Map<string, CaptionTalker>();
  #transport: Promise<types.DirectTransport> | undefined;
  #announced: CaptionState;
  #isClosed = false;

  constructor(language: string, options: RoomCaptionsOptions) {
    this.language = language;
    this.#options = options;
    options.captioner.enter(this, language);
    this.#announced = this.state;
    this.#addAll();
  }

  get state(): CaptionState {
    return this.#options.captioner.stateOf(this.language);
  }

  announceState(): void {
    const { state } = this;
    if (state === this.#announced) return;
    this.#announced = state;
    this.#options.emit({ name: 'captions.state', payload: { room: this.#options.room, state } });
    if (this.#isUseful) this.#addAll();
    else this.#dropAll();
  }

  add(microphone: PeerProducer): void {
    if (!this.#isUseful || this.#talkers.has(microphone.producerId) || microphone.closed) return;
    const { captioner, emit, room } = this.#options;
    const { peerId, producerId } = microphone;
    const talker = captioner.addTalker(this.language, line =>
      emit({ name: 'captions.line', payload: { room, peerId, line } }),
    );
    this.#talkers.set(producerId, talker);
    microphone.producer.observer.once('close', () => this.#remove(producerId));
    void this.#listen(microphone, talker);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#dropAll();
    this.#options.captioner.leave(this);
  }

  get #isUseful(): boolean {
    return !this.#isClosed && !['off', 'budget', 'language'].includes(this.state);
  }

  #addAll(): void {
    for (const microphone of this.#options.microphones()) this.add(microphone);
  }

  #dropAll(): void {
    for (const talker of this.#talkers.values()) this.#options.captioner.forgetTalker(talker);
    this.#talkers.clear();
    // Ignores an error, because `#listen` has reported it.
    this.#transport
      ?.then(transport => closeTransport(this.#options.router, transport))
      .catch(() => undefined);
    this.#transport = undefined;
  }

  /** A microphone that was closed still gets its last line. */
  #remove(producerId: string): void {
    const talker = this.#talkers.get(producerId);
    if (!talker) return;
    this.#talkers.delete(producerId);
    this.#options.captioner.closeTalker(talker);
  }

  async #listen(microphone: PeerProducer, talker: CaptionTalker): Promise<void> {
    const { router, playedLevel, logger } = this.#options;
    try {
      this.#transport ??= router.createDirectTransport();
      const transport = await this.#transport;
      if (this.#talkers.get(microphone.producerId) !== talker || microphone.closed) return;
      const buffer = new ReorderBuffer<NumberedPacket>(REORDER_MS, {
        take: packet => talker.take(packet, packet.arrivedAtMs),
        lost: () => {},
      });
      await MicrophoneListener.create({
        router,
        transport,
        producer: microphone.producer,
        playedLevel,
        onPacket: (packet, arrivedAtMs) => {
          const numbered = numberedPacketOf(packet, arrivedAtMs);
          if (numbered) buffer.take(numbered);
        },
        onVoice: ({ state }, { timestamp }) => {
          if (state === 'absent') buffer.flush();
          if (state === 'absent') talker.end(timestamp);
          else talker.setVoice(state === 'speaking', timestamp);
        },
        logger,
      });
    } catch (error) {
      // An error is expected if the microphone, the room, or the captions closed during the request.
      if (!this.#isClosed && !microphone.closed && !router.closed)
        logger.error({ producerId: microphone.producerId, err: error }, 'captioning a microphone failed');
    }
  }
}

interface NumberedPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
  readonly arrivedAtMs: number;
}

/** Copies the payload, because the worker's buffer holds other packets too. */
function numberedPacketOf(packet: Buffer, arrivedAtMs: number): NumberedPacket | undefined {
  const header = readRtpHeader(packet);
  if (!header || header.payloadTo <= header.payloadFrom) return undefined;
  const { sequence, timestamp } = header;
  const payload = Uint8Array.from(packet.subarray(header.payloadFrom, header.payloadTo));
  return { sequence, timestamp, payload, arrivedAtMs };
}
