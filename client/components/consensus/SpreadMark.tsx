import { Check, CircleDashed, TriangleAlert, UnfoldHorizontal } from 'lucide-react';
import type { ConsensusRow, SpreadLevel } from '../../../shared/rubric/consensus.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { classNames } from '../ui/classNames.ts';

const LOOKS: Record<SpreadLevel, { style: string; Icon: typeof Check }> = {
  agreed: { style: 'text-muted', Icon: Check },
  near: { style: 'bg-warning-soft text-warning-ink', Icon: UnfoldHorizontal },
  far: { style: 'bg-danger-soft text-danger-ink', Icon: TriangleAlert },
  single: { style: 'bg-sunken text-ink', Icon: CircleDashed },
  unshared: { style: 'bg-sunken text-ink', Icon: CircleDashed },
  none: { style: 'text-muted', Icon: CircleDashed },
};

/** How far apart the raters are: a figure, a sign and a word, so that the colour only helps. Without two numbers there is no figure. */
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
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {consensusTexts.comparison(row)}
    </span>
  );
}
