import { describe, expect, it } from 'vitest';
import {
  ratesInterview,
  scoringActions,
  scoringState,
} from '../../../client/screens/console/detail/scoringState.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { InterviewLog } from '../../support/interviewLog.ts';

const seen = (log: InterviewLog) => viewOf(log.state, { kind: 'organizer' });
const withKit = () => new InterviewLog().add('kit.chosen', chosenKit());
const lock = (log: InterviewLog) =>
  log.add('scorecard.locked', { seatId: log.interviewer.seatId, recommendation: 'yes', summary: '' });

/** An ended interview with only Grace in the room. */
function ended(): InterviewLog {
  const log = withKit();
  log.enter(log.interviewer);
  return log.openAndAdmit().add('session.ended', {});
}

const NOTHING = { openEarly: false, close: false };

describe('scoring of an interview in the console', () => {
  it('is absent without a kit', () => {
    const view = seen(new InterviewLog());
    expect(scoringState(view)).toBeUndefined();
    expect(scoringActions(view)).toEqual(NOTHING);
  });

  it('is independent before the call, without any action', () => {
    expect(scoringState(seen(withKit()))).toBe('independent');
    expect(scoringActions(seen(withKit()))).toEqual(NOTHING);
  });

  it('can be opened early during the call, and closed only after it', () => {
    const log = withKit().openAndAdmit();
    expect(scoringActions(seen(log))).toEqual({ openEarly: true, close: false });
    expect(scoringState(seen(ended()))).toBe('independent');
    expect(scoringActions(seen(ended()))).toEqual({ openEarly: true, close: true });
  });

  it('leads those to their own scorecard who were in the call, once it is over', () => {
    const log = ended();
    const view = seen(log);
    const { seatId } = log.interviewer;
    const own = view.seats[seatId];
    if (!own) throw new Error('Grace has no seat.');
    const over = { ...view, seats: { ...view.seats, [seatId]: { ...own, email: 'Grace@example.org' } } };
    expect(ratesInterview(over, 'grace@example.org')).toBe(true);
    expect(ratesInterview({ ...over, phase: 'open' }, 'grace@example.org')).toBe(false);
    for (const email of ['olga@example.org', undefined]) expect(ratesInterview(over, email)).toBe(false);
  });

  it('is open once everyone has locked, and can then only be closed', () => {
    const view = seen(lock(ended()));
    expect(scoringState(view)).toBe('open');
    expect(scoringActions(view)).toEqual({ openEarly: false, close: true });
  });

  it('is open after an early opening', () => {
    const view = seen(
      withKit().openAndAdmit().add('scorecards.opened', { byName: 'Olga', reason: 'Due today.' }),
    );
    expect(scoringState(view)).toBe('open');
    expect(scoringActions(view)).toEqual(NOTHING);
  });

  it('stays hidden when it was closed first, or the interview was canceled', () => {
    const closed = seen(ended().add('scoring.closed', {}));
    expect(scoringState(closed)).toBe('shut');
    expect(scoringActions(closed)).toEqual(NOTHING);
    const cancelled = seen(withKit().add('interview.cancelled', {}));
    expect(scoringState(cancelled)).toBe('shut');
    expect(scoringActions(cancelled)).toEqual(NOTHING);
  });

  it('stays readable when it is closed after it was open', () => {
    const view = seen(lock(ended()).add('scoring.closed', {}));
    expect(scoringState(view)).toBe('open');
    expect(scoringActions(view)).toEqual(NOTHING);
  });
});
