import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { LoopId } from '../../../shared/ids.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { LoopInput } from '../../../shared/protocol/loopInput.ts';
import type { CreatedInterview, InterviewCreation } from './InterviewCreation.ts';

/** Creates the rounds in one transaction. An error about a round names its field, such as `rounds.1.kitId`. */
export async function createLoop(
  creation: InterviewCreation,
  { candidate, rounds, ...shared }: LoopInput,
  member: StaffMember,
): Promise<CreatedInterview[]> {
  const loopId = LoopId.parse(uuidv7());
  const inputs = rounds.map(({ people, ...round }, index) => ({
    ...shared,
    ...round,
    seats: [{ role: 'candidate' as const, ...candidate }, ...people],
    loop: { loopId, number: index + 1, of: rounds.length },
  }));
  try {
    return await creation.create(inputs, member);
  } catch (error) {
    throw ofRound(error, rounds.length === 1 ? 0 : undefined);
  }
}

function ofRound(error: unknown, only: number | undefined): unknown {
  if (!(error instanceof AppError)) return error;
  const { field, index = only } = error.details ?? {};
  // The rounds share the hiring team.
  if (field !== 'kitId' || typeof index !== 'number') return error;
  const { reason, values, ...reply } = error.toReply();
  const fields = { [`rounds.${index}.kitId`]: { reason, values } };
  return AppError.fromReply(
    { ...reply, ...(reason && { reason }), ...(values && { values }), details: { fields } },
    error,
  );
}
