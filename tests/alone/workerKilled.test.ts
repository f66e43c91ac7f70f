import { afterAll, beforeAll, expect, it } from 'vitest';
import { CallStage } from '../support/callStage.ts';
import { waitForColor } from '../support/decodedVideo.ts';
import { ADA, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';

let stage: CallStage;
let candidate: RoomPage;
let lead: RoomPage;

beforeAll(async () => {
  stage = await CallStage.create();
  ({ candidate, lead } = await stage.call('observer'));
  await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
  await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
});
afterAll(() => stage?.close());

it('a call has pictures in less than three seconds after the media worker was killed', async () => {
  const [worker] = stage.server.workerPids;
  if (!worker) throw new Error('There is no media worker.');
  for (const page of [candidate, lead]) await page.markPictures('from the first worker');
  const killedAt = performance.now();
  process.kill(worker, 'SIGKILL');
  await Promise.all([
    waitForColor(lead.pictureSince('from the first worker', stage.seatId('candidate')), ADA.color, 3_000),
    waitForColor(candidate.pictureSince('from the first worker', stage.seatId('lead')), GRACE.color, 3_000),
  ]);
  expect(performance.now() - killedAt).toBeLessThan(3_000);
});
