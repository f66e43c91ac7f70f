import { describe, expect, it } from 'vitest';
import { overlapOf, stepOf } from '../../../client/screens/console/interviews/InterviewRow.tsx';
import { interviewListTexts } from '../../../client/texts/interviewList.ts';
import { formatDistance, formatTime } from '../../../client/texts/times.ts';
import { InterviewId } from '../../../shared/ids.ts';
import type { InterviewSummary } from '../../../shared/protocol/interviewList.ts';
import { newInterviewId } from '../../support/interviewLog.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW = new Date(2030, 0, 15, 10).getTime();
const texts = interviewListTexts.next;

const step = (changes: Partial<InterviewSummary>) =>
  stepOf(
    {
      interviewId: InterviewId.parse('01890000-0000-7000-8000-000000000001'),
      ...{ title: 'First round', jobRole: 'Nurse', status: 'scheduled', phase: 'lobby' },
      ...{ scheduledAt: NOW + DAY_MS, plannedMinutes: 45, heldByRecruiter: false, scorecardsOpen: false },
      ...{ candidateNames: ['Ada'], people: [], rating: { due: 0, locked: 0 } },
      ...{ candidateJoined: false, begun: false },
      present: { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 },
      ...changes,
    },
    NOW,
  );

describe('the next step of an interview in the list', () => {
  it('is the candidate’s choice until its last day, and then that there is none', () => {
    const day = step({ status: 'unscheduled', scheduledAt: new Date(2030, 0, 25, 12).getTime() });
    expect(day).toEqual({ urgency: 'quiet', text: texts.chooses('Fri, Jan 25') });
    expect(step({ status: 'unscheduled', scheduledAt: NOW - 1 })).toEqual({
      urgency: 'attention',
      text: texts.choseNothing,
    });
  });

  it('is to invite a candidate who isn’t, until the interview should have started', () => {
    for (const invitation of ['bounced', 'no-address', 'not-sent'] as const) {
      const warning = { urgency: 'attention', text: texts.invitation[invitation] };
      expect(step({ invitation })).toEqual(warning);
      expect(step({ invitation, status: 'unscheduled' })).toEqual(warning);
    }
    const late = step({ invitation: 'not-sent', scheduledAt: NOW - 13 * MINUTE_MS });
    expect(late).toEqual({ urgency: 'attention', text: interviewListTexts.tasks.overdue(13) });
    expect(late?.text).toContain('13');
  });

  it('counts days of the calendar, so that all times of a day are as far away', () => {
    const thursday = (hour: number) => formatDistance(new Date(2030, 0, 18, hour).getTime(), NOW);
    expect(thursday(11)).toBe(thursday(23));
    expect(thursday(11)).toBe('in 3 days');
  });
});

it('says with which interview an interview overlaps, and whose both are', () => {
  const overlap = { interviewId: newInterviewId(), title: 'Second round', scheduledAt: NOW };
  const time = formatTime(NOW);
  expect(overlapOf({})).toBeUndefined();
  expect(overlapOf({ overlap })?.text).toBe(`Overlaps with Second round, ${time}`);
  expect(overlapOf({ overlap: { ...overlap, person: 'Ian' } })?.text).toBe(
    `Ian: overlaps with Second round, ${time}`,
  );
});
