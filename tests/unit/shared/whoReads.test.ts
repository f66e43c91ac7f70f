import { describe, expect, it } from 'vitest';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { diff } from '../../../shared/protocol/mergePatch.ts';
import { InterviewLog, newClientId, newMessageId, newSeat } from '../../support/interviewLog.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';
import { RubricPlay } from '../../support/rubricPlay.ts';

class Talk {
  readonly log = new InterviewLog();

  /** Everyone has joined and the session is open; the candidate waits to be admitted. */
  constructor() {
    const { log } = this;
    this.consent(true);
    for (const seat of [log.candidate, log.interviewer, log.secondInterviewer, log.evaluator, log.observer])
      log.enter(seat);
    log.add('session.opened', {});
  }

  consent(observers: boolean): this {
    const { seatId } = this.log.candidate;
    this.log.add('consent.given', { seatId, consent: { version: 2, recording: true, observers } });
    return this;
  }

  admit(): this {
    this.log.add('seat.admitted', { seatId: this.log.candidate.seatId });
    return this;
  }

  leave({ seatId }: NewSeat): this {
    this.log.add('seat.left', { seatId, reason: 'left' });
    return this;
  }

  say(text: string, from: NewSeat = this.log.interviewer): this {
    this.log.add('chat.sent', { messageId: newMessageId(), fromSeatId: from.seatId, text });
    return this;
  }

  read(seat: NewSeat): string[] {
    const view = viewOf(this.log.state, { kind: 'seat', seatId: seat.seatId });
    return Object.values(view.chat).map(({ text }) => text);
  }
}

describe('chat can be read', () => {
  it('by everyone who is in the room when a line is sent', () => {
    const talk = new Talk().admit().say('Hello.');
    const { candidate, interviewer, secondInterviewer, evaluator, observer } = talk.log;
    for (const seat of [candidate, interviewer, secondInterviewer, evaluator, observer])
      expect(talk.read(seat), seat.displayName).toEqual(['Hello.']);
  });

  it('by a candidate from admission on, but not earlier lines or those sent while back in the waiting room', () => {
    const talk = new Talk().say('Is she late?').admit().say('Welcome.');
    const { candidate } = talk.log;
    expect(talk.read(candidate)).toEqual(['Welcome.']);
    talk.log.add('seat.sentToLobby', { seatId: candidate.seatId });
    expect(talk.read(candidate)).toEqual([]);
    talk.say('What do you think of her?').admit().say('Here we are again.');
    expect(talk.read(candidate)).toEqual(['Welcome.', 'Here we are again.']);
  });

  it.each(['evaluator', 'observer', 'secondInterviewer'] as const)(
    'by no %s who is still in pre-join, nor lines from before they joined',
    role => {
      const talk = new Talk().admit();
      const seat = talk.log[role];
      talk.leave(seat);
      talk.log.connect(seat);
      talk.say('Between us.');
      expect(talk.read(seat)).toEqual([]);
      talk.log.enter(seat);
      talk.say('Welcome back.');
      expect(talk.read(seat)).toEqual(['Welcome back.']);
    },
  );

  it('by disconnected people once they return, because they kept their seat', () => {
    const talk = new Talk().admit();
    const page = talk.log.enter(talk.log.candidate);
    talk.log.disconnect(talk.log.candidate, page);
    talk.say('We see that you dropped.');
    talk.log.enter(talk.log.candidate, page);
    expect(talk.read(talk.log.candidate)).toEqual(['We see that you dropped.']);
  });

  it('by no one in a break, and again after it', () => {
    const talk = new Talk().admit().say('Hello.');
    talk.log.add('session.closed', {});
    for (const seat of [talk.log.candidate, talk.log.evaluator]) expect(talk.read(seat)).toEqual([]);
    talk.log.add('session.opened', {});
    talk.admit();
    for (const seat of [talk.log.candidate, talk.log.evaluator]) expect(talk.read(seat)).toEqual(['Hello.']);
  });

  it('after the end by those who could read it before, and by no one who was absent', () => {
    const talk = new Talk().say('Before you came.').admit();
    const { candidate, evaluator, interviewer } = talk.log;
    talk.leave(evaluator).say('With you.').leave(candidate).say('After you left.');
    talk.log.add('session.ended', {});
    expect(talk.read(candidate)).toEqual(['With you.']);
    expect(talk.read(evaluator)).toEqual(['Before you came.']);
    expect(talk.read(interviewer)).toEqual(['Before you came.', 'With you.', 'After you left.']);
  });

  it('by no observer after a candidate has refused, neither during the interview nor after it', () => {
    const talk = new Talk().admit().say('Hello.');
    const { observer } = talk.log;
    expect(talk.read(observer)).toEqual(['Hello.']);
    // Also while their page is still connected, for a moment.
    talk.consent(false).say('Without watchers.');
    expect(talk.read(observer)).toEqual([]);
    talk.log.add('session.ended', {});
    expect(talk.read(observer)).toEqual([]);
    talk.consent(true);
    expect(talk.read(observer)).toEqual(['Hello.']);
  });

  it('in patches as in full views: lines are in no patch for people outside', () => {
    const talk = new Talk();
    const before = talk.log.state;
    const after = talk.say('Is she late?').log.state;
    const patchFor = ({ seatId }: NewSeat) => {
      const viewer = { kind: 'seat', seatId } as const;
      return diff(viewOf(before, viewer), viewOf(after, viewer));
    };
    expect(patchFor(talk.log.candidate)).toBeUndefined();
    expect(JSON.stringify(patchFor(talk.log.evaluator))).toContain('Is she late?');
  });
});

describe('whether an evaluator is in the room', () => {
  it('is visible to the candidate and the console, and to no evaluator or observer', () => {
    const play = new RecruiterPlay().begin();
    const console = () => viewOf(play.state, { kind: 'organizer' }).recruiter?.attended;
    expect([play.view.attended, console()]).toEqual([false, false]);
    play.evaluatorEnters();
    expect([play.view.attended, console()]).toEqual([true, true]);
    expect(play.viewOf(play.evaluator).attended).toBeUndefined();
  });
});

describe('captions and the question can be read', () => {
  it('by those in the room, and by no one who is still in pre-join', () => {
    const play = new RecruiterPlay();
    const inPreJoin = () => [play.viewOf(play.lead), play.viewOf(play.evaluator)];
    play.enter();
    let spoken = 0;
    for (let turn = 0; turn < 20 && play.stage.name !== 'listening'; turn += 1) {
      play.advance(2_000);
      if (play.view.caption) spoken += 1;
      for (const view of inPreJoin()) {
        expect(view.caption).toBeUndefined();
        expect(view.question).toBeUndefined();
        expect(view.trouble).toBeUndefined();
      }
    }
    expect(spoken).toBeGreaterThan(0);
    expect(play.view.question).toBeDefined();
    play.leadEnters();
    expect(play.viewOf(play.lead).caption).toEqual(play.view.caption);
    expect(play.viewOf(play.lead).question).toEqual(play.view.question);
  });

  it('by no observer after the candidate has refused', () => {
    const play = new RecruiterPlay().begin();
    const observer = newSeat('observer', 'Alan');
    const page = { seatId: observer.seatId, clientId: newClientId() };
    play.add('seat.added', { seat: observer });
    play.add('seat.connected', { ...page, serverId: 'server-1' }).add('seat.entered', page);
    expect(play.viewOf(observer).question).toBeDefined();
    const { seatId } = play.candidate;
    play.add('consent.given', { seatId, consent: { version: 2, recording: true, observers: false } });
    expect(play.viewOf(observer).question).toBeUndefined();
    expect(play.viewOf(observer).caption).toBeUndefined();
  });

  it('by the console as a position in the list, without texts', () => {
    const play = new RecruiterPlay().begin();
    const { recruiter } = viewOf(play.state, { kind: 'organizer' });
    expect(recruiter?.question).toMatchObject({ number: 1 });
    expect(recruiter?.caption).toBeUndefined();
  });

  it('by the console without times when the viewer rates as well', () => {
    const play = new RecruiterPlay({ accommodations: { extraTime: 2 } }).begin();
    const view = (email: string) => viewOf(play.state, { kind: 'organizer', email, role: 'owner' }).recruiter;
    expect(view('olga@example.org')).toMatchObject({ turn: 'thinking', thinksUntil: expect.any(Number) });
    expect(view('EVALUATOR@example.org')?.turn).toBe('yours');
    expect(view('EVALUATOR@example.org')?.thinksUntil).toBeUndefined();
  });

  it('by evaluators in the room only: the position is hidden from one who has not entered', () => {
    const play = new RubricPlay();
    play.play({ move: 'open', by: 0, question: 0 });
    play.play({ move: 'probe', by: 0, question: 0 });
    const evaluator = play.viewer(2);
    expect(viewOf(play.state, evaluator).rubric?.currentQuestionId).toBeDefined();
    expect(Object.keys(viewOf(play.state, evaluator).rubric?.questions ?? {})).toHaveLength(1);
    play.command(evaluator, 'seat.leave', {});
    expect(viewOf(play.state, evaluator).rubric).toMatchObject({ questions: {}, probes: {}, logistics: {} });
    expect(viewOf(play.state, evaluator).rubric?.currentQuestionId).toBeUndefined();
    play.play({ move: 'end', by: 0 });
    expect(Object.keys(viewOf(play.state, evaluator).rubric?.questions ?? {})).toHaveLength(1);
  });
});
