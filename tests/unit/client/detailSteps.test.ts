import { describe, expect, it, vi } from 'vitest';
import { peopleTime } from '../../../client/screens/console/detail/EditInterview.tsx';
import { linkedPeople } from '../../../client/screens/console/detail/InterviewLinks.tsx';
import { nextStepOf } from '../../../client/screens/console/detail/NextStep.tsx';
import { pendingMove } from '../../../client/screens/console/detail/PendingMove.tsx';
import { absenceText, linkWords } from '../../../client/screens/console/detail/Person.tsx';
import { isJoinTime } from '../../../client/screens/console/home/EnterButton.tsx';
import { bulkTexts } from '../../../client/texts/bulk.ts';
import { newInterviewTexts } from '../../../client/texts/newInterview.ts';
import { formatLongDay, formatTime } from '../../../client/texts/times.ts';
import { BulkId, type SeatId } from '../../../shared/ids.ts';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import { newInterviewId } from '../../support/interviewLog.ts';
import { exampleView, SEATS } from './exampleView.ts';

// The modules of pages read the organization and watch the pointer when they load.
vi.hoisted(() => {
  vi.stubGlobal('document', { querySelector: () => null });
  vi.stubGlobal('window', new EventTarget());
});

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

it('a move asks whether the candidate has another interview at the new time', () => {
  const view = planned({ [SEATS.ada]: { email: 'ada@example.org' } });
  const draft = { recruiterChosen: false, kitId: '', when: '2027-03-01T10:00', zone: 'UTC', minutes: '45' };
  expect(peopleTime(view, { ...draft, occurrence: undefined })).toEqual({
    ...{ at: Date.UTC(2027, 2, 1, 10), minutes: 45, zone: 'UTC' },
    ...{ except: view.interviewId, candidate: 'ada@example.org' },
  });
});

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

  it('says who canceled the interview, when, and what they wrote', () => {
    const view = { ...planned(), phase: 'cancelled' as const, endedAt: AT };
    const canceled = { by: 'candidate' as const, note: 'I took another position.' };
    const time = formatTime(AT);
    expect(nextStepOf({ ...view, canceled }, AT)).toEqual({
      tone: 'info',
      text: `Ada canceled this interview today at ${time}. No one can join it.`,
      note: 'I took another position.',
    });
    const staff = { ...view, canceled: { by: 'staff' as const } };
    expect(nextStepOf(staff, AT, { canceledBy: 'Hanna' }).text).toContain('Hanna canceled this interview');
    expect(nextStepOf(view, AT).text).toBe(
      `This interview was canceled today at ${time}. No one can join it.`,
    );
  });

  it('doesn’t count a removed candidate', () => {
    const step = nextStepOf(planned({ [SEATS.ada]: { presence: 'removed' } }), 0);
    expect(step.text).toContain('no candidate yet');
  });
});

describe('a person who hasn’t joined', () => {
  const [ada, grace] = [SEATS.ada, SEATS.grace];
  const said = (view: InterviewView, seatId: SeatId) => {
    const seat = view.seats[seatId];
    return seat && absenceText(seat, view, AT);
  };

  it('is said to have chosen the time, or canceled the interview, by their link', () => {
    const opened = planned({ [ada]: { link: { ...LINK, openedAt: AT } } });
    expect(absenceText(opened.seats[ada] as SeatView, opened, AT)).toMatch(/^Opened the link today at /);
    const view = planned({ [ada]: { choseAt: AT } });
    const time = formatTime(AT);
    expect(said(view, ada)).toBe(`Chose the time today at ${time}`);
    expect(said(view, grace)).toBeUndefined();
    const canceled = {
      ...planned({ [ada]: { choseAt: AT, presence: 'left' } }),
      ...{ phase: 'cancelled' as const, endedAt: AT, canceled: { by: 'candidate' as const } },
    };
    expect(said(canceled, ada)).toBe(`Canceled the interview today at ${time}`);
    expect(said(canceled, grace)).toBe('Didn’t open the link');
  });
});

it('asks people to join from 30 minutes before the start, or when someone is there', () => {
  const early = { phase: 'lobby' as const, scheduledAt: AT, candidateHere: false };
  expect(isJoinTime(early, AT - 31 * MINUTE_MS)).toBe(false);
  expect(isJoinTime(early, AT - 30 * MINUTE_MS)).toBe(true);
  expect(isJoinTime(early, AT + MINUTE_MS)).toBe(true);
  expect(isJoinTime({ ...early, candidateHere: true }, 0)).toBe(true);
  expect(isJoinTime({ ...early, phase: 'open' }, 0)).toBe(true);
});

it('tells only people who may send links how long a link works', () => {
  const seat = { ...planned().seats[SEATS.ada], email: 'ada@example.org' } as SeatView;
  expect(linkWords(seat, true, 0)).toMatch(/^ada@example\.org · Link works until /);
  expect(linkWords(seat, false, 0)).toBe('ada@example.org');
});

it('finds the move of an interview that is about to be moved, also with others, and no other change', () => {
  const { interviewId } = planned();
  const counts = { total: 2, done: 0, unchanged: 0, failed: 0, failures: [] };
  const action = { bulkId: BulkId.parse(crypto.randomUUID()), kind: 'move' as const, ...counts };
  const moves = [{ interviewId, to: AT }];
  expect(pendingMove([{ ...action, state: 'done' }], interviewId)).toBeUndefined();
  expect(pendingMove([{ ...action, state: 'running', moves }], interviewId)).toEqual({
    ...{ to: AT, startsInMs: 0 },
  });
  expect(
    pendingMove(
      [
        { ...action, state: 'done' },
        { ...action, state: 'waiting', startsInMs: 7_000, moves },
      ],
      interviewId,
    ),
  ).toEqual({ to: AT, startsInMs: 7_000 });
});

it('doesn’t count when a change was for one interview', () => {
  const { confirm, status, titles } = bulkTexts;
  const words = [...Object.values(status.done), ...Object.values(status.waiting), titles.move, confirm.move];
  for (const text of words) {
    expect(text(1)).not.toMatch(/\d/);
    expect(text(2)).toMatch(/2 (interviews|recordings)/);
  }
  expect(status.done.cancel(1)).toBe('Interview canceled');
  expect(status.done.move(1)).toBe('Interview moved');
});

describe('the links of an interview', () => {
  it('are by role, with the lead marked, and with an address only where people are told by email', () => {
    const ada = { email: 'ada@example.org' };
    const gone = { link: { ...LINK, revoked: true } };
    const view = planned({ [SEATS.ada]: ada, [SEATS.barbara]: gone });
    const rows = (mail: boolean) =>
      linkedPeople([mail ? { ...view, mail } : view], []).map(({ displayName, isLead, address }) =>
        [displayName, isLead && 'lead', address].filter(Boolean).join(' '),
      );
    expect(rows(true)).toEqual(['Ada ada@example.org', 'Grace lead', 'Edsger']);
    expect(rows(false)).toEqual(['Ada', 'Grace lead', 'Edsger']);
  });

  it('are together for a person who is in several rounds, unless the role differs', () => {
    const ada = { email: 'ada@example.org' };
    const rounds = [planned({ [SEATS.ada]: ada }), planned({ [SEATS.ada]: { email: 'Ada@example.org' } })];
    const [first, second] = rounds.map(view => ({
      ...view,
      mail: true as const,
      interviewId: newInterviewId(),
    }));
    if (!first || !second) throw new Error('There are two rounds.');
    const { grace } = SEATS;
    const seats = Object.values(second.seats).map(seat =>
      seat.seatId === grace ? { ...seat, role: 'evaluator' as const } : seat,
    );
    const changed = { ...second, seats: Object.fromEntries(seats.map(seat => [seat.seatId, seat])) };
    const people = linkedPeople([first, changed], []);
    expect(people.map(({ displayName, links }) => `${displayName} ${links.length}`)).toEqual([
      ...['Ada 2', 'Grace 1', 'Edsger 2', 'Barbara 2', 'Grace 1'],
    ]);
    expect(people[0]?.links.map(({ interviewId }) => interviewId)).toEqual([
      first.interviewId,
      second.interviewId,
    ]);
  });

  it('come with a sentence that says who has to send them', () => {
    const { linksIntro, emailedLater, summary } = newInterviewTexts.create;
    const mailed = { count: 3, noServer: false };
    expect(linksIntro([], mailed)).toBe(
      'Everyone gets their own link by email. You don’t have to send anything.',
    );
    expect(linksIntro(['Kim'], mailed)).toMatch(/^Send Kim the link yourself\. Everyone else gets theirs/);
    expect(linksIntro(['Kim', 'Lee'], mailed)).toMatch(/^Send Kim and Lee their links yourself\./);
    expect(linksIntro(['Ada', 'Kim', 'Lee'], mailed)).toMatch(/^No one is emailed\./);
    expect(linksIntro(['Ada', 'Kim', 'Lee'], { count: 3, noServer: true })).toMatch(/^No mail server/);
    expect(emailedLater('kim@example.org')).toMatch(/^Will be emailed to kim@example\.org/);
    const latest = Date.UTC(2026, 11, 15, 22, 59);
    expect(summary.chosen(formatLongDay(latest, 'Europe/Berlin'))).toBe(
      'The candidate chooses the time, by Tuesday, December 15',
    );
  });
});
