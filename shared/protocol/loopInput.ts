import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { TeamId } from '../ids.ts';
import {
  DisplayName,
  Email,
  JobRole,
  LIMITS,
  NewStart,
  PlannedMinutes,
  TimeZone,
  Title,
} from '../interview/fields.ts';
import { KitId } from '../kit/kitIds.ts';
import { TemplateContent } from './templateRoutes.ts';

const RoundInput = z.strictObject({
  title: Title,
  scheduledAt: NewStart,
  plannedMinutes: PlannedMinutes,
  kitId: KitId.optional(),
  /** Everyone but the candidate. The first interviewer is the lead. */
  people: TemplateContent.shape.people,
});
export type RoundInput = z.infer<typeof RoundInput>;

/** Several interviews of one candidate, which people hold one after the other. */
export const LoopInput = z
  .strictObject({
    /** The address is needed, because it connects the rounds in the candidate's record. */
    candidate: z.strictObject({ displayName: DisplayName, email: Email }),
    jobRole: JobRole,
    /** Zone in which the times were chosen. If absent, the organization's zone. */
    timeZone: TimeZone.optional(),
    teamId: TeamId.optional(),
    mail: z.literal(true).optional(),
    rounds: z.array(RoundInput).min(1).max(LIMITS.rounds),
  })
  .superRefine(({ rounds }, context) => {
    for (const [index, round] of rounds.entries()) {
      const other = overlappedBy(rounds.slice(0, index), round);
      if (other < 0) continue;
      context.addIssue({
        code: 'custom',
        path: ['rounds', index, 'scheduledAt'],
        message: reasonMessage('rounds-overlap'),
        params: { round: other + 1 },
      });
    }
  });
export type LoopInput = z.infer<typeof LoopInput>;

type Timed = Pick<RoundInput, 'scheduledAt' | 'plannedMinutes'>;

/** Returns the index of the first round that overlaps, or -1. */
export function overlappedBy(rounds: readonly Timed[], { scheduledAt, plannedMinutes }: Timed): number {
  return rounds.findIndex(
    other =>
      other.scheduledAt < scheduledAt + plannedMinutes * 60_000 &&
      scheduledAt < other.scheduledAt + other.plannedMinutes * 60_000,
  );
}
