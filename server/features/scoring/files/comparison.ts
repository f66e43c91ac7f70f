import type { ConsensusRow } from '../../../../shared/rubric/consensus.ts';

/** How a competency's raters compare, in words. N is no number: it is never said to agree with anything. */
export function comparisonOf({ level, spread, withoutEvidence }: ConsensusRow): string {
  if (level === 'none') return withoutEvidence > 0 ? 'No evidence' : 'Not rated';
  const numbers = level === 'single' ? 'One rating' : apart(level, spread ?? 0);
  if (withoutEvidence === 0) return numbers;
  return `${numbers}, ${withoutEvidence === 1 ? 'one' : withoutEvidence} without evidence`;
}

function apart(level: 'agreed' | 'near' | 'far', spread: number): string {
  if (spread === 0) return 'All the same';
  const points = `${spread.toFixed(1)} points`;
  return level === 'far' ? `Far apart: ${points}` : `${points} apart`;
}
