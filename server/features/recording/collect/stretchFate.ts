import type { StretchId } from '../../../../shared/ids.ts';
import type { CaptureProblem, FinishedRecording } from '../../../../shared/recording/finished.ts';

/** Of these, more may one day be made of what was captured. Of the others, everything that there is has been used. */
const UNUSED: ReadonlySet<CaptureProblem['code']> = new Set(['unreadable', 'foreign']);

/**
 * What becomes of the raw material of stretches that were finalised. It stays where something of it could not be used; and all of it stays
 * while a stretch is missing, because that would have to be put together with the others.
 */
export function fateOfStretches(
  { media, problems }: Pick<FinishedRecording, 'media' | 'problems'>,
  stretchIds: readonly StretchId[],
): { stretchId: StretchId; state: 'stored' | 'kept' }[] {
  const keepsAll = media.length === 0 || problems.some(({ code }) => code === 'missing');
  return stretchIds.map(stretchId => {
    const isUnused = problems.some(problem => problem.stretchId === stretchId && UNUSED.has(problem.code));
    return { stretchId, state: keepsAll || isUnused ? 'kept' : 'stored' };
  });
}
