import { pino } from 'pino';
import { loadConfig } from '../../server/config.ts';
import { VivavoceServer } from '../../server/vivavoceServer.ts';
import type { MediaService } from '../../sfu/MediaService.ts';
import type { InterviewId, SeatId } from '../../shared/ids.ts';
import { peerIdOf, RoomId } from '../../shared/ids.ts';
import type { CaptionState, CaptionText } from '../../shared/media/captions.ts';
import type {
  AnyMediaEvent,
  MediaParams,
  MediaPlane,
  MediaRequestName,
  RoomRef,
} from '../../shared/media/mediaPlane.ts';
import { ApiClient } from './apiClient.ts';
import { Changes } from './changes.ts';
import { freePort } from './freePort.ts';
import { newClientId } from './interviewLog.ts';
import { startLocalMediaService } from './localMediaService.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A real server in this process, whose media node captions what the test says. */
export class CaptionedServer implements AsyncDisposable {
  readonly owner: ApiClient;
  /** Answer of the node when captions are requested. */
  state: CaptionState = 'live';
  readonly #closers: AsyncDisposableStack;
  readonly #changes = new Changes();
  readonly #captioned = new Map<RoomId, RoomRef>();
  readonly #listeners = new Set<(event: AnyMediaEvent) => void>();

  static async start(): Promise<CaptionedServer> {
    await using closers = new AsyncDisposableStack();
    const folder = await temporaryFolder('captioned');
    closers.defer(() => folder.remove());
    const config = loadConfig({
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: `${await freePort()}`,
      DATA_DIR: folder.path,
      PRACTICE_SESSIONS: '0',
    });
    const media = await startLocalMediaService();
    closers.defer(() => media.close());
    const captioned = new CaptionedServer(new ApiClient(config.publicUrl), closers.move());
    const plane = captioned.#planeOver(media);
    const server = await VivavoceServer.start(config, plane, pino({ level: 'silent' }), {
      transcription: { kind: 'engine', folder: undefined },
    });
    captioned.#closers.defer(() => server.close());
    await captioned.owner.setUpOwner(server.setupLink ?? '');
    return captioned;
  }

  private constructor(owner: ApiClient, closers: AsyncDisposableStack) {
    this.owner = owner;
    this.#closers = closers;
  }

  /** Resolves when a page reads captions in the interview, or no page does. */
  async whenCaptioned(interviewId: InterviewId, expected = true): Promise<void> {
    const roomId = RoomId.parse(interviewId);
    await this.#changes.waitFor(() => this.#captioned.has(roomId) === expected, {
      milliseconds: 10_000,
      complaint: () => `Captions weren’t turned ${expected ? 'on' : 'off'}.`,
    });
  }

  say(interviewId: InterviewId, seatId: SeatId, line: Partial<CaptionText> & { lineId: string }): void {
    const peerId = peerIdOf(seatId, newClientId());
    const room = this.#require(interviewId);
    this.#emit({ name: 'captions.line', payload: { room, peerId, line: { ...SILENT, ...line } } });
  }

  change(interviewId: InterviewId, state: CaptionState): void {
    this.#emit({ name: 'captions.state', payload: { room: this.#require(interviewId), state } });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closers.disposeAsync();
  }

  #require(interviewId: InterviewId): RoomRef {
    const room = this.#captioned.get(RoomId.parse(interviewId));
    if (!room) throw new Error('No page reads captions in this interview.');
    return room;
  }

  #emit(event: AnyMediaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #planeOver(media: MediaService): MediaPlane {
    const request = async <N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<unknown> => {
      if (!('room' in params) || (name !== 'captions.keep' && name !== 'captions.stop'))
        return media.request(name, params);
      if (name === 'captions.keep') this.#captioned.set(params.room.roomId, params.room);
      else this.#captioned.delete(params.room.roomId);
      this.#changes.tell();
      return name === 'captions.keep' ? { state: this.state, by: 'engine' } : {};
    };
    return {
      request: request as MediaPlane['request'],
      subscribe: listener => {
        this.#listeners.add(listener);
        const unsubscribe = media.subscribe(listener);
        return () => {
          this.#listeners.delete(listener);
          unsubscribe();
        };
      },
      ready: () => media.ready(),
      nodeIds: () => media.nodeIds(),
      close: async () => {},
    };
  }
}

const SILENT: CaptionText = { lineId: '', text: '', tail: '', final: false, understood: true, agoMs: 500 };
