import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { classNames } from '../../../components/ui/classNames.ts';
import type { RemarkCounts } from '../../../core/kit/remarks.ts';
import { kitTexts } from '../../../texts/kits.ts';

const texts = kitTexts.findings;

interface FindingCountsProps {
  counts: RemarkCounts;
  /** Also says that there is nothing. */
  sayFit?: boolean;
  /** Only the numbers for the eye; the words are spoken and shown on pointing. */
  brief?: boolean;
  className?: string;
}

/** How many findings, in words with an icon. */
export function FindingCounts({ counts, sayFit = false, brief = false, className }: FindingCountsProps) {
  const { errors, warnings } = counts;
  if (errors + warnings === 0 && !sayFit) return null;
  return (
    <span className={classNames('flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs', className)}>
      {errors > 0 && (
        <span className="flex items-center gap-1 font-medium whitespace-nowrap text-danger-ink">
          <CircleAlert className="size-3.5 shrink-0" aria-hidden="true" />
          <Words text={texts.errors(errors)} count={errors} brief={brief} />
        </span>
      )}
      {errors === 0 && sayFit && (
        <span className="flex items-center gap-1 whitespace-nowrap text-success-ink">
          <CircleCheck className="size-3.5 shrink-0" aria-hidden="true" />
          <span className={brief ? 'sr-only' : undefined}>{texts.fit}</span>
        </span>
      )}
      {warnings > 0 && (
        <span className="flex items-center gap-1 whitespace-nowrap text-warning-ink">
          <Info className="size-3.5 shrink-0" aria-hidden="true" />
          <Words text={texts.warnings(warnings)} count={warnings} brief={brief} />
        </span>
      )}
    </span>
  );
}

function Words({ text, count, brief }: { text: string; count: number; brief: boolean }) {
  if (!brief) return text;
  return (
    <span title={text} className="tabular-nums">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
