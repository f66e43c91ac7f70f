import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import { statusOf as sqlStatusOf } from '../../server/store/interviewStatus.ts';
import { InterviewPhase } from '../../shared/interview/phases.ts';
import { candidateJoined, isPresent, Presence } from '../../shared/interview/state.ts';
import { InterviewStatus, statusOf } from '../../shared/interview/status.ts';
import { newSeatId } from '../support/interviewLog.ts';
import { addSummaries, plannedSummary } from '../support/interviewRows.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const NOW = Date.UTC(2030, 0, 15, 12);
const MINUTES = 45;
const EXAMPLES = 1_500;

/** Times before, at, and after a limit. */
const around = (at: number) => fc.constantFrom(at - 3_600_000, at - 1, at, at + 1, at + 3_600_000);
const seat = (role: 'candidate' | 'interviewer') =>
  fc.record({
    seatId: fc.constant(null).map(newSeatId),
    role: fc.constant(role),
    name: fc.constant('Ada'),
    presence: fc.constantFrom(...Presence.options),
    tookPart: fc.boolean(),
  });

interface Example {
  summary: StoredSummary;
  decidedAt: number | null;
}

const example: fc.Arbitrary<Example> = fc
  .record({
    phase: fc.constantFrom(...InterviewPhase.options),
    scheduledAt: around(NOW - MINUTES * 60_000),
    closesAt: fc.option(around(NOW), { nil: undefined }),
    heldByRecruiter: fc.boolean(),
    begun: fc.boolean(),
    unscheduled: fc.boolean(),
    seats: fc.tuple(
      fc.array(seat('candidate'), { maxLength: 2 }),
      fc.array(seat('interviewer'), { maxLength: 2 }),
    ),
    due: fc.nat(2),
    locked: fc.nat(2),
    until: fc.option(around(NOW), { nil: undefined }),
    decidedAt: fc.constantFrom(null, NOW - 1),
  })
  .map(({ closesAt, seats, due, locked, until, decidedAt, ...rest }) => {
    const present = { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 };
    for (const one of seats.flat()) if (isPresent(one)) present[one.role] += 1;
    const summary = plannedSummary({
      ...rest,
      plannedMinutes: MINUTES,
      ...(closesAt !== undefined && { window: { opensAt: closesAt - 1_000, closesAt } }),
      seats: seats.flat(),
      present,
      rating: { due, locked, ...(until !== undefined && { until }) },
    });
    return { summary, decidedAt };
  });

function expectedStatus({ summary, decidedAt }: Example): InterviewStatus {
  const { seats, present } = summary;
  const facts = {
    ...summary,
    hasCandidate: seats.some(({ role }) => role === 'candidate'),
    candidateHere: present.candidate > 0,
    interviewerHere: present.interviewer > 0,
    candidateJoined: candidateJoined(seats),
    decidedAt: decidedAt ?? undefined,
  };
  return statusOf(facts, NOW);
}

onEveryDatabase(open => {
  describe('the status of an interview', () => {
    it('is the same in SQL as in the function, for all combinations of facts', async () => {
      const store = await open();
      const examples = fc.sample(example, { numRuns: EXAMPLES, seed: 26 });
      await addSummaries(
        store,
        examples.map(({ summary }) => summary),
      );
      const decided = examples.filter(({ decidedAt }) => decidedAt !== null);
      await store.database.kysely
        .updateTable('interviews')
        .set({ decidedAt: NOW - 1 })
        .where(
          'interviewId',
          'in',
          decided.map(({ summary }) => summary.interviewId),
        )
        .execute();
      const rows = await store.database.kysely
        .selectFrom('interviews')
        .select(['interviewId', sqlStatusOf(NOW).as('status')])
        .execute();
      const stored = new Map(rows.map(row => [row.interviewId, row.status]));
      for (const one of examples)
        expect(stored.get(one.summary.interviewId), JSON.stringify(one)).toBe(expectedStatus(one));
      expect(new Set(stored.values())).toEqual(new Set(InterviewStatus.options));
    });
  });
});
