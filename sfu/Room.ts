import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { AppError } from '../shared/errors.ts';
import type { PeerId } from '../shared/ids.ts';
import type { AnyMediaEvent, MediaParams, MediaResult, RoomRef } from '../shared/media/mediaPlane.ts';
import type { OpaqueMedia } from '../shared/media/peerMedia.ts';
import { ActiveSpeaker } from './ActiveSpeaker.ts';
import type { Captioner } from './captions/Captioner.ts';
import { RoomCaptions } from './captions/RoomCaptions.ts';
import type { MediaWorker } from './MediaWorker.ts';
import { Peer } from './Peer.ts';
import type { PeerProducer } from './PeerProducer.ts';
import type { PlayoutClock } from './player/PlayoutClock.ts';
import { RoomPlayers } from './player/RoomPlayers.ts';
import type { Recorder } from './recorder/Recorder.ts';
import { RoomRecorder } from './recorder/RoomRecorder.ts';
import type { RecordableTrack } from './recorder/TrackRecorder.ts';

export type RoomCloseReason = 'closed' | 'replaced' | 'worker-died' | 'service-closed';

type JoinParams = Pick<MediaParams<'peer.join'>, 'peerId' | 'rights' | 'rtpCapabilities'>;

interface RoomOptions {
  ref: RoomRef;
  worker: MediaWorker;
  clock: PlayoutClock;
  recorder: Recorder;
  captioner: Captioner;
  emit: (event: AnyMediaEvent) => void;
  onClosed: (room: Room, reason: RoomCloseReason) => void;
  logger: Logger;
}

/** A media room: one router, its peers, its players, its recorder, and its captions. Closes on request or when its worker dies. */
export class Room {
  readonly ref: RoomRef;
  readonly players: RoomPlayers;
  readonly recorder: RoomRecorder;
  readonly captions: RoomCaptions;
  readonly #router: types.Router;
  readonly #activeSpeaker: ActiveSpeaker;
  readonly #options: RoomOptions;
  readonly #peers = new Map<PeerId, Peer>();
  /** Latest unfinished join of each peer. An older join that finishes later is discarded. */
  readonly #joins = new Map<PeerId, symbol>();
  closed = false;

  static async create(options: RoomOptions): Promise<Room> {
    const { ref, worker, emit } = options;
    const router = await worker.createRouter();
    try {
      const activeSpeaker = await ActiveSpeaker.create(router, peerId =>
        emit({ name: 'room.activeSpeaker', payload: { room: ref, ...(peerId ? { peerId } : {}) } }),
      );
      return new Room(router, activeSpeaker, options);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor(router: types.Router, activeSpeaker: ActiveSpeaker, options: RoomOptions) {
    this.ref = options.ref;
    this.#router = router;
    this.#activeSpeaker = activeSpeaker;
    this.#options = options;
    this.players = this.#createPlayers(options.clock);
    this.recorder = this.#createRecorder(options.recorder);
    this.captions = this.#createCaptions(options.captioner);
    router.on('workerclose', () => this.close('worker-died'));
  }

  get rtpCapabilities(): OpaqueMedia {
    return { ...this.#router.rtpCapabilities };
  }

  async join(params: JoinParams): Promise<Omit<MediaResult<'peer.join'>, 'iceServers'>> {
    const { peerId } = params;
    this.#peers.get(peerId)?.close('replaced');
    const attempt = Symbol(peerId);
    this.#joins.set(peerId, attempt);
    const peer = await this.#createPeer(params, attempt);
    this.#peers.set(peerId, peer);
    this.#options.logger.info({ peerId, group: peer.rights.group }, 'peer joined');
    await Promise.all(this.#producersOfOthers(peerId).map(producer => peer.consume(producer)));
    if (peer.closed) throw AppError.notFound('peer', peerId);
    return peer.announce();
  }

  find(peerId: PeerId): Peer | undefined {
    return this.#peers.get(peerId);
  }

  require(peerId: PeerId): Peer {
    const peer = this.#peers.get(peerId);
    if (!peer) throw AppError.notFound('peer', peerId);
    return peer;
  }

  leave(peerId: PeerId): void {
    this.#joins.delete(peerId);
    this.#peers.get(peerId)?.close('left');
  }

  dump(): Promise<types.RouterDump> {
    return this.#router.dump();
  }

  close(reason: RoomCloseReason): void {
    if (this.closed) return;
    this.closed = true;
    this.#joins.clear();
    this.recorder.close();
    this.captions.close();
    this.players.closeAll();
    for (const peer of this.#peers.values()) peer.close('room-closed');
    this.#activeSpeaker.close();
    this.#router.close();
    this.#options.logger.info({ reason }, 'room closed');
    this.#options.onClosed(this, reason);
  }

  async #createPeer(params: JoinParams, attempt: symbol): Promise<Peer> {
    const { peerId } = params;
    try {
      const peer = await Peer.create({
        ...params,
        router: { router: this.#router, webRtcServer: this.#options.worker.webRtcServer },
        playedLevel: agoMs => this.players.levelAt(agoMs),
        room: this.ref,
        emit: this.#options.emit,
        onProducerAdded: producer => this.#onProducerAdded(this.#trackOf(producer)),
        onVoice: (voice, { producerId, timestamp }) => {
          this.recorder.takeVoice(producerId, voice.state === 'speaking', timestamp);
          this.#options.emit({ name: 'peer.voice', payload: { room: this.ref, peerId, ...voice } });
        },
        onClosed: closed => this.#onPeerClosed(closed),
        logger: this.#options.logger.child({ peerId }),
      });
      if (this.#joins.get(peerId) === attempt) return peer;
      peer.close('replaced');
      throw AppError.notFound('peer', peerId);
    } finally {
      if (this.#joins.get(peerId) === attempt) this.#joins.delete(peerId);
    }
  }

  #createPlayers(clock: PlayoutClock): RoomPlayers {
    return new RoomPlayers({
      router: this.#router,
      clock,
      listener: {
        producerAdded: producer => this.#onProducerAdded({ producer, isPlayed: true }),
        started: event =>
          this.#options.emit({ name: 'player.started', payload: { room: this.ref, ...event } }),
        ended: event => this.#options.emit({ name: 'player.ended', payload: { room: this.ref, ...event } }),
        closed: peerId => this.#activeSpeaker.forget(peerId),
      },
      logger: this.#options.logger,
    });
  }

  #createRecorder(recorder: Recorder): RoomRecorder {
    return new RoomRecorder({
      recorder,
      room: this.ref,
      router: this.#router,
      tracks: () => this.#tracks(),
      playedLevel: agoMs => this.players.levelAt(agoMs),
      logger: this.#options.logger,
    });
  }

  #createCaptions(captioner: Captioner): RoomCaptions {
    return new RoomCaptions({
      room: this.ref,
      router: this.#router,
      captioner,
      microphones: () =>
        [...this.#peers.values()]
          .flatMap(peer => peer.producers)
          .filter(({ source }) => source === 'microphone'),
      playedLevel: agoMs => this.players.levelAt(agoMs),
      emit: this.#options.emit,
      logger: this.#options.logger,
    });
  }

  #onProducerAdded(track: RecordableTrack): void {
    const { producer } = track;
    this.recorder.add(track);
    if (producer.source === 'microphone' && !track.isPlayed) this.captions.add(producer);
    for (const peer of this.#peers.values()) if (peer.peerId !== producer.peerId) void peer.consume(producer);
    if (producer.source !== 'microphone') return;
    this.#activeSpeaker.add(producer).catch((error: unknown) => {
      // An error is expected if the microphone was closed during the request.
      if (!producer.closed)
        this.#options.logger.error(
          { peerId: producer.peerId, err: error },
          'no level meter for a microphone',
        );
    });
  }

  #onPeerClosed(peer: Peer): void {
    if (this.#peers.get(peer.peerId) !== peer) return;
    this.#peers.delete(peer.peerId);
    if (!this.closed) this.#activeSpeaker.forget(peer.peerId);
  }

  #tracks(): RecordableTrack[] {
    const sent = [...this.#peers.values()].flatMap(peer => peer.producers);
    return [
      ...sent.map(producer => this.#trackOf(producer)),
      ...this.players.producers.map(producer => ({ producer, isPlayed: true })),
    ];
  }

  #trackOf(producer: PeerProducer): RecordableTrack {
    const isSpeaking = this.#peers.get(producer.peerId)?.isSpeakingInto(producer);
    return { producer, isPlayed: false, ...(isSpeaking === undefined ? {} : { isSpeaking }) };
  }

  #producersOfOthers(peerId: PeerId): PeerProducer[] {
    const others = [...this.#peers.values()].filter(peer => peer.peerId !== peerId);
    return [...others.flatMap(peer => peer.producers), ...this.players.producers];
  }
}
