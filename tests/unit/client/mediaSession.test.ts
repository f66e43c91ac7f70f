import type { Device, Transport } from 'mediasoup-client/types';
import { afterEach, expect, it } from 'vitest';
import type { InterviewClient } from '../../../client/core/interviewClient.ts';
import type { MediaDevice } from '../../../client/core/media/mediaDevice.ts';
import { MediaSession } from '../../../client/core/media/mediaSession.ts';
import type { JoinResult } from '../../../client/core/media/transportPair.ts';
import { ConsumerId, PeerId, ProducerId, TransportId } from '../../../shared/ids.ts';
import type { ConsumerOptions } from '../../../shared/media/peerMedia.ts';
import type { NoticeName, NoticePayload } from '../../../shared/protocol/notices.ts';
import { eventually } from '../../support/eventually.ts';

/** Browser side of a receiving transport, which rejects consumers on demand. */
class BrowserTransport {
  readonly id: string;
  connectionState = 'new';
  readonly consumed: string[] = [];
  readonly #refuse: ReadonlySet<string>;

  constructor(id: string, refuse: ReadonlySet<string>) {
    this.id = id;
    this.#refuse = refuse;
  }

  on(): void {}
  close(): void {}

  async consume({ id, producerId }: { id: string; producerId: string }): Promise<object> {
    if (this.#refuse.has(id) || this.#refuse.has(producerId))
      throw new DOMException('Duplicate a=mid value', 'InvalidAccessError');
    this.consumed.push(id);
    return { id, kind: 'video', track: {}, close: () => {} };
  }
}

/** Fake server that responds to joins and sends notices on demand. */
class Server {
  readonly isConnected = true;
  readonly joins: ((answer: JoinResult) => void)[] = [];
  readonly #listeners = new Map<string, (payload: never) => void>();
  /** Consumers of the peer in a sync response. Undefined if the peer is unknown. */
  synced: ConsumerOptions[] | undefined = [];
  iceRestarts = 0;
  epoch = 1;

  on(name: NoticeName, listener: (payload: never) => void): () => void {
    this.#listeners.set(name, listener);
    return () => this.#listeners.delete(name);
  }

  onSynced(): () => void {
    return () => {};
  }

  async query(name: string): Promise<unknown> {
    if (name === 'media.join') return new Promise(resolve => this.joins.push(resolve));
    if (name === 'media.sync') {
      const { epoch, synced } = this;
      return { epoch, known: synced !== undefined, consumers: synced ?? [], producers: [] };
    }
    if (name === 'media.restartIce') this.iceRestarts += 1;
    return {};
  }

  tell<N extends NoticeName>(name: N, payload: NoticePayload<N>): void {
    this.#listeners.get(name)?.(payload as never);
  }

  /** Responds to the n-th join, once it was requested. */
  async answer(nth: number, epoch: number, consumers: string[] = []): Promise<void> {
    const resolve = await eventually(`join ${nth}`, () => this.joins[nth]);
    this.epoch = epoch;
    resolve({
      epoch,
      receive: {
        transportId: TransportId.parse(`receive-${nth}`),
        iceParameters: {},
        iceCandidates: [],
        dtlsParameters: {},
      },
      iceServers: [],
      consumers: consumers.map(id => consumer(id, nth)),
    });
  }
}

function consumer(id: string, join: number): ConsumerOptions {
  return {
    consumerId: ConsumerId.parse(id),
    transportId: TransportId.parse(`receive-${join}`),
    producerId: ProducerId.parse(`of-${id}`),
    producerPeerId: PeerId.parse('01a20feb-b4ba-7b1c-89db-95c7d8b2aeba.01a20feb-b4ba-7b1c-89db-95c7d8b2aebb'),
    source: 'camera',
    kind: 'video',
    rtpParameters: {},
    producerPaused: false,
  };
}

const transports: BrowserTransport[] = [];
const refuse = new Set<string>();
let session: MediaSession | undefined;

function startedWith(server: Server): MediaSession {
  const device = {
    rtpCapabilities: {},
    createRecvTransport: ({ id }: { id: string }) => {
      const transport = new BrowserTransport(id, refuse);
      transports.push(transport);
      return transport as unknown as Transport;
    },
  } as unknown as Device;
  session = new MediaSession(
    server as unknown as InterviewClient,
    { require: async () => device } as unknown as MediaDevice,
    () => {},
  );
  session.start();
  return session;
}

afterEach(() => {
  session?.close();
  transports.length = 0;
  refuse.clear();
});

const shown = (media: MediaSession) => media.receiving.tracks.get().map(track => track.consumerId as string);

it('joins once when the notice of the new media room arrives before the response that leads into it', async () => {
  const server = new Server();
  const media = startedWith(server);
  await eventually('the first join', () => server.joins[0]);
  server.tell('media.restarted', { epoch: 2 });
  await server.answer(0, 2, ['camera-of-ada']);
  await eventually('a picture', () => shown(media)[0]);
  expect(server.joins).toHaveLength(1);
});

it('joins again when the response leads into a media room that is already gone', async () => {
  const server = new Server();
  const media = startedWith(server);
  await eventually('the first join', () => server.joins[0]);
  server.tell('media.restarted', { epoch: 2 });
  await server.answer(0, 1, ['camera-of-the-dead-room']);
  await server.answer(1, 2, ['camera-of-ada']);
  await eventually('a picture', () => shown(media)[0]);
  expect(shown(media)).toEqual(['camera-of-ada']);
});

it('ignores consumers of an earlier join of this page', async () => {
  const server = new Server();
  const media = startedWith(server);
  await server.answer(0, 1, ['ada-first']);
  await eventually('a picture', () => shown(media)[0]);
  server.tell('media.restarted', { epoch: 2 });
  await eventually('the second join', () => server.joins[1]);
  server.tell('media.consumerAdded', { epoch: 2, consumer: consumer('stray', 0) });
  server.tell('media.consumerAdded', { epoch: 2, consumer: consumer('grace', 1) });
  await server.answer(1, 2, ['ada']);
  server.tell('media.consumerAdded', { epoch: 2, consumer: consumer('stray-too', 0) });
  await eventually('both pictures', () => shown(media).length === 2);
  expect(shown(media)).toEqual(['ada', 'grace']);
  expect(transports[1]?.consumed).toEqual(['ada', 'grace']);
});

it('joins again when the browser rejects a consumer', async () => {
  refuse.add('ada');
  const server = new Server();
  const media = startedWith(server);
  server.synced = [consumer('ada', 0)];
  await server.answer(0, 1, ['ada']);
  await server.answer(1, 1, ['ada-again']);
  await eventually('a picture', () => shown(media)[0]);
  expect(shown(media)).toEqual(['ada-again']);
});

it('joins again when the server says that it removed the transports', async () => {
  const server = new Server();
  const media = startedWith(server);
  await server.answer(0, 1, ['ada']);
  await eventually('a picture', () => shown(media)[0]);
  server.synced = undefined;
  server.tell('media.transportLost', { direction: 'receive' });
  await server.answer(1, 1, ['ada-again']);
  await eventually('the new picture', () => shown(media)[0] === 'ada-again');
  expect(server.iceRestarts).toBe(0);
});

it('does not restart ICE of new transports when the notice about the old ones arrives during a join', async () => {
  const server = new Server();
  const media = startedWith(server);
  await eventually('the first join', () => server.joins[0]);
  server.tell('media.transportLost', { direction: 'receive' });
  await server.answer(0, 1, ['ada']);
  await eventually('a picture', () => shown(media)[0]);
  server.tell('media.restarted', { epoch: 2 });
  await server.answer(1, 2, ['grace']);
  await eventually('the picture of the new room', () => shown(media)[0] === 'grace');
  expect(server.iceRestarts).toBe(0);
});

it('leaves out the picture that the browser always rejects, shows the others, and stops joining', async () => {
  refuse.add('of-ada');
  const server = new Server();
  const media = startedWith(server);
  await server.answer(0, 1, ['ada', 'grace']);
  await server.answer(1, 1, ['ada', 'grace']);
  await server.answer(2, 1, ['ada', 'grace']);
  await eventually('the other picture', () => shown(media)[0] === 'grace');
  server.tell('media.consumerAdded', { epoch: 1, consumer: consumer('alan', 2) });
  await eventually('a later picture', () => shown(media)[1] === 'alan');
  expect(transports[2]?.consumed).toEqual(['grace', 'alan']);
  expect(media.receiving.broken).toBe(false);
});
