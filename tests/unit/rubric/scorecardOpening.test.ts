import { describe, expect, it } from 'vitest';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { scorecardsOpen } from '../../../shared/rubric/scorecardOpening.ts';
import { chosenKit, exampleInterviewKit } from '../../support/exampleKit.ts';
import { InterviewLog, newLinkId } from '../../support/interviewLog.ts';

/** An interview with a kit and no actions yet. */
const planned = () => new InterviewLog().add('kit.chosen', chosenKit());

function rate(log: InterviewLog, { seatId }: NewSeat): void {
  for (const { id, competencies } of exampleInterviewKit().questions)
    for (const competencyId of competencies)
      log.add('rating.put', {
        seatId,
        questionId: id,
        competencyId,
        value: 3,
        version: 1,
        stamp: { mediaTimeMs: 0 },
      });
}

function lock(log: InterviewLog, { seatId }: NewSeat): void {
  log.add('scorecard.locked', { seatId, recommendation: 'yes', summary: '' });
}

function rateAndLock(log: InterviewLog, seat: NewSeat): void {
  rate(log, seat);
  lock(log, seat);
}

function shownTo(log: InterviewLog, { seatId }: NewSeat): string[] {
  return Object.keys(viewOf(log.state, { kind: 'seat', seatId }).rubric?.scorecards ?? {});
}

describe('scorecards wait', () => {
  it('for those who were in the room while it was open, even if they joined before there was a kit', () => {
    const log = new InterviewLog();
    log.enter(log.interviewer);
    log.enter(log.evaluator);
    log.add('kit.chosen', chosenKit()).openAndAdmit();
    rateAndLock(log, log.interviewer);
    log.add('session.ended', {});
    expect(scorecardsOpen(log.state)).toBe(false);
    rateAndLock(log, log.evaluator);
    expect(scorecardsOpen(log.state)).toBe(true);
  });

  it('for no one who was only in the waiting room or never joined', () => {
    const log = planned();
    log.enter(log.evaluator);
    log.add('seat.left', { seatId: log.evaluator.seatId, reason: 'left' });
    log.enter(log.interviewer);
    log.openAndAdmit();
    rateAndLock(log, log.interviewer);
    log.add('session.ended', {});
    expect(scorecardsOpen(log.state)).toBe(true);
  });

  it('for no one who was removed', () => {
    const log = planned();
    log.enter(log.interviewer);
    log.enter(log.evaluator);
    log.openAndAdmit();
    rateAndLock(log, log.interviewer);
    rate(log, log.evaluator);
    log.add('seat.removed', { seatId: log.evaluator.seatId }).add('session.ended', {});
    expect(shownTo(log, log.interviewer)).toEqual([log.interviewer.seatId]);
    expect(shownTo(log, log.evaluator)).toEqual([]);
  });

  it('for a person who was removed and invited again', () => {
    const log = planned();
    log.enter(log.interviewer);
    log.enter(log.evaluator);
    log.openAndAdmit();
    rateAndLock(log, log.interviewer);
    const { seatId } = log.evaluator;
    log.add('seat.removed', { seatId });
    log.add('link.issued', { seatId, linkId: newLinkId(), expiresAt: log.lastAt });
    log.add('session.ended', {});
    expect(scorecardsOpen(log.state)).toBe(false);
    rateAndLock(log, log.evaluator);
    expect(scorecardsOpen(log.state)).toBe(true);
  });

  it('forever when no one has rated: there is nothing to show', () => {
    const log = planned().openAndAdmit().add('session.ended', {});
    expect(scorecardsOpen(log.state)).toBe(false);
  });
});

describe('open scorecards', () => {
  it('stay open when an unexpected person starts to rate, who sees them after locking as well', () => {
    const log = planned();
    const { interviewer, evaluator } = log;
    log.enter(interviewer);
    log.openAndAdmit();
    rateAndLock(log, interviewer);
    log.add('session.ended', {});
    rate(log, evaluator);
    expect(shownTo(log, interviewer)).toEqual([interviewer.seatId]);
    expect(shownTo(log, evaluator)).toEqual([]);
    lock(log, evaluator);
    expect(shownTo(log, interviewer)).toEqual([interviewer.seatId, evaluator.seatId]);
    expect(shownTo(log, evaluator)).toEqual([interviewer.seatId, evaluator.seatId]);
  });
});

describe('a staff member who also rates', () => {
  it('sees in the console no more than from their seat until they have locked or rating has ended', () => {
    const log = planned();
    const { interviewer, evaluator } = log;
    log.enter(interviewer);
    log.enter(evaluator);
    log.openAndAdmit();
    rateAndLock(log, interviewer);
    log.add('scorecards.opened', { byName: 'Grace', reason: 'The decision is due today.' });
    const seen = (email: string) =>
      Object.keys(viewOf(log.state, { kind: 'organizer', email }).rubric?.scorecards ?? {}).length;
    const [own, others] = ['EVALUATOR@example.org', 'olga@example.org'];
    expect([seen(own), seen(others)]).toEqual([0, 1]);
    rate(log, evaluator);
    expect([seen(own), seen(others)]).toEqual([0, 1]);
    const closed = log.add('session.ended', {}).events.length;
    log.add('scoring.closed', {});
    expect([seen(own), seen(others)]).toEqual([1, 1]);
    log.events.length = closed;
    lock(log, evaluator);
    expect([seen(own), seen(others)]).toEqual([2, 2]);
  });
});
