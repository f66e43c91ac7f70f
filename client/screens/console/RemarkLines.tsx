import { CircleAlert, CircleX, Info } from 'lucide-react';
import { classNames } from '../../components/ui/classNames.ts';
import type { Remark } from '../../core/kit/remarks.ts';
import { kitTexts } from '../../texts/kits.ts';

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

/** Findings of the linter about one field. */
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
