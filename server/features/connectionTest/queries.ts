import { AppError } from '../../../shared/errors.ts';
import type { NodeId, SeatId } from '../../../shared/ids.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { PageRef, QueryHandlers } from '../query.ts';

type TestQueries = Pick<QueryHandlers, Extract<keyof QueryHandlers, `test.${string}`>>;

/** The sfu closes a forgotten probe by itself after 20 s; this forgets it a little later. */
const FORGET_AFTER_MS = 25_000;
/** Whatever pages it opens; an sfu has room for a few hundred tests of all people together. */
const MAX_TESTS_PER_SEAT = 4;

interface RunningTest {
  nodeId: NodeId;
  probeId: string;
  page: PageRef;
  expiry: NodeJS.Timeout;
}

/** The connection test of pre-join: a probe transport at an sfu, reachable only for the page that asked for it. */
export function createConnectionTest(plane: MediaPlane): { queries: TestQueries; close: () => void } {
  const tests = new Map<string, RunningTest>();
  /** How many of each seat run or are being started. */
  const taken = new Map<SeatId, number>();

  function requireTest(page: PageRef, testId: string): RunningTest {
    const test = tests.get(testId);
    if (!test || !isSamePage(test.page, page)) throw AppError.notFound('connection test', testId);
    return test;
  }

  function take(seatId: SeatId): void {
    const count = taken.get(seatId) ?? 0;
    if (count >= MAX_TESTS_PER_SEAT) {
      throw new AppError('rate-limited', 'A connection test is running already.', {
        details: { retryAfterMs: 5_000 },
      });
    }
    taken.set(seatId, count + 1);
  }

  function giveBack(seatId: SeatId): void {
    const left = (taken.get(seatId) ?? 0) - 1;
    if (left > 0) taken.set(seatId, left);
    else taken.delete(seatId);
  }

  function forget(testId: string): void {
    const test = tests.get(testId);
    if (!test) return;
    clearTimeout(test.expiry);
    tests.delete(testId);
    giveBack(test.page.seatId);
  }

  const queries: TestQueries = {
    'test.start': async ({ page, params }) => {
      take(page.seatId);
      try {
        const { nodeId, probeId, ...probe } = await plane.request('probe.create', params);
        const expiry = setTimeout(() => forget(probeId), FORGET_AFTER_MS);
        tests.set(probeId, { nodeId, probeId, page, expiry });
        return { testId: probeId, ...probe };
      } catch (error) {
        giveBack(page.seatId);
        throw error;
      }
    },
    'test.connect': async ({ page, params }) => {
      const { nodeId, probeId } = requireTest(page, params.testId);
      return plane.request('probe.connect', { nodeId, probeId, dtlsParameters: params.dtlsParameters });
    },
    'test.produce': async ({ page, params }) => {
      const { nodeId, probeId } = requireTest(page, params.testId);
      return plane.request('probe.produce', { nodeId, probeId, rtpParameters: params.rtpParameters });
    },
    'test.stop': async ({ page, params }) => {
      const { nodeId, probeId } = requireTest(page, params.testId);
      forget(params.testId);
      return plane.request('probe.close', { nodeId, probeId });
    },
  };

  return {
    queries,
    close: () => {
      for (const testId of [...tests.keys()]) forget(testId);
    },
  };
}

function isSamePage(a: PageRef, b: PageRef): boolean {
  return a.seatId === b.seatId && a.clientId === b.clientId;
}
