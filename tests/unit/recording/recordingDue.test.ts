import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { mayContinue, recordingDue, stopReasonOf } from '../../../shared/recording/recordingDue.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { RecordedLog, stretchId } from '../../support/recordedLog.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';

const dueOf = (log: RecordedLog) => recordingDue(log.state);

/** Starts an interview by the virtual recruiter whose candidate agrees to recording. */
function agreedPlay(practice: boolean): RecruiterPlay {
  const play = new RecruiterPlay({ settings: { practice } });
  return play.add('consent.given', {
    seatId: play.candidate.seatId,
    consent: { version: CONSENT_VERSION, recording: true, observers: true },
  });
}

describe('recordingDue', () => {
  it('is due while the session is open and the candidate is in the room and agrees', () => {
    const log = new RecordedLog().answer(true);
    log.enter(log.interviewer);
    expect(dueOf(log)).toBe('closed');
    expect(dueOf(log.add('session.opened', {}))).toBe('empty');
    const page = log.enter(log.candidate);
    expect(dueOf(log)).toBe('empty');
    expect(dueOf(log.add('seat.admitted', { seatId: log.candidate.seatId }))).toBe('due');
    expect(dueOf(log.disconnect(log.candidate, page))).toBe('due');
    log.connect(log.candidate, page);
    log.add('seat.entered', { seatId: log.candidate.seatId, clientId: page });
    expect(dueOf(log.add('session.closed', {}))).toBe('closed');
  });

  it('is not due with only interviewers, or after the candidate has left, was sent out, or was removed', () => {
    const gone = (happen: (log: RecordedLog) => unknown) => {
      const log = RecordedLog.inTheRoom();
      happen(log);
      return dueOf(log);
    };
    expect(gone(log => log.add('seat.left', { seatId: log.candidate.seatId, reason: 'left' }))).toBe('empty');
    expect(gone(log => log.add('seat.sentToLobby', { seatId: log.candidate.seatId }))).toBe('empty');
    expect(gone(log => log.add('seat.removed', { seatId: log.candidate.seatId }))).toBe('empty');
  });

  it('is not due while the only candidate was disconnected in the waiting room', () => {
    const log = new RecordedLog().answer(true).add('session.opened', {});
    log.disconnect(log.candidate, log.enter(log.candidate));
    expect(log.seat(log.candidate).presence).toBe('reconnecting');
    expect(dueOf(log)).toBe('empty');
  });

  it('is due until the candidate no longer agrees, and again once they do', () => {
    const log = RecordedLog.inTheRoom();
    expect(dueOf(log.answer(false))).toBe('consent');
    expect(dueOf(log.answer(true))).toBe('due');
  });

  it('is not due after consent to older wording', () => {
    expect(dueOf(RecordedLog.inTheRoom().answer(true, undefined, CONSENT_VERSION - 1))).toBe('consent');
  });

  it('requires consent from every candidate in the room, but from no one in the waiting room', () => {
    const second = newSeat('candidate', 'Alan');
    const log = RecordedLog.inTheRoom().add('seat.added', { seat: second }).answer(false, second);
    log.enter(second);
    expect(dueOf(log)).toBe('due');
    expect(dueOf(log.add('seat.admitted', { seatId: second.seatId }))).toBe('consent');
    expect(dueOf(log.answer(true, second))).toBe('due');
  });

  it('is not due while the lead has stopped recording', () => {
    const log = RecordedLog.inTheRoom().add('recording.directed', { order: 'stop' });
    expect(dueOf(log)).toBe('lead');
    expect(dueOf(log.add('recording.directed', { order: 'resume' }))).toBe('due');
  });

  it.each(['session.ended', 'interview.cancelled'] as const)('is never due again after %s', kind => {
    expect(dueOf(RecordedLog.inTheRoom().add(kind, {}))).toBe('over');
  });
});

describe('recordingDue in the virtual recruiter’s practice question', () => {
  const dueIn = (play: RecruiterPlay) => recordingDue(play.state);

  it('waits until the practice question is over, introduction included', () => {
    const play = agreedPlay(true).enter();
    expect(dueIn(play)).toBe('practice');
    play.until(({ recruiter }) => recruiter.said?.line === 'instructions');
    expect(dueIn(play)).toBe('practice');
    play.untilListening();
    expect(play.view.question?.practice).toBe(true);
    expect(dueIn(play)).toBe('practice');
    play.speak(5_000).until(({ recruiter }) => recruiter.said?.line === 'standard.practiceDone');
    expect(dueIn(play)).toBe('due');
  });

  it('stays off through a pause and a dropped connection', () => {
    const play = agreedPlay(true).leadEnters().enter().untilListening();
    play.order('pause');
    expect(dueIn(play)).toBe('practice');
    play.order('resume').disconnect();
    expect(dueIn(play)).toBe('practice');
  });

  it('is due when the practice question is skipped, and while a person has taken over', () => {
    const skipped = agreedPlay(true).leadEnters().enter().untilListening().order('skip');
    expect(dueIn(skipped)).toBe('due');
    const taken = agreedPlay(true).leadEnters().enter().untilListening().order('takeOver');
    taken.until(({ stage }) => stage.name === 'person');
    expect(dueIn(taken)).toBe('due');
  });

  it('covers everything from greeting to end when there is no practice question', () => {
    const play = agreedPlay(false).enter();
    expect(dueIn(play)).toBe('due');
    while (play.stage.name !== 'over') {
      play.until(({ stage }) => stage.name === 'listening' || stage.name === 'over');
      expect(dueIn(play)).toBe('due');
      if (play.stage.name === 'listening') play.answer(30_000);
    }
    play.until(({ state }) => state.phase === 'ended');
    expect(dueIn(play)).toBe('over');
  });

  it('leaves out only the practice question, whatever the candidate does in it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 200, max: 40_000 }), { maxLength: 6 }), speeches => {
        const play = agreedPlay(true).enter();
        let practised = false;
        const look = () => {
          const { topic } = play.recruiter;
          if (topic?.questionId) practised = true;
          const practising = topic !== undefined && topic.questionId === undefined;
          if (practising) expect(dueIn(play)).toBe('practice');
          if (practised && play.state.phase === 'open') expect(dueIn(play)).toBe('due');
        };
        for (const duration of speeches) {
          play.untilQuestionWaits();
          look();
          play.speak(duration);
          look();
          play.advance(6_000);
          look();
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a running recording', () => {
  it('continues while it is due', () => {
    const log = RecordedLog.inTheRoom().start('1');
    expect(mayContinue(log.state)).toBe(true);
    expect(mayContinue(log.answer(false).state)).toBe(false);
  });

  it('ends when it is deleted, even if the lead wants the next one to start', () => {
    const log = RecordedLog.inTheRoom().start('1').erase().add('recording.directed', { order: 'resume' });
    expect(dueOf(log)).toBe('due');
    expect(mayContinue(log.state)).toBe(false);
    expect(stopReasonOf(log.state)).toBe('erased');
  });

  it.each([
    ['consent', (log: RecordedLog) => log.answer(false)],
    ['lead', (log: RecordedLog) => log.add('recording.directed', { order: 'stop' })],
    ['closed', (log: RecordedLog) => log.add('session.closed', {})],
    ['empty', (log: RecordedLog) => log.add('seat.left', { seatId: log.candidate.seatId, reason: 'left' })],
    ['media-lost', (log: RecordedLog) => log],
  ] as const)('ends because of %s', (reason, happen) => {
    const log = RecordedLog.inTheRoom().start('1');
    happen(log);
    expect(stopReasonOf(log.state)).toBe(reason);
    expect(stopReasonOf(log.state, 'room-closed')).toBe(reason);
    expect(stopReasonOf(log.state, 'storage-full')).toBe('storage-full');
    expect(stopReasonOf(log.state, 'failed')).toBe('failed');
  });
});

describe('the reason why recording is off', () => {
  const seenBy = (log: RecordedLog) => {
    const why = (seat: { seatId: RecordedLog['candidate']['seatId'] }) =>
      viewOf(log.state, { kind: 'seat', seatId: seat.seatId }).recording.why;
    return {
      candidate: why(log.candidate),
      lead: why(log.interviewer),
      evaluator: why(log.evaluator),
      observer: why(log.observer),
      console: viewOf(log.state, { kind: 'organizer' }).recording.why,
    };
  };
  const everybody = (why: string) => ({
    candidate: why,
    lead: why,
    evaluator: why,
    observer: why,
    console: why,
  });

  it('is visible to everyone when it says nothing about a person', () => {
    expect(seenBy(new RecordedLog())).toEqual(everybody('waiting'));
    expect(seenBy(RecordedLog.inTheRoom())).toEqual(everybody('waiting'));
    expect(seenBy(RecordedLog.inTheRoom().add('recording.directed', { order: 'stop' }))).toEqual(
      everybody('lead'),
    );
    expect(seenBy(RecordedLog.inTheRoom().add('session.ended', {}))).toEqual(everybody('over'));
  });

  it('is hidden from evaluators and observers when the candidate has not agreed', () => {
    expect(seenBy(RecordedLog.inTheRoom().answer(false))).toEqual({
      candidate: 'consent',
      lead: 'consent',
      console: 'consent',
    });
  });

  it('does not tell one candidate about another', () => {
    const second = newSeat('candidate', 'Alan');
    const log = RecordedLog.inTheRoom().add('seat.added', { seat: second }).answer(false, second);
    log.enter(second);
    log.add('seat.admitted', { seatId: second.seatId });
    expect(seenBy(log).candidate).toBeUndefined();
  });

  it('is visible only to interviewers and the console when it is a failure', () => {
    expect(seenBy(RecordedLog.inTheRoom().add('recording.refused', { trouble: 'storage-full' }))).toEqual({
      lead: 'trouble',
      console: 'trouble',
    });
  });

  it('warns only interviewers and the console about a disk that fills', () => {
    const log = RecordedLog.inTheRoom().start('1');
    log.add('recording.storageChanged', { stretchId: stretchId('1'), low: true });
    const { state } = log;
    const seatOf = (role: string) => Object.values(state.seats).find(seat => seat.role === role)?.seatId;
    const seenAs = (role: string) => {
      const seatId = seatOf(role);
      if (!seatId) throw new Error(`There is no ${role}.`);
      return viewOf(state, { kind: 'seat', seatId }).recording;
    };
    const warned = { state: 'on', storageLow: true, kept: true };
    expect(viewOf(state, { kind: 'organizer' }).recording).toEqual(warned);
    expect(seenAs('interviewer')).toEqual(warned);
    expect(seenAs('candidate')).toEqual({ state: 'on', kept: true });
  });

  it('is absent while recording runs', () => {
    const { recording } = viewOf(RecordedLog.inTheRoom().start('1').state, { kind: 'organizer' });
    expect(recording).toEqual({ state: 'on', kept: true });
  });
});
