import path from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteConnection from 'better-sqlite3';
import { io, type Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import type { Setup } from '../../../shared/interview/setup.ts';
import { startOwnedServer } from '../../support/ownedServer.ts';
import { Program } from '../../support/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, distribution, median, percentile } from '../figure.ts';
import { LiveInterviews } from './liveInterviews.ts';
import { ask, type PacedRun, runPaced } from './pacedSockets.ts';

/**
 * How long somebody waits until the server has put what they entered on the disk and said so.
 *
 * A real server process on SQLite (every commit synced before it is acknowledged) holds many live interviews; every socket sends one
 * command a second at a moment of its own. Until there are ratings, the command is a progress report of pre-join: it takes the very way
 * that a rating will (limits, decoding, role table, one transaction with the stored reply, notices to those who may see it). Clients and
 * server share this machine, so that the figure holds the cost of both.
 *
 * The baseline is the same number of sockets with the same pace on a socket.io server that does nothing but answer.
 */
export const ratingAck: BenchCase = {
  name: 'rating-ack',
  measures: 'from a command to its durable acknowledgement, many live interviews at once',
  parameters: {
    interviews: { full: 100, quick: 5 },
    sockets: { full: 10, quick: 4 },
    duration: { full: 20, quick: 3 },
  },
  async run(context) {
    const commitMs = await syncedCommitMs();
    const durable = await measureCommands(context);
    const echo = await measureEcho(context);
    const sockets = context.parameter('interviews') * context.parameter('sockets');
    context.report({
      name: 'rating-ack.command',
      unit: 'ms',
      ...distribution(durable.latenciesMs),
      p99: percentile(durable.latenciesMs, 0.99),
      ...compared(percentile(durable.latenciesMs, 0.5), percentile(echo.latenciesMs, 0.5)),
      note:
        `no ratings yet: the durable command is setup.report; ${context.parameter('interviews')} interviews, ${sockets} sockets, 1/s each, SQLite with ` +
        `synchronous=FULL; one bare synced commit p50 ${commitMs.toFixed(1)} ms; echo p99 ${percentile(echo.latenciesMs, 0.99).toFixed(1)} ms; ${durable.refused} refused, ${durable.unanswered} unanswered`,
    });
  },
};

async function measureCommands(context: BenchContext): Promise<PacedRun> {
  // As behind a proxy, so that every person can have an address of their own.
  const { server, owner } = await startOwnedServer({ TRUST_PROXY: '1', LOG_LEVEL: 'error' });
  await using _server = server;
  using live = await LiveInterviews.open({
    owner,
    interviews: context.parameter('interviews'),
    socketsEach: context.parameter('sockets'),
    onProgress: connected => context.progress(`${connected} sockets connected`),
  });
  context.progress(`${live.sockets.length} sockets in ${live.count} interviews send a command a second each`);
  return await runPaced(live.sockets, context.parameter('duration'), async (socket, round) => {
    const reply = (await ask(socket, 'setup.report', {
      commandId: uuidv7(),
      params: { setup: setupOf(round) },
    })) as { ok: boolean };
    return reply.ok;
  });
}

/** A report that differs from the one before, so that there is something to write. */
function setupOf(round: number): Setup {
  return {
    browser: 'Chrome on Linux',
    camera: 'ok',
    microphone: 'ok',
    speaker: 'ok',
    connection: 'ok',
    roundTripMs: 10 + round,
    ready: false,
  };
}

const COMMITS = 100;

/** What the disk alone takes for a commit. */
async function syncedCommitMs(): Promise<number> {
  await using folder = await temporaryFolder('bench');
  const database = new SqliteConnection(path.join(folder.path, 'commits.db'));
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec('create table lines (text text)');
    const insert = database.prepare('insert into lines values (?)');
    return median(
      Array.from({ length: COMMITS }, () => {
        const startedAt = performance.now();
        insert.run('x'.repeat(300));
        return performance.now() - startedAt;
      }),
    );
  } finally {
    database.close();
  }
}

async function measureEcho(context: BenchContext): Promise<PacedRun> {
  const program = new Program({
    command: process.execPath,
    args: [fileURLToPath(new URL('echoServer.ts', import.meta.url))],
  });
  const sockets: Socket[] = [];
  try {
    const [, port] = await program.waitForOutput(/listening on (\d+)/);
    const count = context.parameter('interviews') * context.parameter('sockets');
    for (let index = 0; index < count; index += 1)
      sockets.push(await connectEcho(`http://127.0.0.1:${port}`));
    context.progress(`the same with ${count} sockets on a bare socket.io server`);
    return await runPaced(sockets, context.parameter('duration'), async (socket, round) => {
      await ask(socket, 'echo', { commandId: uuidv7(), params: { setup: setupOf(round) } });
      return true;
    });
  } finally {
    for (const socket of sockets) socket.disconnect();
    await program.kill();
  }
}

async function connectEcho(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
