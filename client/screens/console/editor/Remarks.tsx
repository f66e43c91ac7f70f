import { CircleAlert, CircleCheck, CircleX, Info } from 'lucide-react';
import { classNames } from '../../../components/ui/classNames.ts';
import type { Remark, RemarkCounts } from '../../../core/editor/remarks.ts';
import { kitTexts } from '../../../texts/kits.ts';

export const REMARK_ICONS: Record<Remark['level'], typeof Info> = {
  invalid: CircleX,
  error: CircleAlert,
  warning: Info,
};

export const REMARK_INKS: Record<Remark['level'], string> = {
  invalid: 'text-danger-ink',
  error: 'text-danger-ink',
  warning: 'text-warning-ink',
};

interface RemarkLinesProps {
  /** Referenced by the field's `aria-describedby`. */
  id: string;
  remarks: readonly Remark[];
}

/** The remarks on one field. */
export function RemarkLines({ id, remarks }: RemarkLinesProps) {
  if (remarks.length === 0) return null;
  return (
    <div id={id} className="flex flex-col gap-2">
      {remarks.map(({ level, message }) => {
        const Icon = REMARK_ICONS[level];
        return (
          <p
            key={`${level} ${message}`}
            className={classNames('flex items-start gap-2 text-sm', REMARK_INKS[level])}
          >
            <Icon className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0">
              <span className="sr-only">{kitTexts.findings.levels[level]}: </span>
              {message}
            </span>
          </p>
        );
      })}
    </div>
  );
}

const texts = kitTexts.findings;

interface FindingCountsProps {
  counts: RemarkCounts;
  /** Says so when there are no errors. */
  sayFit?: boolean;
  /** Shows numbers only; the words are for screen readers and the tooltip. */
  brief?: boolean;
  className?: string;
}

export function FindingCounts({ counts, sayFit = false, brief = false, className }: FindingCountsProps) {
  const { errors, warnings } = counts;
  if (errors + warnings === 0 && !sayFit) return null;
  return (
    <span className={classNames('flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs', className)}>
      {errors > 0 && (
        <span className="flex items-center gap-1 font-medium whitespace-nowrap text-danger-ink">
          <CircleAlert className="size-3.5 shrink-0" />
          <Words text={texts.errors(errors)} count={errors} brief={brief} />
        </span>
      )}
      {errors === 0 && sayFit && (
        <span className="flex items-center gap-1 whitespace-nowrap text-success-ink">
          <CircleCheck className="size-3.5 shrink-0" />
          <span className={brief ? 'sr-only' : undefined}>{texts.fit}</span>
        </span>
      )}
      {warnings > 0 && (
        <span className="flex items-center gap-1 whitespace-nowrap text-warning-ink">
          <Info className="size-3.5 shrink-0" />
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
