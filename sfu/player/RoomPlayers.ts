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

interface RoomPlayersListener {
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

export class RoomPlayers {
  readonly #options: RoomPlayersOptions;
  readonly #players = new Map<PeerId, Player>();
  /** Runs requests for the same player in order, so that a repeated request finds the first player. */
  readonly #queue = new SerialQueue<PeerId>();
  #closed = false;

  constructor(options: RoomPlayersOptions) {
    this.#options = options;
  }

  get producers(): PeerProducer[] {
    return [...this.#players.values()].flatMap(player => player.producers);
  }

  /** Returns the peer's player in this group. Opens one if there is none. `findLoop` may throw. */
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
      // If the room closed during the request, it did not close this player.
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

  close(peerId: PeerId): Promise<void> {
    return this.#queue.run(peerId, async () => this.#close(peerId));
  }

  closeAll(): void {
    this.#closed = true;
    for (const player of this.#players.values()) player.close();
  }

  plays(clipId: ClipId): boolean {
    return [...this.#players.values()].some(({ timeline }) =>
      timeline.clips.some(clip => clip.clipId === clipId),
    );
  }

  /** Returns the loudest level (RFC 6464) that players sent this long ago; 127 is silence. */
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
