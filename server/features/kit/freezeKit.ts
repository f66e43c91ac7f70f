import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import type { CommandPreparation } from '../command.ts';
import type { Kits } from './kits.ts';

/** Looks for a version of the interview's kit that was saved after it was chosen. */
export function findNewerKit(kits: Kits): CommandPreparation<'session.open' | 'seat.enter'> {
  return async state => {
    const chosen = takesNewer(state) ? state.rubric?.chosen : undefined;
    return chosen && kits.newerThan(chosen);
  };
}

/** A practice attempt asks what was chosen for it, also where its kit has changed or is public no more. */
function takesNewer({ openedAt, practice }: InterviewState): boolean {
  return openedAt === undefined && practice === undefined;
}

/** The last change of an interview's kit, ahead of its first opening; from then on it is frozen. */
export function freezing(state: InterviewState, newer: ChosenKit | undefined): NewEvent[] {
  const chosen = state.rubric?.chosen;
  if (!newer || !chosen || !takesNewer(state)) return [];
  // Another kit may have been chosen between the look and this decision; then that one stays as it was chosen.
  if (newer.kitId !== chosen.kitId || newer.version <= chosen.version) return [];
  return [{ kind: 'kit.chosen', payload: newer }];
}
