import { PencilLine } from 'lucide-react';
import type { ConsensusCell } from '../../../shared/rubric/consensus.ts';
import { consensusTexts } from '../../texts/consensus.ts';

interface RaterMeanProps {
  cell: ConsensusCell | undefined;
  revised: boolean;
}

/** What one rater gave one competency: the mean of their numbers, `N` where there was no evidence, a dash for nothing. */
export function RaterMean({ cell, revised }: RaterMeanProps) {
  const { table } = consensusTexts;
  const onlyN = cell?.answers.some(({ current }) => current === 'N');
  if (cell?.mean === undefined && !onlyN)
    return (
      <span className="text-faint">
        <span aria-hidden="true">{table.missing}</span>
        <span className="sr-only">{table.missingSpoken}</span>
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      {cell?.mean === undefined ? table.onlyN : consensusTexts.mean(cell.mean)}
      {revised && (
        <>
          <PencilLine className="size-3.5 text-accent-ink" aria-hidden="true" />
          <span className="sr-only">{table.revised}</span>
        </>
      )}
    </span>
  );
}
