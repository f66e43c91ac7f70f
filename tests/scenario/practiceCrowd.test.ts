import { expect } from 'vitest';
import { PracticeServer } from '../bench/practice/practiceServer.ts';
import { PracticingCrowd } from '../bench/practice/practicingCrowd.ts';
import { Strangers } from '../bench/practice/strangers.ts';
import { itInLongRuns } from '../support/longTests.ts';

const SESSIONS = 2;
const STRANGERS = 20;
/** Lines that are not cached take a while to render on a busy machine. */
const RENDERING_MS = 400_000;

/** `contract/practiceStore` tests the waiting line; this tests many people in it while others practice. */
itInLongRuns(
  'strangers who come at the same time are admitted or told the wait, and recordings of people who practice miss nothing',
  async () => {
    await using server = await PracticeServer.start({ sessions: SESSIONS + 1, workers: 1 });
    const strangers = await Strangers.prepare(server, STRANGERS);
    await using crowd = await PracticingCrowd.open(server, SESSIONS, true);
    const answers = await strangers.start();
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const places = answers.map(({ place }) => place);
    expect(places.filter(place => place?.state === 'ready')).toHaveLength(1);
    const line = places.flatMap(place => (place?.state === 'waiting' ? [place] : []));
    expect(line).toHaveLength(STRANGERS - 1);
    for (const { minutes } of line) expect(minutes).toBeGreaterThan(0);
    // Asking again keeps the same place.
    const again = (await strangers.ask()).map(({ place }) => place?.state);
    expect(again).toEqual(places.map(place => place?.state));
    expect(crowd.answering).toBe(SESSIONS);
    await crowd.finish();
    const { sent, recorded, lost, dropped } = await crowd.recorded();
    expect(sent).toBeGreaterThan(0);
    expect({ recorded, lost, dropped }).toEqual({ recorded: sent, lost: 0, dropped: 0 });
  },
  RENDERING_MS,
);
