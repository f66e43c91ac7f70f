import { describe, expect, it } from 'vitest';
import { nextStepOf } from '../../../client/screens/console/detail/NextStep.tsx';
import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import { exampleView, SEATS } from './exampleView.ts';

const AT = 10_000_000;
const MINUTE_MS = 60_000;
const LINK = { expiresAt: AT * 2, revoked: false };

/** A planned interview. The seats have links that work, unless changed. */
function planned(changes: Partial<Record<SeatId, Partial<SeatView>>> = {}): InterviewView {
  const { openedAt: _opened, endsAt: _ends, seats, ...view } = exampleView(SEATS.grace, []);
  const people = Object.values(seats).map(seat => [
    seat.seatId,
    { ...seat, presence: 'invited', link: LINK, ...changes[seat.seatId] },
  ]);
  return { ...view, phase: 'lobby', scheduledAt: AT, seats: Object.fromEntries(people) };
}

describe('the next step of an interview', () => {
  it('warns that no one can open it when the lead has no link that works, and offers another lead', () => {
    const revoked = { link: { ...LINK, revoked: true } };
    const ends = { link: { ...LINK, expiresAt: AT } };
    for (const grace of [revoked, ends, { ...revoked, presence: 'removed' as const }]) {
      const step = nextStepOf(planned({ [SEATS.grace]: grace }), 0);
      expect(step).toMatchObject({ tone: 'warning', actions: ['lead'] });
      expect(step.text).toMatch(
        /^No one can open this interview\. Grace is the lead.*Make someone else lead/,
      );
    }
    const alone = nextStepOf(planned({ [SEATS.grace]: revoked, [SEATS.edsger]: revoked }), 0);
    expect(alone.text).toContain('or add an interviewer');
    expect(nextStepOf(planned(), 0)).toMatchObject({ tone: 'info' });
  });

  it('warns that it is late, like the list, and offers a reminder and another lead', () => {
    expect(nextStepOf(planned(), AT + 4 * MINUTE_MS)).toEqual({
      tone: 'warning',
      text: 'Not started, 4 min late. Grace is the lead and isn’t here yet.',
      actions: ['remind', 'lead'],
    });
  });

  it('doesn’t count a removed candidate', () => {
    const step = nextStepOf(planned({ [SEATS.ada]: { presence: 'removed' } }), 0);
    expect(step.text).toContain('no candidate yet');
  });
});
