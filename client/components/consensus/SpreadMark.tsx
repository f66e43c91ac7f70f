import { Check, TriangleAlert, UnfoldHorizontal } from 'lucide-react';
import type { SpreadLevel } from '../../../shared/rubric/consensus.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { classNames } from '../ui/classNames.ts';

const LOOKS: Record<SpreadLevel, { style: string; Icon: typeof Check }> = {
  agreed: { style: 'text-muted', Icon: Check },
  near: { style: 'bg-warning-soft text-warning-ink', Icon: UnfoldHorizontal },
  far: { style: 'bg-danger-soft text-danger-ink', Icon: TriangleAlert },
};

interface SpreadMarkProps {
  spread: number;
  level: SpreadLevel;
}

/** How far apart the raters are: a figure, a sign and a word, so that the colour only helps. */
export function SpreadMark({ spread, level }: SpreadMarkProps) {
  const { style, Icon } = LOOKS[level];
  const { table } = consensusTexts;
  return (
    <span
      data-spread={level}
      className={classNames(
        'inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap tabular-nums',
        style,
      )}
    >
      <Icon className="size-3.5" aria-hidden="true" />
      {table.spreadOf(spread)} · {table.spreads[level]}
    </span>
  );
}
