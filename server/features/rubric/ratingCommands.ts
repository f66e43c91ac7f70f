import { AppError } from '../../../shared/errors.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import {
  type MediaStamp,
  type Note,
  RUBRIC_LIMITS,
  type Scorecard,
} from '../../../shared/rubric/scorecard.ts';
import type { CommandHandlers } from '../command.ts';
import { requireCompetency, requireQuestion, requireScoring, requireUnlocked } from './requireRubric.ts';

/** Commands of raters. If two devices write the same entry at the same time, one gets a conflict. */
export const ratingCommands = {
  'rating.put': ({ state, now, own }, { expectedVersion, ...params }) => {
    const rubric = requireScoring(state, now);
    const seat = own();
    const card = requireUnlocked(rubric, seat);
    requireCompetency(rubric, requireQuestion(rubric, params.questionId), params.competencyId);
    const current = card.ratings[ratingKey(params.questionId, params.competencyId)];
    requireVersion(current, expectedVersion);
    const version = expectedVersion + 1;
    const payload = { ...params, seatId: seat.seatId, version, stamp: within(state, now, params.stamp) };
    return { events: [{ kind: 'rating.put', payload }], result: { version } };
  },

  'note.put': ({ state, now, own }, { noteId, expectedVersion, ...written }) => {
    const rubric = requireScoring(state, now);
    const { seatId } = own();
    const card = requireUnlocked(rubric, own());
    const question = requireQuestion(rubric, written.questionId);
    if (written.competencyId) requireCompetency(rubric, question, written.competencyId);
    requireVersion(card.notes[noteId], expectedVersion);
    requireRoom(card, expectedVersion);
    const version = expectedVersion + 1;
    const note: Note = { ...written, version, stamp: within(state, now, written.stamp) };
    return { events: [{ kind: 'note.put', payload: { seatId, noteId, note } }], result: { version } };
  },
} satisfies Partial<CommandHandlers>;

function requireVersion(current: { version: number } | undefined, expectedVersion: number): void {
  if ((current?.version ?? 0) === expectedVersion) return;
  throw AppError.conflict('changed-elsewhere', current ?? { version: 0 });
}

function requireRoom({ notes }: Scorecard, expectedVersion: number): void {
  if (expectedVersion === 0 && Object.keys(notes).length >= RUBRIC_LIMITS.notes)
    throw new AppError('invalid', 'too-many-notes', {
      values: { max: RUBRIC_LIMITS.notes },
      details: { field: 'noteId' },
    });
}

/** Limits a stamp to the length of the call, because client clocks can be wrong. */
function within(state: InterviewState, now: number, stamp: MediaStamp): MediaStamp {
  const lengthMs = Math.max(0, (state.endedAt ?? now) - (state.openedAt ?? now));
  return { ...stamp, mediaTimeMs: Math.min(stamp.mediaTimeMs, lengthMs) };
}
