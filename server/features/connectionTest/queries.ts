import { AppError } from '../../../shared/errors.ts';
import type { NodeId } from '../../../shared/ids.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { PageRef, QueryHandlers } from '../query.ts';

type TestQueries = Pick<QueryHandlers, Extract<keyof QueryHandlers, `test.${string}`>>;

/** The sfu closes a forgotten probe by itself after 20 s; this forgets it a little later. */
const FORGET_AFTER_MS = 25_000;
const MAX_TESTS_PER_PAGE = 4;

interface RunningTest {
  nodeId: NodeId;
  probeId: string;
  owner: string;
  expiry: NodeJS.Timeout;
}

/** The connection test of pre-join: a probe transport at an sfu, reachable only for the page that asked for it. */
export function createConnectionTest(plane: MediaPlane): { queries: TestQueries; close: () => void } {
  const tests = new Map<string, RunningTest>();

  function requireTest(page: PageRef, testId: string): RunningTest {
    const test = tests.get(testId);
    if (!test || test.owner !== ownerOf(page)) throw AppError.notFound('connection test', testId);
    return test;
  }

  function forget(testId: string): void {
    clearTimeout(tests.get(testId)?.expiry);
    tests.delete(testId);
  }

  const queries: TestQueries = {
    'test.start': async ({ page, params }) => {
      const owner = ownerOf(page);
      const running = [...tests.values()].filter(test => test.owner === owner).length;
      if (running >= MAX_TESTS_PER_PAGE) {
        throw new AppError('rate-limited', 'A connection test is running already.', {
          details: { retryAfterMs: 5_000 },
        });
      }
      const { nodeId, probeId, ...probe } = await plane.request('probe.create', params);
      const expiry = setTimeout(() => forget(probeId), FORGET_AFTER_MS);
      tests.set(probeId, { nodeId, probeId, owner, expiry });
      return { testId: probeId, ...probe };
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

function ownerOf(page: PageRef): string {
  return `${page.seatId}.${page.clientId}`;
}
