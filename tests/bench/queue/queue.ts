import type { Store } from '../../../server/store/store.ts';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import type { ApiClient } from '../../support/apiClient.ts';
import { addWaiting, waitingEvaluations } from '../../support/evaluationRows.ts';
import { startOwnedServer } from '../../support/ownedServer.ts';
import { openTestStore } from '../../support/testStore.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, distribution, median, percentile } from '../figure.ts';

type Page = RouteResult<'evaluations.list'>;

/** Most rows of a page. */
const FEW = 50;
const WARM_UP = 5;

/**
 * How long a page of the evaluation queue takes, from the request to the complete response, while many interviews wait: the first page, and
 * every following one as "show more" requests it.
 *
 * A real server process on SQLite, one request at a time. The baseline is the first page when no more interviews wait than fit on it: the
 * difference is the cost of the others.
 */
export const queue: BenchCase = {
  name: 'queue',
  measures: 'a page of the evaluation queue while thousands wait',
  figures: ['queue', 'queue.next'],
  parameters: { waiting: { full: 10_000, quick: 500 }, asks: { full: 100, quick: 10 } },
  async run(context) {
    const { server, owner } = await startOwnedServer({ LOG_LEVEL: 'error' });
    await using _server = server;
    const store = await openTestStore({ DATA_DIR: server.dataDir });
    await using _store = { [Symbol.asyncDispose]: () => store.close() };
    await add(store, FEW);
    const baseline = median(await timesOfFirst(owner, context));
    const waiting = context.parameter('waiting');
    await add(store, waiting - FEW);
    context.progress(`${waiting} wait`);
    const first = await timesOfFirst(owner, context);
    const note = `${waiting} waiting, SQLite, with counts and filters; baseline: ${FEW} waiting`;
    report(context, 'queue', first, baseline, note);
    const following = await timesOfFollowing(owner, context.parameter('asks'));
    report(context, 'queue.next', following, baseline, `the pages after it, one after the other; ${note}`);
  },
};

function report(
  context: BenchContext,
  name: string,
  times: readonly number[],
  baseline: number,
  note: string,
): void {
  const p99 = percentile(times, 0.99);
  context.report({
    name,
    unit: 'ms',
    ...distribution(times),
    p99,
    ...compared(median(times), baseline),
    note,
  });
}

function add(store: Store, count: number): Promise<void> {
  return addWaiting(store, waitingEvaluations(count, Date.now()));
}

async function timesOfFirst(owner: ApiClient, context: BenchContext): Promise<number[]> {
  const times: number[] = [];
  for (let at = -WARM_UP; at < context.parameter('asks'); at += 1) {
    const { tookMs } = await ask(owner, {});
    if (at >= 0) times.push(tookMs);
  }
  return times;
}

async function timesOfFollowing(owner: ApiClient, asks: number): Promise<number[]> {
  const times: number[] = [];
  let { page } = await ask(owner, {});
  while (page.next && times.length < asks) {
    const asked = await ask(owner, { after: page.next });
    times.push(asked.tookMs);
    page = asked.page;
  }
  return times;
}

/** Excludes the validation of the response. */
async function ask(owner: ApiClient, input: object): Promise<{ tookMs: number; page: Page }> {
  const body = { filter: {}, ...input };
  const askedAt = performance.now();
  const response = await owner.send('POST', '/api/evaluations/list', body);
  const text = await response.text();
  const tookMs = performance.now() - askedAt;
  if (!response.ok) throw new Error(`The queue answered ${response.status}: ${text}`);
  return { tookMs, page: JSON.parse(text) };
}
