import { describe, expect, it } from 'vitest';
import { handMadeAudio } from '../support/handMadeMedia.ts';
import { PARTS } from '../support/interviewStage.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

const start = (page: SeatSocket) => page.request('test.start', { protocol: 'udp' });
const connect = (page: SeatSocket, testId: string) =>
  page.request('test.connect', {
    testId,
    dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: FINGERPRINT }] },
  });
const produce = (page: SeatSocket, testId: string) =>
  page.request('test.produce', { testId, rtpParameters: handMadeAudio() });
const stop = (page: SeatSocket, testId: string) => page.request('test.stop', { testId });

describe('a connection test', () => {
  it.each(PARTS)('runs for the %s before the room opens, and is removed after it is stopped', async part => {
    const page = await theatre.stage.open(part);
    const { testId } = await start(page);
    await connect(page, testId);
    expect(await produce(page, testId)).toEqual({ producerId: expect.any(String) });
    await stop(page, testId);
    for (const attempt of [connect, produce, stop])
      await expect(attempt(page, testId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('cannot be used by another person or another page of its owner', async () => {
    const candidate = await theatre.stage.open('candidate');
    const { testId } = await start(candidate);
    for (const part of ['lead', 'candidate'] as const) {
      const other = await theatre.stage.open(part);
      for (const attempt of [connect, produce, stop])
        await expect(attempt(other, testId)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await produce(candidate, testId)).toEqual({ producerId: expect.any(String) });
  });

  it('is refused to a person with four running tests on any pages, until one is stopped', async () => {
    const candidate = await theatre.stage.open('candidate');
    const other = await theatre.stage.open('candidate');
    const tests = await Promise.all(Array.from({ length: 4 }, () => start(candidate)));
    for (const page of [candidate, other])
      await expect(start(page)).rejects.toMatchObject({ code: 'rate-limited', retryable: true });
    await start(await theatre.stage.open('lead'));
    await stop(candidate, tests[0]?.testId ?? '');
    await start(other);
  });

  it('ends with the interview', async () => {
    const candidate = await theatre.stage.open('candidate');
    const { interviewId } = theatre.stage;
    await theatre.owner.call('interviews.cancel', { interviewId });
    await candidate.waitForView('the cancellation', view => view.phase === 'cancelled');
    await expect(start(candidate)).rejects.toMatchObject({ code: 'wrong-phase' });
  });
});
