import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useContext,
  useId,
  useSyncExternalStore,
} from 'react';
import { classNames } from '../../../components/ui/classNames.ts';
import { CONTROL_STYLE } from '../../../components/ui/Field.tsx';
import { GrowingText } from '../../../components/ui/GrowingText.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { isComposing } from '../../../core/composing.ts';
import { type FieldPath, pathKey, textAt, valueAt } from '../../../core/editor/fieldPath.ts';
import type { Remark } from '../../../core/editor/remarks.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { RemarkLines } from './Remarks.tsx';

/** The kit or report that the fields edit. */
interface EditedDocument {
  subscribe: (listener: () => void) => () => void;
  get: () => unknown;
  set: (path: FieldPath, value: unknown) => void;
  /** Returns the remarks by field, with `pathKey` as the key. */
  remarks: () => ReadonlyMap<string, readonly Remark[]>;
  readOnly: boolean;
  rowClassName: string;
  marginClassName?: string;
}

export const EditedDocumentContext = createContext<EditedDocument | undefined>(undefined);

function useDocument(): EditedDocument {
  const edited = useContext(EditedDocumentContext);
  if (!edited) throw new Error('No document is being edited here.');
  return edited;
}

function useValue(path: FieldPath): unknown {
  const { subscribe, get } = useDocument();
  return useSyncExternalStore(subscribe, () => valueAt(get(), path));
}

export function useText(path: FieldPath): string {
  const { subscribe, get } = useDocument();
  return useSyncExternalStore(subscribe, () => textAt(get(), path));
}

const NO_REMARKS: readonly Remark[] = [];

export function useRemarksAt(path: FieldPath): readonly Remark[] {
  const { subscribe, remarks } = useDocument();
  const key = pathKey(path);
  return useSyncExternalStore(subscribe, () => remarks().get(key) ?? NO_REMARKS);
}

/** Shows fields with the remarks on `paths` in the margin, or below the fields if there is no margin. */
export function FieldRow({ paths, children }: { paths: readonly FieldPath[]; children: ReactNode }) {
  const { rowClassName, marginClassName } = useDocument();
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

/** One of several fields in a row. Its remarks are below it. */
export function FieldCell(props: { path: FieldPath; className?: string; children: ReactNode }) {
  return (
    <div className={classNames('flex min-w-0 flex-col gap-2', props.className)}>
      {props.children}
      <RemarksAt path={props.path} />
    </div>
  );
}

function RemarksAt({ path }: { path: FieldPath }) {
  return <RemarkLines id={remarksId(path)} remarks={useRemarksAt(path)} />;
}

/** Returns attributes that name a field's path, tie it to its remarks, and mark it invalid on an error. */
export function useFieldProps(path: FieldPath, hintId?: string) {
  const invalid = useRemarksAt(path).some(({ severity }) => severity !== 'warning');
  return { ...useDescription(path, hintId), 'aria-invalid': invalid ? true : undefined } as const;
}

/** Like `useFieldProps`, but for elements that can't be invalid, such as buttons. */
export function useDescription(path: FieldPath, hintId?: string) {
  const remarks = useRemarksAt(path);
  const ids = [hintId, remarks.length > 0 && remarksId(path)].filter(Boolean).join(' ');
  return { 'data-path': pathKey(path), 'aria-describedby': ids || undefined } as const;
}

function remarksId(path: FieldPath): string {
  return `remarks-${pathKey(path)}`;
}

interface LabelProps {
  label: string;
  hideLabel?: boolean;
  /** If true, the label is less prominent. */
  minor?: boolean;
  hint?: string | undefined;
}

export function Labeled(props: LabelProps & { id: string; children: ReactNode }) {
  const { id, label, hideLabel, minor, hint, children } = props;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label
        htmlFor={id}
        className={hideLabel ? 'sr-only' : minor ? 'text-sm text-muted' : 'text-sm font-medium'}
      >
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="-mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
      {children}
    </div>
  );
}

interface TextProps extends LabelProps, Omit<ComponentProps<typeof GrowingText>, 'value' | 'onChange'> {
  path: FieldPath;
  /** Returns a note to show below the text, such as its length. */
  note?: (text: string) => string;
  /** If true, line breaks become spaces. */
  oneLine?: boolean;
  /** If true, emptying the field removes its key from the document. */
  optional?: boolean;
}

export function EditedText(props: TextProps) {
  const { path, label, hideLabel, minor, hint, note, oneLine = false, optional = false, ...control } = props;
  const { readOnly, set } = useDocument();
  const value = useText(path);
  const id = useId();
  const field = useFieldProps(path, [hint && `${id}-hint`, note && `${id}-note`].filter(Boolean).join(' '));
  if (readOnly) return <ReadText label={label} path={path} value={value} />;
  const put = (typed: string) => {
    const text = oneLine ? typed.replace(/[\r\n]+/g, ' ') : typed;
    set(path, optional && text === '' ? undefined : text);
  };
  return (
    <Labeled {...{ id, label, hideLabel, minor, hint }}>
      <GrowingText
        onKeyDown={event => {
          // While composing, Enter must stay with the input method, which uses it to confirm a character.
          if (oneLine && event.key === 'Enter' && !isComposing(event.nativeEvent)) event.preventDefault();
        }}
        {...control}
        {...field}
        id={id}
        value={value}
        onChange={event => put(event.target.value)}
      />
      {note && (
        <p id={`${id}-note`} className="text-xs text-muted tabular-nums">
          {note(value)}
        </p>
      )}
    </Labeled>
  );
}

/** A text field, with its remarks and the remarks on `also` in the margin. */
export function TextRow({ also = [], ...field }: TextProps & { also?: readonly FieldPath[] }) {
  return (
    <FieldRow paths={[field.path, ...also]}>
      <EditedText {...field} />
    </FieldRow>
  );
}

interface NumberProps extends LabelProps, Pick<ComponentProps<'input'>, 'min' | 'max' | 'step'> {
  path: FieldPath;
  /** If true, the field may be empty, which removes its key from the document. */
  optional?: boolean;
}

/** A field for a whole number. Its remarks are below it. */
export function EditedNumber({ path, label, minor, optional = false, ...limits }: NumberProps) {
  const { set } = useDocument();
  const value = useValue(path);
  const field = useFieldProps(path);
  const id = useId();
  const put = (typed: string) =>
    set(path, typed === '' ? (optional ? undefined : Number.NaN) : Number(typed));
  return (
    <FieldCell path={path}>
      <Labeled {...{ id, label, minor }}>
        <input
          {...field}
          {...limits}
          id={id}
          type="number"
          inputMode="numeric"
          value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
          onChange={event => put(event.target.value)}
          className={`${CONTROL_STYLE} h-10 text-base tabular-nums sm:text-sm`}
        />
      </Labeled>
    </FieldCell>
  );
}

interface ChoiceProps extends Pick<ComponentProps<typeof Select>, 'label' | 'hint' | 'options' | 'disabled'> {
  path: FieldPath;
}

export function EditedSelect({ path, ...select }: ChoiceProps) {
  const { readOnly, set } = useDocument();
  const value = useText(path);
  const field = useFieldProps(path);
  const chosen = select.options.find(option => option.value === value)?.label ?? '';
  if (readOnly) return <ReadText label={select.label} path={path} value={chosen} />;
  return (
    <Select
      {...field}
      {...select}
      value={value}
      onChange={({ target }) => set(path, target.value || undefined)}
    />
  );
}

/** A read-only field. It can take the focus, so that a remark can lead to it. */
export function ReadText({ label, path, value }: { label: string; path: FieldPath; value: string }) {
  return (
    <div className="flex flex-col gap-0.5">
      <p className="text-sm font-medium text-muted">{label}</p>
      <p tabIndex={-1} data-path={pathKey(path)} className="max-w-prose text-sm whitespace-pre-line">
        {value || <span className="text-faint">{kitTexts.parts.nothing}</span>}
      </p>
    </div>
  );
}

interface FieldGroupProps {
  label: string;
  hint?: ReactNode;
  hintId?: string;
  describedBy?: string | undefined;
  children: ReactNode;
}

export function FieldGroup({ label, hint, hintId, describedBy, children }: FieldGroupProps) {
  return (
    <fieldset aria-describedby={describedBy} className="flex min-w-0 flex-col gap-2">
      <legend className="contents">
        <span className="text-sm font-medium">{label}</span>
      </legend>
      {hint && (
        <p id={hintId} className="-mt-1.5 max-w-prose text-sm text-muted">
          {hint}
        </p>
      )}
      {children}
    </fieldset>
  );
}
