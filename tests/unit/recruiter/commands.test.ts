import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../server/features/command.ts';
import { commandHandlers } from '../../../server/features/commands.ts';
import { createDraftQueries } from '../../../server/features/recruiter/commands.ts';
import { stepEvents } from '../../../server/features/recruiter/stepEvents.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { ClientId } from '../../../shared/ids.ts';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { ENGINE_RULES } from '../../../shared/recruiter/timing.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { InterviewLog, newClientId } from '../../support/interviewLog.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';

const FIRST = QuestionId.parse('question-1');
const SECOND = QuestionId.parse('question-2');
const yes = { version: 1, recording: true, observers: true };

function as(play: RecruiterPlay, seat: NewSeat): CommandContext {
  const found = play.state.seats[seat.seatId];
  if (!found) throw new Error('There is no such seat.');
  return {
    state: play.state,
    now: play.now,
    clientId: newClientId(),
    serverId: 'server-1',
    actorName: seat.displayName,
    own: () => found,
  };
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as AppError).code;
  }
  return 'no error';
}

describe('seat.enter by a candidate with the virtual recruiter', () => {
  const MINUTE_MS = 60_000;
  const consented = { version: 1, recording: true, observers: true };
  const awaited = (opensInMs: number, closesInMs: number) => {
    const play = new RecruiterPlay();
    const window = { opensAt: play.now + opensInMs, closesAt: play.now + closesInMs };
    play.add('interview.changed', { window });
    play.add('consent.given', { seatId: play.candidate.seatId, consent: consented });
    return { play, window };
  };
  const enter = (play: RecruiterPlay, seat: NewSeat = play.candidate) =>
    commandHandlers['seat.enter'](as(play, seat), {}).events.map(({ kind }) => kind);
  const refusal = (play: RecruiterPlay) => {
    try {
      return enter(play);
    } catch (error) {
      const { code, details } = error as AppError;
      return { code, details };
    }
  };

  it('is rejected before the window opens and from its deadline on, with both times', () => {
    const early = awaited(MINUTE_MS, 2 * MINUTE_MS);
    expect(refusal(early.play)).toEqual({ code: 'outside-window', details: early.window });
    const late = awaited(-2 * MINUTE_MS, -1);
    expect(refusal(late.play)).toEqual({ code: 'outside-window', details: late.window });
  });

  it('opens the session inside the window, and at any time without a window', () => {
    expect(enter(awaited(-1, MINUTE_MS).play)).toContain('session.opened');
    const { play } = awaited(MINUTE_MS, 2 * MINUTE_MS);
    play.add('interview.changed', { window: null });
    expect(enter(play)).toContain('session.opened');
  });

  it('is never rejected once the session has started', () => {
    const { play } = awaited(-2 * MINUTE_MS, -1);
    play.add('session.opened', {});
    expect(enter(play)).toContain('seat.entered');
  });

  it('is not rejected for anyone else, nor for a candidate whom people interview', () => {
    const { play } = awaited(MINUTE_MS, 2 * MINUTE_MS);
    expect(enter(play, play.lead)).toContain('seat.entered');
    play.add('recruiter.assigned', {});
    expect(enter(play)).toContain('seat.entered');
  });
});

describe('recruiter.press', () => {
  it('is stored together with everything that follows from it', () => {
    const play = new RecruiterPlay().begin();
    const utterance = play.view.caption?.utterance ?? 0;
    const { events } = commandHandlers['recruiter.press'](as(play, play.candidate), {
      button: 'skip',
      utterance,
    });
    expect(events).toEqual([
      {
        kind: 'recruiter.stepped',
        payload: { input: { type: 'pressed', button: 'skip' }, rules: ENGINE_RULES },
      },
      { kind: 'question.closed', payload: { questionId: FIRST, outcome: 'skipped' } },
    ]);
  });

  it('is a conflict when the virtual recruiter has advanced, so that a late press never skips the next question', () => {
    const play = new RecruiterPlay().begin();
    const utterance = play.view.caption?.utterance ?? 0;
    const press = (button: 'skip' | 'finished', at: number) => () =>
      commandHandlers['recruiter.press'](as(play, play.candidate), { button, utterance: at });
    expect(codeOf(press('skip', utterance - 1))).toBe('conflict');
    expect(codeOf(press('finished', utterance))).toBe('conflict');
    expect(codeOf(press('skip', utterance))).toBe('no error');
  });

  it('is rejected when people ask the questions', () => {
    const log = new InterviewLog().add('kit.chosen', chosenKit()).openAndAdmit();
    const context = { ...contextOf(log, log.candidate), now: log.lastAt };
    expect(codeOf(() => commandHandlers['recruiter.press'](context, { button: 'skip', utterance: 0 }))).toBe(
      'wrong-phase',
    );
  });

  it('is rejected for a second candidate, whom the virtual recruiter does not interview', () => {
    const play = new RecruiterPlay().begin();
    const other = play.addCandidate();
    const press = () =>
      commandHandlers['recruiter.press'](as(play, other), {
        button: 'skip',
        utterance: play.view.caption?.utterance ?? 0,
      });
    expect(codeOf(press)).toBe('forbidden');
  });
});

describe('recruiter.write', () => {
  it('submits a written answer when that is enabled, for the open question only', () => {
    const play = new RecruiterPlay({ accommodations: { textAnswers: true } }).begin();
    const write = (questionId: QuestionId) => () =>
      commandHandlers['recruiter.write'](as(play, play.candidate), { questionId, text: 'One two three.' });
    expect(write(FIRST)().events.map(({ kind }) => kind)).toEqual([
      'answer.written',
      'recruiter.stepped',
      'answer.started',
    ]);
    expect(codeOf(write(SECOND))).toBe('conflict');
    play.untilListening().press('finished');
    expect(codeOf(write(FIRST))).toBe('conflict');
  });

  it('is forbidden when it is not enabled', () => {
    const play = new RecruiterPlay().begin();
    const write = () =>
      commandHandlers['recruiter.write'](as(play, play.candidate), { questionId: FIRST, text: 'One.' });
    expect(codeOf(write)).toBe('forbidden');
  });
});

describe('a draft', () => {
  const TEXT = 'I would measure';
  const writing = () => new RecruiterPlay({ accommodations: { textAnswers: true } }).begin();
  const draft = (play: RecruiterPlay, questionId: QuestionId) => () =>
    commandHandlers['recruiter.write'](as(play, play.candidate), { questionId, text: TEXT, draft: true })
      .events;
  const stored = { kind: 'answer.written', payload: { questionId: FIRST, text: TEXT } };

  it('is stored as an answer, and its question stays open', () => {
    const play = writing();
    expect(draft(play, FIRST)()).toEqual([
      { kind: 'answer.started', payload: { questionId: FIRST } },
      stored,
    ]);
    play.untilListening().speak(3_000);
    expect(draft(play, FIRST)()).toEqual([stored]);
  });

  it('is still stored when its question has just closed, but not later', () => {
    const play = writing().press('skip').untilListening();
    expect(play.view.question?.questionId).toBe(SECOND);
    expect(draft(play, FIRST)()).toEqual([stored]);
    play.advance(40_000);
    expect(codeOf(draft(play, FIRST))).toBe('conflict');
  });

  it('is kept while it is typed, and only as long as its question takes it', async () => {
    const play = writing();
    const kept: string[] = [];
    const store = { saveDraft: async () => kept.push(TEXT) > 0, readDrafts: async () => [] };
    const { 'recruiter.saveDraft': save } = createDraftQueries(store, () => play.now);
    const typed = () => {
      const { state, own, clientId } = as(play, play.candidate);
      const { interviewId } = state;
      const { seatId } = own();
      const params = { questionId: FIRST, text: TEXT };
      return save({ page: { interviewId, seatId, clientId }, seat: own(), state, params });
    };
    await typed();
    play.press('skip').untilListening();
    await typed();
    play.advance(40_000);
    await expect(typed()).rejects.toMatchObject({ code: 'conflict' });
    expect(kept).toHaveLength(2);
  });

  it('of a question that was never asked is a conflict', () => {
    expect(codeOf(draft(writing(), SECOND))).toBe('conflict');
  });
});

describe('recruiter.setWriting', () => {
  const write = (play: RecruiterPlay) => () =>
    commandHandlers['recruiter.setWriting'](as(play, play.candidate), { on: true });

  it('tells the recruiter, once', () => {
    const play = new RecruiterPlay({ accommodations: { textAnswers: true } }).begin();
    const { events } = write(play)();
    expect(events.map(({ payload }) => payload)).toMatchObject([{ input: { type: 'writing', on: true } }]);
    play.input({ type: 'writing', on: true });
    expect(play.view.writes).toBe(true);
    expect(write(play)().events).toEqual([]);
  });

  it('is forbidden when written answers are not enabled', () => {
    expect(codeOf(write(new RecruiterPlay().begin()))).toBe('forbidden');
  });
});

describe('recruiter.direct', () => {
  it('executes the orders that the view lists, and is a conflict otherwise', () => {
    const play = new RecruiterPlay().leadEnters().begin();
    const direct = (order: 'pause' | 'handBack') => () =>
      commandHandlers['recruiter.direct'](as(play, play.lead), { order });
    expect(direct('pause')().events).toHaveLength(1);
    expect(codeOf(direct('handBack'))).toBe('conflict');
  });
});

describe('the arrival of the candidate', () => {
  function awaited() {
    const log = new InterviewLog()
      .add('kit.chosen', chosenKit())
      .add('recruiter.assigned', { settings: DEFAULT_RECRUITER });
    return log.add('consent.given', { seatId: log.candidate.seatId, consent: yes });
  }
  const enter = (log: InterviewLog, clientId: ClientId) =>
    commandHandlers['seat.enter'](contextOf(log, log.candidate, clientId), {}).events.map(({ kind }) => kind);

  it('opens the session and admits the candidate without anyone else', () => {
    const log = awaited();
    expect(enter(log, log.connect(log.candidate))).toEqual([
      'seat.entered',
      'session.opened',
      'seat.admitted',
    ]);
  });

  it('updates the kit to its newest version', () => {
    const log = awaited();
    const clientId = log.connect(log.candidate);
    const { events } = commandHandlers['seat.enter'](
      contextOf(log, log.candidate, clientId),
      {},
      chosenKit({ version: 2 }),
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      'seat.entered',
      'kit.chosen',
      'session.opened',
      'seat.admitted',
    ]);
  });

  it('only admits the candidate when the lead has opened the session', () => {
    const log = awaited().add('session.opened', {});
    expect(enter(log, log.connect(log.candidate))).toEqual(['seat.entered', 'seat.admitted']);
  });

  it('does not reopen a session that the lead paused, nor admit a candidate who was sent out', () => {
    const closed = awaited().add('session.opened', {}).add('session.closed', {});
    expect(enter(closed, closed.connect(closed.candidate))).toEqual(['seat.entered']);
    const sent = awaited();
    sent.enter(sent.candidate);
    sent.openAndAdmit().add('seat.sentToLobby', { seatId: sent.candidate.seatId });
    expect(enter(sent, sent.connect(sent.candidate))).toEqual(['seat.entered']);
  });

  it('opens nothing when people hold the interview', () => {
    const log = new InterviewLog().add('kit.chosen', chosenKit());
    log.add('consent.given', { seatId: log.candidate.seatId, consent: yes });
    expect(enter(log, log.connect(log.candidate))).toEqual(['seat.entered']);
  });
});

describe('inputs of the virtual recruiter', () => {
  it('are not stored when they change nothing', () => {
    const play = new RecruiterPlay().begin();
    expect(stepEvents(play.state, { type: 'play.ended', utterance: 99 }, play.now)).toEqual([]);
    expect(stepEvents(play.state, { type: 'time' }, play.now)).toEqual([]);
  });

  it('are not stored when the session is not open', () => {
    const play = new RecruiterPlay().begin();
    play.add('session.closed', {});
    expect(stepEvents(play.state, { type: 'voice', state: 'speaking', agoMs: 0 }, play.now)).toEqual([]);
  });
});

function contextOf(log: InterviewLog, seat: NewSeat, clientId: ClientId = newClientId()): CommandContext {
  return {
    state: log.state,
    now: log.lastAt,
    clientId,
    serverId: 'server-1',
    actorName: seat.displayName,
    own: () => log.seat(seat),
  };
}
