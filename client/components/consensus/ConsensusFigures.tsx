import { Check, CircleDashed, PencilLine, TriangleAlert, UnfoldHorizontal } from 'lucide-react';
import type { ConsensusCell, ConsensusRow, SpreadLevel } from '../../../shared/rubric/consensus.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { classNames } from '../ui/classNames.ts';

/** Shows a rater's mean for a competency, `N` for no evidence, or a dash if there are no ratings. */
export function RaterMean({ cell, revised }: { cell: ConsensusCell | undefined; revised: boolean }) {
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
          <PencilLine className="size-3.5 text-accent-ink" />
          <span className="sr-only">{table.revised}</span>
        </>
      )}
    </span>
  );
}

const LOOKS: Record<SpreadLevel, { style: string; Icon: typeof Check }> = {
  agreed: { style: 'text-muted', Icon: Check },
  near: { style: 'bg-warning-soft text-warning-ink', Icon: UnfoldHorizontal },
  far: { style: 'bg-danger-soft text-danger-ink', Icon: TriangleAlert },
  single: { style: 'bg-sunken text-ink', Icon: CircleDashed },
  unshared: { style: 'bg-sunken text-ink', Icon: CircleDashed },
  none: { style: 'text-muted', Icon: CircleDashed },
};

/** Shows the spread as a number, an icon, and a word, so that color is never the only sign. */
export function SpreadMark({ row }: { row: ConsensusRow }) {
  const { level } = row;
  const { style, Icon } = LOOKS[level];
  return (
    <span
      data-spread={level}
      className={classNames(
        'inline-flex min-h-6 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium tabular-nums md:whitespace-nowrap',
        style,
      )}
    >
      <Icon className="size-3.5 shrink-0" />
      {consensusTexts.comparison(row)}
    </span>
  );
}
