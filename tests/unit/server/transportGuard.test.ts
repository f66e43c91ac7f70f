import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket as NetSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TransportLimits } from '../../../server/signaling/transportGuard.ts';
import { TransportGuard } from '../../../server/signaling/transportGuard.ts';
import { eventually } from '../../support/eventually.ts';

const SMALL: TransportLimits = {
  windowMs: 60_000,
  stranger: { frames: 10, bytes: 4_000 },
  page: { frames: 100, bytes: 40_000 },
  proofs: 3,
  unsentBytes: 1_000_000,
};
const PROOF = '40{"proof":"right"}';
const WRONG_PROOF = '40{"proof":"wrong"}';

interface Stage {
  port: number;
  io: Server;
  guard: TransportGuard;
  /** Requests that reached a handler. */
  readonly heard: number;
  /** Maximum of unsent bytes after a response. */
  readonly mostUnsent: number;
}

/** A real socket.io server behind the guard, which accepts any proof marked as valid. */
async function openStage(limits: Partial<TransportLimits> = {}, unsentBytesInAll?: number): Promise<Stage> {
  const httpServer = createServer().listen(0, '127.0.0.1');
  const io = new Server(httpServer, { maxHttpBufferSize: 64 * 1024 });
  const guard = new TransportGuard(io, {
    logger: pino({ level: 'silent' }),
    limits: { ...SMALL, ...limits },
    ...(unsentBytesInAll !== undefined && { unsentBytesInAll }),
  });
  onTestFinished(() => io.close());
  await once(httpServer, 'listening');
  let heard = 0;
  let mostUnsent = 0;
  io.use((socket, next) => {
    if (!guard.admitProof(socket.conn)) return;
    if (socket.handshake.auth.proof !== 'right') return next(new Error('no'));
    guard.trust(socket.conn);
    next();
  });
  io.on('connection', socket => {
    socket.on('ask', (bytes: number, answer: (text: string) => void) => {
      heard += 1;
      answer('x'.repeat(bytes));
      mostUnsent = Math.max(mostUnsent, guard.unsentBytes);
    });
  });
  return {
    port: (httpServer.address() as AddressInfo).port,
    io,
    guard,
    get heard() {
      return heard;
    },
    get mostUnsent() {
      return mostUnsent;
    },
  };
}

/** A hand-made WebSocket that sends invalid frames, and reads only on demand. */
class RawClient {
  readonly socket: NetSocket;
  received = '';

  static async open(port: number, query = ''): Promise<RawClient> {
    const client = new RawClient(port);
    client.socket.write(
      [
        `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1`,
        'Host: 127.0.0.1',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
        '\r\n',
      ].join('\r\n'),
    );
    await client.answer(/"sid"|HTTP\/1.1 4/);
    return client;
  }

  private constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', chunk => {
      this.received += chunk.toString('latin1');
    });
    this.socket.on('error', () => {});
    onTestFinished(() => void this.socket.destroy());
  }

  send(text: string, times = 1, opcode = 0x81): void {
    const payload = Buffer.from(text);
    const length =
      payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 255];
    const frame = Buffer.concat([Buffer.from([opcode, ...length, 0, 0, 0, 0]), payload]);
    this.socket.write(Buffer.concat(Array.from({ length: times }, () => frame)));
  }

  ask(bytes: number, id: number): void {
    this.send(`42${id}["ask",${bytes}]`);
  }

  answer(expected: RegExp): Promise<unknown> {
    return eventually(`an answer like ${expected}`, () => expected.test(this.received));
  }

  closed(): Promise<unknown> {
    return eventually('the end of the transport', () => this.socket.closed);
  }
}

async function openPage(stage: Stage): Promise<RawClient> {
  const page = await RawClient.open(stage.port);
  page.send(PROOF);
  await page.answer(/40\{"sid"/);
  return page;
}

describe('a transport that sends too much is disconnected', () => {
  it.each([
    ['pongs', '3', 0x81],
    ['garbage', '9', 0x81],
    ['proofs for a namespace that does not exist', '40/nothing,{}', 0x81],
    ['pings below the protocol', '', 0x89],
    ['pongs below the protocol', '', 0x8a],
  ])('%s from a stranger', async (_what, text, opcode) => {
    const stage = await openStage();
    const stranger = await RawClient.open(stage.port);
    stranger.send(text, SMALL.stranger.frames + 1, opcode);
    await stranger.closed();
    expect(stage.io.engine.clientsCount).toBe(0);
  });

  it('a fragmented frame that never ends', async () => {
    const stage = await openStage();
    const stranger = await RawClient.open(stage.port);
    stranger.send('4', 1, 0x01);
    stranger.send('', SMALL.stranger.bytes, 0x00);
    await stranger.closed();
  });

  it('requests of a page, of which only the limit reaches a handler', async () => {
    const stage = await openStage();
    const page = await openPage(stage);
    page.send('420["ask",1]', 5 * SMALL.page.frames);
    await page.closed();
    expect(stage.heard).toBeLessThanOrEqual(SMALL.page.frames);
  });

  it('over polling as well', async () => {
    const stage = await openStage();
    const address = `http://127.0.0.1:${stage.port}/socket.io/?EIO=4&transport=polling`;
    const greeting = await (await fetch(address)).text();
    const { sid } = JSON.parse(greeting.slice(1)) as { sid: string };
    await fetch(`${address}&sid=${sid}`, {
      method: 'POST',
      body: Array.from({ length: SMALL.stranger.frames + 1 }, () => '3').join('\u001e'),
    });
    expect(stage.io.engine.clientsCount).toBe(0);
  });
});

it('allowed traffic passes, and the limit resets after its window', async () => {
  const stage = await openStage({ windowMs: 50 });
  const page = await openPage(stage);
  for (let round = 1; round <= 3; round += 1) {
    page.send('420["ask",1]', SMALL.page.frames - 2);
    await eventually('all to be heard', () => stage.heard === round * (SMALL.page.frames - 2));
    // No event marks the end of a window.
    await delay(60);
  }
  expect(page.socket.closed).toBe(false);
});

it('a transport with wrong proofs gets a few errors, and is then disconnected', async () => {
  const stage = await openStage();
  const stranger = await RawClient.open(stage.port);
  for (let count = 1; count <= SMALL.proofs; count += 1) {
    stranger.send(WRONG_PROOF);
    await stranger.answer(new RegExp(`(44.*){${count}}`, 's'));
  }
  expect(stranger.socket.closed).toBe(false);
  stranger.send(PROOF);
  await stranger.closed();
});

it('a second connection to one transport is rejected', async () => {
  const stage = await openStage();
  const first = await RawClient.open(stage.port);
  const sid = /"sid":"([^"]+)"/.exec(first.received)?.[1];
  const second = await RawClient.open(stage.port, `&sid=${sid}`);
  expect(second.received).toContain('400 Bad Request');
});

describe('a client that does not read', () => {
  it('is disconnected once a megabyte is pending, responses to its own requests included', async () => {
    const stage = await openStage({ page: { frames: 10_000, bytes: 10_000_000 } });
    const page = await openPage(stage);
    page.socket.pause();
    for (let id = 0; id < 400; id += 1) page.ask(50_000, id);
    await eventually('its end', () => stage.io.engine.clientsCount === 0);
    expect(stage.mostUnsent).toBeGreaterThan(900_000);
    expect(stage.mostUnsent).toBeLessThan(1_100_000);
    expect(stage.guard.unsentBytes).toBe(0);
  });

  it('has nothing pending once it has read, whatever the amount', async () => {
    const stage = await openStage();
    const page = await openPage(stage);
    for (let id = 0; id < 20; id += 1) {
      page.ask(500_000, id);
      await eventually('the answer to be read', () => page.received.length > (id + 1) * 500_000);
      await eventually('nothing to be owed', () => stage.guard.unsentBytes === 0);
    }
    expect(page.socket.closed).toBe(false);
  });

  it('is the first to be disconnected when all clients together have too much pending', async () => {
    const stage = await openStage({ page: { frames: 10_000, bytes: 10_000_000 } }, 700_000);
    const reading = await openPage(stage);
    const others = [await openPage(stage), await openPage(stage), await openPage(stage)];
    for (const page of others) page.socket.pause();
    for (let id = 0; id < 400; id += 1) for (const page of others) page.ask(20_000, id);
    await eventually('the end of one', () => stage.io.engine.clientsCount < 4);
    expect(stage.mostUnsent).toBeGreaterThan(650_000);
    expect(stage.mostUnsent).toBeLessThanOrEqual(700_000);
    reading.ask(10, 7);
    await reading.answer(/437\["xxxxxxxxxx"\]/);
  });
});
