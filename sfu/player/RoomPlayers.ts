import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { AppError } from '../../shared/errors.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { MediaEvent } from '../../shared/media/mediaPlane.ts';
import type { ClipId } from '../../shared/recruiter/clip.ts';
import { SerialQueue } from '../../shared/SerialQueue.ts';
import type { PeerProducer } from '../PeerProducer.ts';
import { type Clip, SILENT_LEVEL } from './Clip.ts';
import { Player } from './Player.ts';
import type { PlayoutClock } from './PlayoutClock.ts';

type PlayEvent = Pick<MediaEvent<'player.started'>, 'peerId' | 'playId'>;

/** What a room's players tell it. */
export interface RoomPlayersListener {
  producerAdded(producer: PeerProducer): void;
  started(event: PlayEvent): void;
  ended(event: PlayEvent): void;
  closed(peerId: PeerId): void;
}

interface RoomPlayersOptions {
  router: types.Router;
  clock: PlayoutClock;
  listener: RoomPlayersListener;
  logger: Logger;
}

/** The players of one room, at most one a peer. They end when they are closed, or with the room. */
export class RoomPlayers {
  readonly #options: RoomPlayersOptions;
  readonly #players = new Map<PeerId, Player>();
  /** Opening and closing one player is serial: a repeat must find what the first made. */
  readonly #queue = new SerialQueue<PeerId>();
  #closed = false;

  constructor(options: RoomPlayersOptions) {
    this.#options = options;
  }

  get producers(): PeerProducer[] {
    return [...this.#players.values()].flatMap(player => player.producers);
  }

  /** Leaves a player alone that is open under the same group; another group opens it anew. `findLoop` may throw. */
  open(peerId: PeerId, group: string, findLoop: () => Clip): Promise<Player> {
    return this.#queue.run(peerId, async () => {
      const open = this.#players.get(peerId);
      if (open?.group === group) return open;
      const loop = findLoop();
      this.#close(peerId);
      const { router, clock, listener, logger } = this.#options;
      const player = await Player.create({
        peerId,
        group,
        loop,
        router,
        clock,
        listener: {
          started: playId => listener.started({ peerId, playId }),
          ended: playId => listener.ended({ peerId, playId }),
          closed: () => this.#onClosed(player),
        },
        logger: logger.child({ peerId }),
      });
      // The room was closed meanwhile, and with it all players but this one.
      if (this.#closed) {
        player.close();
        throw AppError.notFound('player', peerId);
      }
      this.#players.set(peerId, player);
      for (const producer of player.producers) listener.producerAdded(producer);
      player.start();
      return player;
    });
  }

  require(peerId: PeerId): Player {
    const player = this.#players.get(peerId);
    if (!player) throw AppError.notFound('player', peerId);
    return player;
  }

  /** Safe to repeat. */
  close(peerId: PeerId): Promise<void> {
    return this.#queue.run(peerId, async () => this.#close(peerId));
  }

  /** Safe to call twice. */
  closeAll(): void {
    this.#closed = true;
    for (const player of this.#players.values()) player.close();
  }

  plays(clipId: ClipId): boolean {
    return [...this.#players.values()].some(({ clips }) => clips.some(clip => clip.clipId === clipId));
  }

  /** The RFC 6464 level of what they sent this long ago, 127 where all was silent. Reaches back two seconds. */
  levelAt(agoMs: number): number {
    let loudest = SILENT_LEVEL;
    for (const player of this.#players.values()) loudest = Math.min(loudest, player.levelAt(agoMs));
    return loudest;
  }

  #close(peerId: PeerId): void {
    this.#players.get(peerId)?.close();
  }

  #onClosed(player: Player): void {
    if (this.#players.get(player.peerId) !== player) return;
    this.#players.delete(player.peerId);
    if (!this.#closed) this.#options.listener.closed(player.peerId);
  }
}
