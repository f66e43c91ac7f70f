import type { Insertable } from 'kysely';
import type { StoredSummary } from '../../server/store/interviewAppend.ts';
import { summaryRow } from '../../server/store/interviewAppend.ts';
import type { Tables } from '../../server/store/schema.ts';
import type { Store } from '../../server/store/store.ts';
import { newInterviewId, newSeatId } from './interviewLog.ts';

/** Most rows that one statement can insert. */
const AT_ONCE = 500;

/** Summary of an invited interview with one candidate. */
export function plannedSummary({
  candidate = 'Ada Lovelace',
  ...changes
}: Partial<StoredSummary> & { candidate?: string } = {}): StoredSummary {
  return {
    interviewId: newInterviewId(),
    title: 'Backend developer, first round',
    jobRole: 'Backend developer',
    scheduledAt: 0,
    plannedMinutes: 45,
    phase: 'lobby',
    unscheduled: false,
    heldByRecruiter: false,
    scorecardsOpen: false,
    answers: 0,
    namesHidden: false,
    scoringClosed: false,
    seats: [
      { seatId: newSeatId(), role: 'candidate', name: candidate, presence: 'invited', tookPart: false },
    ],
    present: { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 },
    begun: false,
    rating: { due: 0, locked: 0 },
    emails: { candidates: [], others: [] },
    lastSeq: 1,
    ...changes,
  };
}

/** Inserts rows of interviews without their logs. */
export async function addSummaries({ database }: Store, summaries: readonly StoredSummary[]): Promise<void> {
  const rows: Insertable<Tables['interviews']>[] = summaries.map(({ lastSeq, ...summary }) => ({
    ...summaryRow({ interviewId: summary.interviewId, expectedSeq: lastSeq, events: [], summary }),
    feedbackAt: null,
  }));
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await database.kysely
      .insertInto('interviews')
      .values(rows.slice(from, from + AT_ONCE))
      .execute();
}
