import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { classNames } from '../../../components/ui/classNames.ts';
import { type FieldPath, pathKey } from '../../../core/editor/fieldPath.ts';
import type { Remark } from '../../../core/editor/remarks.ts';
import { RemarkLines } from './Remarks.tsx';

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
  const invalid = useRemarksAt(path).some(({ level }) => level !== 'warning');
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
