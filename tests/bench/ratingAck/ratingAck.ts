import path from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import type { SeatRole } from '../../../shared/roles.ts';
import { startOwnedServer } from '../../support/ownedServer.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, distribution, median, percentile } from '../figure.ts';
import { BareSockets } from '../live/bareSockets.ts';
import { LiveInterviews } from '../live/liveInterviews.ts';
import { ask, type PacedRun, runPaced } from '../live/pacedSockets.ts';
import { Raters } from './raters.ts';

/**
 * How long an evaluator waits until the server has stored a rating on the disk and acknowledged it.
 *
 * A real server process on SQLite (every commit is synced before it is acknowledged) has many open interviews with a built-in kit; each
 * socket belongs to an evaluator and rates once a second at its own offset, with the version it has seen. Clients and server share this
 * machine, so the figure includes the cost of both.
 *
 * The baseline is as many sockets at the same pace on a socket.io server that only acknowledges.
 */
export const ratingAck: BenchCase = {
  name: 'rating-ack',
  measures: 'from a rating to its durable acknowledgement, in many live interviews',
  figures: ['rating-ack'],
  parameters: {
    interviews: { full: 100, quick: 5 },
    sockets: { full: 10, quick: 4 },
    duration: { full: 20, quick: 3 },
  },
  async run(context) {
    const commitMs = await syncedCommitMs();
    const durable = await measureRatings(context);
    const echo = await measureEcho(context);
    const sockets = context.parameter('interviews') * context.parameter('sockets');
    context.report({
      name: 'rating-ack',
      unit: 'ms',
      ...distribution(durable.latenciesMs),
      p99: percentile(durable.latenciesMs, 0.99),
      ...compared(percentile(durable.latenciesMs, 0.5), percentile(echo.latenciesMs, 0.5)),
      note:
        `${context.parameter('interviews')} interviews, ${sockets} sockets, 1 rating/s each, SQLite with ` +
        `synchronous=FULL; one bare synced commit p50 ${commitMs.toFixed(1)} ms; echo p99 ${percentile(echo.latenciesMs, 0.99).toFixed(1)} ms; ${durable.refused} refused, ${durable.unanswered} unanswered`,
    });
  },
};

async function measureRatings(context: BenchContext): Promise<PacedRun> {
  // Trusts a proxy header, so that every person has an address of their own.
  const { server, owner } = await startOwnedServer({ TRUST_PROXY: '1', LOG_LEVEL: 'error' });
  await using _server = server;
  const raters = await Raters.create();
  using live = await LiveInterviews.open({
    owner,
    count: context.parameter('interviews'),
    roles: castOf(context.parameter('sockets')),
    onProgress: connected => context.progress(`${connected} sockets connected`),
  });
  const { sockets } = live;
  context.progress(
    `${sockets.length} raters in ${live.interviews.length} interviews rate once a second each`,
  );
  return await runPaced(sockets, context.parameter('duration'), (socket, round) =>
    raters.rate(socket, round),
  );
}

/** Raters only; the first one leads. */
function castOf(sockets: number): SeatRole[] {
  return Array.from({ length: sockets }, (_, index) => (index % 2 === 0 ? 'interviewer' : 'evaluator'));
}

const COMMITS = 100;

/** How long a synced commit takes without the server. */
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
  await using bare = await BareSockets.open(context.parameter('interviews'), context.parameter('sockets'));
  const { sockets } = bare;
  context.progress(`the same with ${sockets.length} sockets on a bare socket.io server`);
  return await runPaced(sockets, context.parameter('duration'), async (socket, round) => {
    await ask(socket, 'echo', { commandId: uuidv7(), params: { round, stamp: { mediaTimeMs: round } } });
    return true;
  });
}
