import { AppError } from '../../../shared/errors.ts';
import type { NodeId, SeatId } from '../../../shared/ids.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { PageRef, QueryHandlers } from '../query.ts';

type TestQueries = Pick<QueryHandlers, Extract<keyof QueryHandlers, `test.${string}`>>;

/** Slightly longer than the 20 s after which the sfu closes abandoned probes. */
const FORGET_AFTER_MS = 25_000;
/** Maximum for one person, because a media server (sfu) can run only a few hundred tests. */
const MAX_TESTS_PER_SEAT = 4;

interface RunningTest {
  nodeId: NodeId;
  probeId: string;
  page: PageRef;
  expiry: NodeJS.Timeout;
}

/** Tests connections before joining, with a probe transport that an sfu opens for the tested page. */
export function createConnectionTest(plane: MediaPlane): { queries: TestQueries; close: () => void } {
  const tests = new Map<string, RunningTest>();
  const counts = new Map<SeatId, number>();

  function requireTest(page: PageRef, testId: string): RunningTest {
    const test = tests.get(testId);
    if (!test || !isSamePage(test.page, page)) throw AppError.notFound('connection test', testId);
    return test;
  }

  function reserve(seatId: SeatId): void {
    const count = counts.get(seatId) ?? 0;
    if (count >= MAX_TESTS_PER_SEAT)
      throw new AppError('rate-limited', 'connection-test-running', { details: { retryAfterMs: 5_000 } });
    counts.set(seatId, count + 1);
  }

  function release(seatId: SeatId): void {
    const left = (counts.get(seatId) ?? 0) - 1;
    if (left > 0) counts.set(seatId, left);
    else counts.delete(seatId);
  }

  function forget(testId: string): void {
    const test = tests.get(testId);
    if (!test) return;
    clearTimeout(test.expiry);
    tests.delete(testId);
    release(test.page.seatId);
  }

  const queries: TestQueries = {
    'test.start': async ({ page, params }) => {
      reserve(page.seatId);
      try {
        const { nodeId, probeId, ...probe } = await plane.request('probe.create', params);
        const expiry = setTimeout(() => forget(probeId), FORGET_AFTER_MS);
        tests.set(probeId, { nodeId, probeId, page, expiry });
        return { testId: probeId, ...probe };
      } catch (error) {
        release(page.seatId);
        throw error;
      }
    },
    'test.connect': async ({ page, params }) => {
      const { nodeId, probeId } = requireTest(page, params.testId);
      await plane.request('probe.connect', { nodeId, probeId, dtlsParameters: params.dtlsParameters });
    },
    'test.produce': async ({ page, params }) => {
      const { nodeId, probeId } = requireTest(page, params.testId);
      return plane.request('probe.produce', { nodeId, probeId, rtpParameters: params.rtpParameters });
    },
    'test.stop': async ({ page, params }) => {
      const { nodeId, probeId } = requireTest(page, params.testId);
      forget(params.testId);
      await plane.request('probe.close', { nodeId, probeId });
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
