import type { Logger } from 'pino';
import { AppError } from '../shared/errors.ts';
import type { NodeId, RoomId } from '../shared/ids.ts';
import {
  type AnyMediaEvent,
  MEDIA_REQUESTS,
  type MediaParams,
  type MediaPlane,
  type MediaRequestName,
  type MediaResult,
  type RoomRef,
} from '../shared/media/mediaPlane.ts';
import type { TranscriptionConfig } from '../transcription/config.ts';
import { Captioner } from './captions/Captioner.ts';
import { iceServersFor, type MediaConfig } from './config.ts';
import type { MediaWorker } from './MediaWorker.ts';
import { Probe } from './Probe.ts';
import { ClipStore } from './player/ClipStore.ts';
import { PlayoutClock, type PlayoutFigures } from './player/PlayoutClock.ts';
import type { Room } from './Room.ts';
import { RoomRegistry } from './RoomRegistry.ts';
import { CaptureFolder } from './recorder/disk/CaptureFolder.ts';
import { Recorder } from './recorder/Recorder.ts';
import type { CaptureFigures } from './recorder/Segment.ts';
import { WorkerPool } from './WorkerPool.ts';

/** A handler may resolve without a result if the result has no fields. The answer is then `{}`. */
type Answer<R> = Promise<R> | (R extends Record<string, never> ? Promise<void> : never);
type Handlers = { [N in MediaRequestName]: (params: MediaParams<N>) => Answer<MediaResult<N>> };

const PROBES_MAX = 200;

export interface MediaServiceOptions {
  /** Memory limit for clips; 512 MB by default. Beyond it, clips that no player uses are dropped. */
  clipMemoryMaxBytes?: number;
  /** What captions are made with. By default, there are none. */
  transcription?: TranscriptionConfig;
}

export class MediaService implements MediaPlane {
  readonly nodeId: NodeId;
  readonly #config: MediaConfig;
  readonly #pool: WorkerPool;
  readonly #rooms: RoomRegistry;
  readonly #probes = new Map<string, Probe>();
  readonly #clock = new PlayoutClock();
  readonly #clips: ClipStore;
  readonly #recorder: Recorder;
  readonly #captioner: Captioner;
  readonly #listeners = new Set<(event: AnyMediaEvent) => void>();
  readonly #logger: Logger;
  #state: 'open' | 'draining' | 'closed' = 'open';

  /** Starts the workers. Throws `SfuStartError` if a worker doesn't start or the capture folder can't be used. */
  static async create(
    config: MediaConfig,
    logger: Logger,
    options: MediaServiceOptions = {},
  ): Promise<MediaService> {
    await using parts = new AsyncDisposableStack();
    const folder = parts.adopt(await CaptureFolder.open(config.captureFolder), part => part.close());
    const nodeId = config.nodeId ?? folder.nodeId;
    const nodeLogger = logger.child({ nodeId });
    const pool = await WorkerPool.create(config, nodeLogger);
    parts.move();
    return new MediaService({ config, nodeId, folder, pool, logger: nodeLogger }, options);
  }

  private constructor(
    parts: { config: MediaConfig; nodeId: NodeId; folder: CaptureFolder; pool: WorkerPool; logger: Logger },
    { clipMemoryMaxBytes, transcription = { kind: 'off' } }: MediaServiceOptions,
  ) {
    const { config, nodeId, folder, pool, logger } = parts;
    this.nodeId = nodeId;
    this.#config = config;
    this.#pool = pool;
    this.#logger = logger;
    this.#recorder = new Recorder({
      nodeId,
      folder,
      minFreeBytes: config.captureMinFreeBytes,
      emit: event => this.#emit(event),
      logger,
    });
    this.#captioner = new Captioner({
      config: transcription,
      onState: () => {
        for (const { captions } of this.#rooms.rooms) captions.announceState();
      },
      logger,
    });
    this.#rooms = new RoomRegistry({
      nodeId,
      pickWorker: () => pool.leastLoaded(),
      clock: this.#clock,
      recorder: this.#recorder,
      captioner: this.#captioner,
      emit: event => this.#emit(event),
      logger,
    });
    this.#clips = new ClipStore({
      maxBytes: clipMemoryMaxBytes,
      isInUse: clipId => [...this.#rooms.rooms].some(({ players }) => players.plays(clipId)),
    });
  }

  get workers(): readonly MediaWorker[] {
    return this.#pool.workers;
  }

  get load(): number {
    return this.#pool.load;
  }

  get playoutFigures(): PlayoutFigures & ClipStore['figures'] {
    return { ...this.#clock.figures, ...this.#clips.figures };
  }

  get captureFigures(): CaptureFigures {
    return { ...this.#recorder.figures };
  }

  get draining(): boolean {
    return this.#state !== 'open';
  }

  get roomRefs(): RoomRef[] {
    return this.#rooms.refs;
  }

  /** Used only by tests and benchmarks. */
  findRoom(ref: RoomRef): Room | undefined {
    return this.#rooms.find(ref);
  }

  async request<N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<MediaResult<N>> {
    if (this.#state === 'closed') throw new AppError('media-unavailable');
    const decoded = MEDIA_REQUESTS[name].params.safeParse(params);
    if (!decoded.success) throw AppError.refused(`The parameters of ${name} do not fit.`);
    // The cast is needed because TypeScript can't tell that `name` has the same type in both tables.
    const handler = this.#handlers[name] as (params: unknown) => Promise<MediaResult<N> | undefined>;
    return (await handler(decoded.data)) ?? ({} as MediaResult<N>);
  }

  subscribe(listener: (event: AnyMediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ready(): boolean {
    return this.#state === 'open' && this.#pool.workers.length > 0;
  }

  nodeIds(): readonly NodeId[] {
    return this.#state === 'closed' ? [] : [this.nodeId];
  }

  /** Refuses new rooms from now on. Resolves when the last room has closed. */
  async drain(): Promise<void> {
    if (this.#state === 'open') this.#state = 'draining';
    await this.#rooms.empty();
  }

  /** Closes all rooms, workers, and recordings. Safe to call twice. */
  async close(): Promise<void> {
    this.#state = 'closed';
    for (const probe of this.#probes.values()) probe.close();
    this.#rooms.closeAll();
    this.#captioner.close();
    this.#clips.close();
    await this.#recorder.close();
    await this.#pool.close();
  }

  readonly #handlers: Handlers = {
    'room.create': async ({ roomId, epoch, nodeId }) => {
      this.#requireThisNode(nodeId);
      const room = await this.#createRoom(roomId, epoch);
      return { room: room.ref, rtpCapabilities: room.rtpCapabilities };
    },
    'room.close': async ({ room }) => this.#rooms.close(room),
    'peer.join': ({ room, ...params }) =>
      this.#inRoom(room, async found => ({
        ...(await found.join(params)),
        iceServers: iceServersFor(this.#config.iceServers, params.peerId),
      })),
    'peer.sync': async ({ room, peerId }) => {
      const peer = this.#rooms.find(room)?.find(peerId);
      return peer ? { known: true, ...peer.sync() } : { known: false, consumers: [], producers: [] };
    },
    'peer.leave': async ({ room, peerId }) => this.#rooms.find(room)?.leave(peerId),
    'transport.connect': ({ room, peerId, transportId, dtlsParameters }) =>
      this.#inRoom(room, async found => found.require(peerId).connectTransport(transportId, dtlsParameters)),
    'transport.restartIce': ({ room, peerId, transportId }) =>
      this.#inRoom(room, async found => ({
        iceParameters: await found.require(peerId).restartIce(transportId),
      })),
    'producer.create': ({ room, peerId, ...params }) =>
      this.#inRoom(room, async found => ({ producerId: await found.require(peerId).produce(params) })),
    'producer.setPaused': ({ room, peerId, source, paused }) =>
      this.#inRoom(room, async found => found.require(peerId).setPaused(source, paused)),
    'producer.close': async ({ room, peerId, source }) =>
      this.#rooms.find(room)?.find(peerId)?.stopProducing(source),
    'consumer.update': ({ room, peerId, consumerId, ...change }) =>
      this.#inRoom(room, async found => found.require(peerId).updateConsumer(consumerId, change)),
    'peer.voice': ({ room, peerId }) => this.#inRoom(room, async found => found.require(peerId).voice),
    'clip.put': async ({ nodeId, ...part }) => {
      this.#requireThisNode(nodeId);
      return { complete: await this.#clips.put(part) };
    },
    'player.open': ({ room, peerId, group, clipId }) =>
      this.#inRoom(room, async ({ players }) => {
        const { timeline } = await players.open(peerId, group, () => this.#clips.require(clipId));
        return timeline.playing === undefined ? {} : { playing: timeline.playing };
      }),
    'player.play': ({ room, peerId, playId, clipId, fromMs }) =>
      this.#inRoom(room, async ({ players }) => {
        const player = players.require(peerId);
        const began = !player.timeline.knows(playId);
        if (began) player.timeline.play({ playId, clip: this.#clips.require(clipId), fromMs });
        return { began, positionMs: player.positionMs };
      }),
    'player.stop': ({ room, peerId, playId, now }) =>
      this.#inRoom(room, async ({ players }) => players.require(peerId).timeline.stop(playId, now)),
    'player.loop': ({ room, peerId, clipId }) =>
      this.#inRoom(room, async ({ players }) =>
        players.require(peerId).timeline.loop(this.#clips.require(clipId)),
      ),
    'player.close': async ({ room, peerId }) => this.#rooms.find(room)?.players.close(peerId),
    'capture.start': ({ room, ...params }) =>
      this.#inRoom(room, async ({ recorder }) => recorder.start(params)),
    'capture.stop': async ({ room, stretchId }) => {
      await this.#rooms.find(room)?.recorder.stop(stretchId);
      await this.#recorder.whenEnded(stretchId);
    },
    'capture.list': async ({ nodeId }) => ({ stretches: await this.#folderOf(nodeId).list() }),
    'capture.read': async ({ nodeId, offset, ...file }) => ({
      bytes: await this.#folderOf(nodeId).read(file, offset),
    }),
    'capture.digest': async ({ nodeId, ...file }) => ({ sha256: await this.#folderOf(nodeId).digest(file) }),
    'capture.release': async ({ nodeId, stretchId }) => this.#folderOf(nodeId).release(stretchId),
    'captions.keep': ({ room, readerId, language }) =>
      this.#inRoom(room, async ({ captions }) => ({
        state: captions.keep(readerId, language),
        ...this.#captioner.maker,
      })),
    'captions.write': ({ room, peerId, line }) =>
      this.#inRoom(room, async found => {
        found.require(peerId);
        const typed = { ...line, tail: '', understood: true, typed: true as const, agoMs: 0 };
        this.#emit({ name: 'captions.line', payload: { room, peerId, line: typed } });
      }),
    'captions.stop': async ({ room, readerId }) => this.#rooms.find(room)?.captions.stop(readerId),
    'probe.create': async ({ nodeId, protocol }) => {
      this.#requireThisNode(nodeId);
      const probe = await this.#createProbe(protocol);
      const iceServers = iceServersFor(this.#config.iceServers, 'connection-test');
      return { nodeId: this.nodeId, ...probe.options(), iceServers };
    },
    'probe.connect': async ({ nodeId, probeId, dtlsParameters }) =>
      this.#requireProbe(nodeId, probeId).connect(dtlsParameters),
    'probe.produce': async ({ nodeId, probeId, rtpParameters }) => ({
      producerId: await this.#requireProbe(nodeId, probeId).produce(rtpParameters),
    }),
    'probe.close': async ({ probeId }) => this.#probes.get(probeId)?.close(),
  };

  /** Returns the room, or creates it unless the node drains. Participants can rejoin a draining node. */
  async #createRoom(roomId: RoomId, epoch: number): Promise<Room> {
    if (this.draining && !this.#rooms.has(roomId, epoch)) throw new AppError('media-unavailable');
    // Creation fails only when the worker dies during the request.
    return this.#unlessGone(() => this.#rooms.create(roomId, epoch));
  }

  async #createProbe(protocol: 'udp' | 'tcp'): Promise<Probe> {
    if (this.#probes.size >= PROBES_MAX) throw new AppError('media-unavailable');
    const onClosed = ({ probeId }: Probe) => this.#probes.delete(probeId);
    const probe = await this.#unlessGone(() =>
      Probe.create({ worker: this.#pool.leastLoaded(), protocol, onClosed }),
    );
    this.#probes.set(probe.probeId, probe);
    return probe;
  }

  #requireProbe(nodeId: NodeId, probeId: string): Probe {
    const probe = nodeId === this.nodeId ? this.#probes.get(probeId) : undefined;
    if (!probe) throw AppError.notFound('connection test', probeId);
    return probe;
  }

  #requireThisNode(nodeId: NodeId | undefined): void {
    if (nodeId !== undefined && nodeId !== this.nodeId) throw AppError.notFound('media server', nodeId);
  }

  #folderOf(nodeId: NodeId): CaptureFolder {
    this.#requireThisNode(nodeId);
    return this.#recorder.folder;
  }

  async #inRoom<R>(ref: RoomRef, act: (room: Room) => Promise<R>): Promise<R> {
    const room = this.#rooms.require(ref);
    return this.#unlessGone(
      () => act(room),
      () => room.closed,
    );
  }

  /** Runs `act`. Turns its error into `media-unavailable` if a worker died during the request. */
  async #unlessGone<R>(act: () => Promise<R>, isGone = () => true): Promise<R> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof AppError || !isGone()) throw error;
      throw new AppError('media-unavailable', undefined, { cause: error });
    }
  }

  #emit(event: AnyMediaEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#logger.error({ event: event.name, err: error }, 'media event listener failed');
      }
    }
  }
}
