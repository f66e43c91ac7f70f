import { CircleAlert, CircleCheck, CircleX, Info } from 'lucide-react';
import { classNames } from '../../../components/ui/classNames.ts';
import type { Remark, RemarkCounts } from '../../../core/editor/remarks.ts';
import { kitTexts } from '../../../texts/kits.ts';

const REMARK_ICONS = { invalid: CircleX, error: CircleAlert, warning: Info };
const REMARK_INKS = { invalid: 'text-danger-ink', error: 'text-danger-ink', warning: 'text-warning-ink' };
const texts = kitTexts.findings;

/** Shows the remarks on one field, whose `aria-describedby` refers to `id`. */
export function RemarkLines({ id, remarks }: { id: string; remarks: readonly Remark[] }) {
  if (remarks.length === 0) return null;
  return (
    <div id={id} className="flex flex-col gap-2">
      {remarks.map(({ severity, message }) => {
        const Icon = REMARK_ICONS[severity];
        return (
          <p
            key={`${severity} ${message}`}
            className={classNames('flex items-start gap-2 text-sm', REMARK_INKS[severity])}
          >
            <Icon className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0">
              <span className="sr-only">{texts.severities[severity]}: </span>
              {message}
            </span>
          </p>
        );
      })}
    </div>
  );
}

type FindingCountsProps = { counts: RemarkCounts; sayFit?: boolean; brief?: boolean; className?: string };
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

interface FindingButtonProps {
  remark: Remark;
  field: string | undefined;
  compact?: boolean;
  onChoose: () => void;
}

export function FindingButton({ remark, field, compact = false, onChoose }: FindingButtonProps) {
  const { severity, message } = remark;
  const Icon = REMARK_ICONS[severity];
  return (
    <button
      type="button"
      onClick={onChoose}
      className={classNames(
        'flex w-full items-start gap-2 rounded-control px-2 text-left transition-colors hover:bg-hover',
        compact ? 'py-1 text-xs leading-5' : 'py-1.5',
      )}
    >
      <Icon
        className={classNames(
          'shrink-0',
          compact ? 'mt-0.75 size-3.5' : 'mt-0.5 size-4',
          REMARK_INKS[severity],
        )}
      />
      <span className="min-w-0">
        <span className="sr-only">{texts.severities[severity]}: </span>
        {message}
        {field && (
          <span className={classNames('block truncate text-muted', !compact && 'text-xs')}>{field}</span>
        )}
      </span>
    </button>
  );
}
