import type { ConsensusRow, SpreadLevel } from '../../../../shared/rubric/consensus.ts';

/** How a competency's raters compare, in words. N is no number: it is never said to agree with anything. */
export function comparisonOf({ level, spread, withoutEvidence }: ConsensusRow): string {
  if (level === 'none') return withoutEvidence > 0 ? 'No evidence' : 'Not rated';
  const numbers = numbersOf(level, spread ?? 0);
  if (withoutEvidence === 0) return numbers;
  return `${numbers}, ${withoutEvidence === 1 ? 'one' : withoutEvidence} without evidence`;
}

function numbersOf(level: Exclude<SpreadLevel, 'none'>, spread: number): string {
  if (level === 'single') return 'One rating';
  if (level === 'unshared') return 'Different answers rated';
  if (level === 'agreed') return 'All the same';
  const points = spread === 1 ? '1 point' : `${spread} points`;
  return level === 'far' ? `Far apart: ${points}` : `${points} apart`;
}
