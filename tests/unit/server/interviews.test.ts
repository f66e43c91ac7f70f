import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../../server/interviews/decision.ts';
import { type InterviewChange, Interviews } from '../../../server/interviews/interviews.ts';
import { InterviewStore } from '../../../server/store/interviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CommandId, InterviewId, SeatId } from '../../../shared/ids.ts';
import type { Actor, NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { chosenKit, exampleInterviewKit } from '../../support/exampleKit.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';

const SYSTEM: Actor = { type: 'system' };
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openStore(): Promise<InterviewStore> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'vivavoce-interviews-'));
  closers.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const database = openSqlite(path.join(dataDir, 'test.db'));
  closers.push(() => database.close());
  await migrate(database);
  return new InterviewStore(database);
}

/**
 * Two servers with one log. The second has read the new interview, and does not know later writes of the
 * first.
 */
async function twoServers() {
  const store = await openStore();
  const here = new Interviews({ store });
  const there = new Interviews({ store });
  const interviewId = await newInterview(here);
  await there.read(interviewId);
  return { store, here, there, interviewId };
}

const openSession = (): Decision<object> => ({
  events: [{ kind: 'session.opened', payload: {} }],
  result: {},
});

const leadSeatId = uuidv7() as SeatId;

function creation(interviewId: InterviewId): NewEvent {
  return {
    kind: 'interview.created',
    payload: {
      interviewId,
      title: 'Backend developer, first round',
      jobRole: 'Backend developer',
      scheduledAt: 1_000,
      plannedMinutes: 45,
      seats: [{ seatId: leadSeatId, role: 'interviewer', displayName: 'Ines' }],
      leadSeatId,
    },
  };
}

function extension(minutes: number): NewEvent {
  return { kind: 'session.extended', payload: { minutes } };
}

async function newInterview(interviews: Interviews): Promise<InterviewId> {
  const interviewId = uuidv7() as InterviewId;
  await interviews.create(interviewId, SYSTEM, { events: [creation(interviewId)], result: {} });
  return interviewId;
}

/** An interview of the virtual recruiter with written answers, at its first question. */
async function writtenInterview() {
  const store = await openStore();
  const play = new RecruiterPlay({ accommodations: { textAnswers: true } }).begin();
  const interviews = new Interviews({ store, now: () => play.now });
  const { interviewId } = play.state;
  await interviews.create(interviewId, SYSTEM, { events: play.log as NewEvent[], result: {} });
  return { store, play, interviews, interviewId, questionId: QuestionId.parse('question-1') };
}

function stamp(commandId: string, params: unknown = { minutes: 5 }) {
  return { commandId: commandId as CommandId, name: 'session.extend', params };
}

describe('Interviews', () => {
  it('returns the stored response to a repeated command without applying it twice', async () => {
    const store = await openStore();
    const interviews = new Interviews({ store });
    const interviewId = await newInterview(interviews);
    const command = stamp(uuidv7());
    let decisions = 0;
    const decide = () => ({ events: [extension(5)], result: { decision: ++decisions } });

    const answers = await Promise.all([
      interviews.execute(interviewId, SYSTEM, decide, command),
      interviews.execute(interviewId, SYSTEM, decide, command),
    ]);

    expect(answers).toEqual([{ decision: 1 }, { decision: 1 }]);
    expect(await store.readEvents(interviewId, 0)).toHaveLength(2);
  });

  it('rejects a repeated command ID with other content, or from someone else', async () => {
    const store = await openStore();
    const interviews = new Interviews({ store });
    const interviewId = await newInterview(interviews);
    const commandId = uuidv7();
    const decide = () => ({ events: [extension(5)], result: {} });
    await interviews.execute(interviewId, SYSTEM, decide, stamp(commandId));

    const other = interviews.execute(interviewId, SYSTEM, decide, stamp(commandId, { minutes: 6 }));
    await expect(other).rejects.toMatchObject({ code: 'duplicate-command' });
    const stranger: Actor = { type: 'seat', seatId: leadSeatId };
    const foreign = interviews.execute(interviewId, stranger, decide, stamp(commandId));
    await expect(foreign).rejects.toMatchObject({ code: 'duplicate-command' });
    expect(await store.readEvents(interviewId, 0)).toHaveLength(2);
  });

  it('stores the response of a command that changed nothing', async () => {
    const store = await openStore();
    const interviews = new Interviews({ store });
    const interviewId = await newInterview(interviews);
    const command = stamp(uuidv7());
    await interviews.execute(interviewId, SYSTEM, () => ({ events: [], result: { was: 'first' } }), command);
    const again = await interviews.execute(
      interviewId,
      SYSTEM,
      () => ({ events: [], result: { was: 'second' } }),
      command,
    );
    expect(again).toEqual({ was: 'first' });
  });

  it('lets two servers write to one log without a missing, duplicate, or lost event', async () => {
    const { store, here, there, interviewId } = await twoServers();

    const rounds = Array.from({ length: 40 }, (_, index) =>
      (index % 2 ? here : there).execute(interviewId, SYSTEM, () => ({ events: [extension(1)], result: {} })),
    );
    await Promise.all(rounds);

    const events = await store.readEvents(interviewId, 0);
    expect(events.map(event => event.seq)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
    expect(await here.read(interviewId)).toEqual(await there.read(interviewId));
  });

  it('decides again on the newer state when a rejection was based on an old one', async () => {
    const { here, there, interviewId } = await twoServers();
    await here.execute(interviewId, SYSTEM, openSession);

    const phase = await there.execute(interviewId, SYSTEM, state => {
      if (state.phase !== 'open') throw new AppError('wrong-phase');
      return { events: [], result: state.phase };
    });
    expect(phase).toBe('open');
  });

  it('decides again on the newer state when an old one seemed to need no event', async () => {
    const { here, there, interviewId } = await twoServers();
    await here.execute(interviewId, SYSTEM, openSession);

    await there.execute(interviewId, SYSTEM, state => ({
      events: state.phase === 'open' ? [{ kind: 'session.closed', payload: {} }] : [],
      result: {},
    }));
    expect((await here.read(interviewId)).phase).toBe('lobby');
  });

  it('makes unsent answers the answers when an interview ends, and shows them to no one else before', async () => {
    const { store, play, interviews, interviewId, questionId } = await writtenInterview();
    const save = (seatId: SeatId, text: string) => store.saveDraft(interviewId, { seatId, questionId, text });
    await save(play.candidate.seatId, ' Half of an answer ');
    // Another candidate's draft, from before they were removed.
    await save(leadSeatId, 'Not mine');
    const seenBy = async ({ seatId }: NewSeat) =>
      viewOf(await interviews.read(interviewId), { kind: 'seat', seatId }).recruiter?.written;
    expect(await seenBy(play.evaluator)).toEqual({});

    await interviews.execute(interviewId, SYSTEM, () => ({
      events: [{ kind: 'session.ended', payload: {} }],
      result: {},
    }));
    const added = await store.readEvents(interviewId, play.log.length);
    expect(added.map(({ kind }) => kind)).toEqual(['answer.started', 'answer.written', 'session.ended']);
    expect(await seenBy(play.evaluator)).toEqual({
      [questionId]: { text: 'Half of an answer', at: expect.any(Number) },
    });
  });

  it('does not repeat an answer whose draft was saved once more while it was sent', async () => {
    const { store, play, interviews, interviewId, questionId } = await writtenInterview();
    const end = (...before: NewEvent[]) =>
      interviews.execute(interviewId, SYSTEM, () => ({ events: before, result: {} }));
    await end({ kind: 'answer.written', payload: { questionId, text: 'I would measure first.' } });
    await store.saveDraft(interviewId, {
      seatId: play.candidate.seatId,
      questionId,
      text: 'I would measure',
    });
    await end({ kind: 'session.ended', payload: {} });
    const { recruiter } = await interviews.read(interviewId);
    expect(recruiter?.written[questionId]?.text).toBe('I would measure first.');
  });

  it('keeps an unsent answer to a follow-up whose words are in the answer to the question', async () => {
    const { store, play, interviews, interviewId, questionId } = await writtenInterview();
    const log = (event: NewEvent) =>
      interviews.execute(interviewId, SYSTEM, () => ({ events: [event], result: {} }));
    await log({ kind: 'answer.written', payload: { questionId, text: 'I would use SQL first.' } });
    await store.saveDraft(interviewId, { seatId: play.candidate.seatId, questionId, text: 'SQL' });
    await log({ kind: 'session.ended', payload: {} });
    const { recruiter } = await interviews.read(interviewId);
    expect(recruiter?.written[questionId]?.text).toBe('I would use SQL first.\n\nSQL');
  });

  it('notifies listeners of events from other servers when it catches up', async () => {
    const { here, there, interviewId } = await twoServers();
    const changes: InterviewChange[] = [];
    there.subscribe(change => changes.push(change));

    await here.execute(interviewId, SYSTEM, () => ({ events: [extension(3), extension(4)], result: {} }));
    await there.catchUp(interviewId);

    expect(changes).toHaveLength(1);
    expect(changes[0]?.local).toBe(false);
    expect(changes[0]?.events.map(event => event.kind)).toEqual(['session.extended', 'session.extended']);
  });

  it('executes a command and notifies everyone, even when one listener fails', async () => {
    const store = await openStore();
    const faults: unknown[] = [];
    const interviews = new Interviews({ store, onListenerFault: error => faults.push(error) });
    const interviewId = await newInterview(interviews);
    const told: InterviewChange[] = [];
    interviews.subscribe(() => {
      throw new Error('a faulty listener');
    });
    interviews.subscribe(change => told.push(change));

    const decide = () => ({ events: [extension(5)], result: 'done' });
    expect(await interviews.execute(interviewId, SYSTEM, decide, stamp(uuidv7()))).toBe('done');
    expect(told).toHaveLength(1);
    expect(faults).toEqual([new Error('a faulty listener')]);
  });

  it('never lets event times go backward, whatever the clock does', async () => {
    const store = await openStore();
    const clock = [5_000, 3_000, 4_000, 9_000];
    const interviews = new Interviews({ store, now: () => clock.shift() ?? 10_000 });
    const interviewId = await newInterview(interviews);
    for (let round = 0; round < 3; round += 1) {
      await interviews.execute(interviewId, SYSTEM, () => ({ events: [extension(1)], result: {} }));
    }
    const times = (await store.readEvents(interviewId, 0)).map(event => event.at);
    expect(times).toEqual([5_000, 5_000, 5_000, 9_000]);
  });

  it('returns not-found for a missing interview', async () => {
    const store = await openStore();
    const interviews = new Interviews({ store });
    await expect(interviews.read(uuidv7() as InterviewId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('shares one kit object between all interviews with this version, and has another for a different kit', async () => {
    const store = await openStore();
    const here = new Interviews({ store });
    const kitOf = async (chosen: ChosenKit) => {
      const interviewId = await newInterview(here);
      await here.execute(interviewId, SYSTEM, () => ({
        events: [{ kind: 'kit.chosen', payload: chosen }],
        result: {},
      }));
      // A server that reads the log has objects of its own.
      const anew = new Interviews({ store });
      const read = [await here.read(interviewId), await anew.read(interviewId)];
      return read.map(({ rubric }) => rubric?.chosen);
    };
    const [first, foreign] = await kitOf(chosenKit());
    expect(foreign).toEqual(first);
    expect(foreign).not.toBe(first);
    const [second] = await kitOf(structuredClone(chosenKit()));
    expect(second).toBe(first);
    const [newer] = await kitOf(chosenKit({ version: 2 }));
    expect(newer).not.toBe(first);
    const other = chosenKit({ kit: exampleInterviewKit({ level: 'Lead' }) });
    expect((await kitOf(other))[0]).toEqual(other);
  });

  it('applies nothing of a decision that throws', async () => {
    const store = await openStore();
    const interviews = new Interviews({ store });
    const interviewId = await newInterview(interviews);
    const refused = interviews.execute(interviewId, SYSTEM, () => {
      throw AppError.forbidden();
    });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    expect(await store.lastSeq(interviewId)).toBe(1);
  });
});
