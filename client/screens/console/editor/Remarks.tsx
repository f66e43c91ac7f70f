import { CircleAlert, CircleCheck, CircleX, Info } from 'lucide-react';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { classNames } from '../../../components/ui/classNames.ts';
import { type FieldPath, pathKey } from '../../../core/editor/fieldPath.ts';
import type { Remark, RemarkCounts } from '../../../core/editor/remarks.ts';
import { kitTexts } from '../../../texts/kits.ts';

const REMARK_ICONS: Record<Remark['severity'], typeof Info> = {
  invalid: CircleX,
  error: CircleAlert,
  warning: Info,
};

const REMARK_INKS: Record<Remark['severity'], string> = {
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
      {remarks.map(({ severity, message }) => {
        const Icon = REMARK_ICONS[severity];
        return (
          <p
            key={`${severity} ${message}`}
            className={classNames('flex items-start gap-2 text-sm', REMARK_INKS[severity])}
          >
            <Icon className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0">
              <span className="sr-only">{kitTexts.findings.severities[severity]}: </span>
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

/** Remarks on the edited document, by `pathKey`. */
interface DocumentRemarks {
  subscribe: (listener: () => void) => () => void;
  get: () => ReadonlyMap<string, readonly Remark[]>;
  /** Columns for fields and margin. */
  rowClassName: string;
  marginClassName?: string;
}

const NO_REMARKS: readonly Remark[] = [];

export const RemarksContext = createContext<DocumentRemarks>({
  subscribe: () => () => undefined,
  get: () => new Map(),
  rowClassName: '',
});

export function useRemarksAt(path: FieldPath): readonly Remark[] {
  const { subscribe, get } = useContext(RemarksContext);
  const key = pathKey(path);
  return useSyncExternalStore(subscribe, () => get().get(key) ?? NO_REMARKS);
}

/** Shows fields with the remarks on `paths` in the margin, or below the fields where there is no margin. */
export function FieldRow({ paths, children }: { paths: readonly FieldPath[]; children: ReactNode }) {
  const { rowClassName, marginClassName } = useContext(RemarksContext);
  return (
    <div className={classNames('grid gap-x-6 gap-y-2', rowClassName)}>
      <div className="min-w-0">{children}</div>
      <div className={classNames('flex min-w-0 flex-col gap-2 empty:hidden', marginClassName)}>
        {paths.map(path => (
          <RemarksAt key={pathKey(path)} path={path} />
        ))}
      </div>
    </div>
  );
}

export function RemarksAt({ path }: { path: FieldPath }) {
  return <RemarkLines id={remarksId(path)} remarks={useRemarksAt(path)} />;
}

/** Returns the attributes that name a field's path, tie the field to its remarks, and mark it invalid on an error. */
export function useFieldProps(path: FieldPath, hintId?: string) {
  const invalid = useRemarksAt(path).some(({ severity }) => severity !== 'warning');
  return { ...useDescription(path, hintId), 'aria-invalid': invalid ? true : undefined } as const;
}

/** Like `useFieldProps`, for elements that can't be invalid, such as buttons. */
export function useDescription(path: FieldPath, hintId?: string) {
  const remarks = useRemarksAt(path);
  const ids = [hintId, remarks.length > 0 && remarksId(path)].filter(Boolean).join(' ');
  return { 'data-path': pathKey(path), 'aria-describedby': ids || undefined } as const;
}

function remarksId(path: FieldPath): string {
  return `remarks-${pathKey(path)}`;
}

interface FindingButtonProps {
  remark: Remark;
  /** Name of the field or part, where the message doesn't say it. */
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
        <span className="sr-only">{kitTexts.findings.severities[severity]}: </span>
        {message}
        {field && (
          <span className={classNames('block truncate text-muted', !compact && 'text-xs')}>{field}</span>
        )}
      </span>
    </button>
  );
}
