import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { Revision } from '../../../shared/rubric/scorecard.ts';

const Conflict = z.object({ current: z.object({ revisions: z.array(Revision) }) });

/** The revisions that a refusal tells of; undefined when it is about something else. */
export function revisionsInConflict(error: unknown): readonly Revision[] | undefined {
  if (!(error instanceof AppError) || error.code !== 'conflict') return undefined;
  const parsed = Conflict.safeParse(error.details);
  return parsed.success ? parsed.data.current.revisions : undefined;
}

/** A refusal may know more than the view as yet, and the view more than an old refusal. Revisions only ever grow. */
export function newestRevisions(
  inView: readonly Revision[],
  inConflict: readonly Revision[] | undefined,
): readonly Revision[] {
  return inConflict && inConflict.length > inView.length ? inConflict : inView;
}
