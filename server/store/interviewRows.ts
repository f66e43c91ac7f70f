import type { Selectable } from 'kysely';
import { z } from 'zod';
import { InterviewId } from '../../shared/ids.ts';
import { ListedSeat } from '../../shared/interview/listedSeats.ts';
import { InterviewPhase } from '../../shared/interview/phases.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { searchColumns } from './interviewSearch.ts';
import type { Append, StoredSummary } from './interviewStore.ts';
import type { Tables } from './schema.ts';

const Seats = z.array(ListedSeat);

/** Everything but the columns that other parts of the server keep. */
export function summaryRow({ interviewId, expectedSeq, events, summary }: Append) {
  return {
    interviewId,
    lastSeq: expectedSeq + events.length,
    title: summary.title,
    jobRole: summary.jobRole,
    scheduledAt: summary.scheduledAt,
    plannedMinutes: summary.plannedMinutes,
    opensAt: summary.window?.opensAt ?? null,
    closesAt: summary.window?.closesAt ?? null,
    phase: summary.phase,
    kitId: summary.kitId ?? null,
    heldByRecruiter: summary.heldByRecruiter ? 1 : 0,
    scorecardsOpen: summary.scorecardsOpen ? 1 : 0,
    practice: summary.practice ?? null,
    answers: summary.answers,
    namesHidden: summary.namesHidden ? 1 : 0,
    scoringClosed: summary.scoringClosed ? 1 : 0,
    seats: JSON.stringify(summary.seats),
    presentCandidate: summary.present.candidate,
    presentInterviewer: summary.present.interviewer,
    presentEvaluator: summary.present.evaluator,
    presentObserver: summary.present.observer,
    ...searchColumns(summary),
  };
}

export function summaryOf(row: Selectable<Tables['interviews']>): StoredSummary {
  const { opensAt, closesAt } = row;
  return {
    interviewId: InterviewId.parse(row.interviewId),
    title: row.title,
    jobRole: row.jobRole,
    scheduledAt: row.scheduledAt,
    plannedMinutes: row.plannedMinutes,
    ...(opensAt !== null && closesAt !== null && { window: { opensAt, closesAt } }),
    phase: InterviewPhase.parse(row.phase),
    ...(row.kitId !== null && { kitId: KitId.parse(row.kitId) }),
    heldByRecruiter: row.heldByRecruiter === 1,
    scorecardsOpen: row.scorecardsOpen === 1,
    answers: row.answers,
    namesHidden: row.namesHidden === 1,
    scoringClosed: row.scoringClosed === 1,
    seats: Seats.parse(JSON.parse(row.seats)),
    present: {
      candidate: row.presentCandidate,
      interviewer: row.presentInterviewer,
      evaluator: row.presentEvaluator,
      observer: row.presentObserver,
    },
    lastSeq: row.lastSeq,
  };
}
