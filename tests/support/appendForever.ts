import { pino } from 'pino';
import { loadConfig } from '../../server/config.ts';
import { summaryOf } from '../../server/interviews/summary.ts';
import { createStore } from '../../server/store/store.ts';
import { InterviewId } from '../../shared/ids.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import { reduceAll } from '../../shared/interview/reduce.ts';

/** Appends to an interview until it is killed. Prints each number only after the store has acknowledged it. */
const interviewId = InterviewId.parse(process.argv[2]);
const store = await createStore(
  loadConfig({ ...process.env, NODE_ENV: 'test', SECRET: 'a secret for the tests alone' }),
  pino({ level: 'silent' }),
);
const events = await store.interviews.readEvents(interviewId, 0);
for (;;) {
  const event: InterviewEvent = {
    seq: events.length + 1,
    at: Date.now(),
    actor: { type: 'system' },
    kind: 'session.extended',
    payload: { minutes: 1 },
  };
  const state = reduceAll([...events, event]);
  if (!state) throw new Error('The interview was not created.');
  const append = { interviewId, expectedSeq: events.length, events: [event], summary: summaryOf(state) };
  if ((await store.interviews.append(append)) === 'appended') {
    events.push(event);
    process.stdout.write(`acknowledged ${event.seq}\n`);
  }
}
