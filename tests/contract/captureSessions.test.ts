import { describe, expect, it } from 'vitest';
import { recordSessions } from '../bench/recordedCalls/recordedSessions.ts';

const SESSIONS = 2;
/** Sender reports have arrived by then, after which the router may choose other layers. */
const SECONDS = 4;

/** `npm run bench -- recorded-sessions` does the same with ten interviews for a minute. */
describe('interviews that are recorded at the same time', () => {
  it('have every sent packet in their files, from the highest layer, starting with the first packet', async () => {
    const seen = await recordSessions(SESSIONS, SECONDS);
    expect(seen.complaints).toEqual([]);
    expect(seen.sentFrames).toBeGreaterThan(SESSIONS * SECONDS * 25);
    expect(seen).toMatchObject({
      recordedPackets: seen.sentPackets,
      finishedFrames: seen.sentFrames,
      lost: 0,
      dropped: 0,
    });
  });
});
