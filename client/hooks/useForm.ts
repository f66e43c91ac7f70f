import {
  type ChangeEvent,
  type FormEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { checkFields, type FieldErrors } from '../core/fieldErrors.ts';

const RefusedFields = z.record(z.string(), z.string());

interface FormOptions<V, Out> {
  initial: V;
  schema: z.ZodType<Out>;
  /** Turns what the fields hold into what the schema checks; the value itself if absent. */
  toInput?: (values: V) => unknown;
  onSubmit: (output: Out) => Promise<unknown>;
}

/** What the frame of a form needs, whatever its fields are. */
export interface FormFrame {
  formRef: RefObject<HTMLFormElement | null>;
  submit: (event: FormEvent) => void;
  submitting: boolean;
  /** What the server answered when it refused the whole. */
  failure: unknown;
}

/** What a text field needs. */
export interface FieldProps {
  value: string;
  error: string | undefined;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  onBlur: () => void;
}

type TextName<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string;

interface Form<V> extends FormFrame {
  values: V;
  change: (part: Partial<V>) => void;
  /** One text field. `path` is its path in the schema's input where that differs from its name. */
  field: (name: TextName<V>, path?: string) => FieldProps;
  /** The error of a field by its path in the schema's input, for example `seats.0.displayName`. */
  errorOf: (path: string) => string | undefined;
  /** For a field's `onBlur`: from then on its error shows. */
  blur: (path: string) => void;
  /** As it was at first. */
  reset: () => void;
}

/**
 * A form checked by a schema of `shared/`: a field when it is left, all of them on submit. What was typed stays whatever
 * happens, and focus goes to the first field that is wrong.
 */
export function useForm<V extends object, Out>({
  initial,
  schema,
  toInput,
  onSubmit,
}: FormOptions<V, Out>): Form<V> {
  const [values, setValues] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<unknown>();
  const [submitting, setSubmitting] = useState(false);
  const [focusWanted, setFocusWanted] = useState(0);
  const formRef = useRef<HTMLFormElement>(null);

  const checked = checkFields(schema, toInput ? toInput(values) : values);
  const found: FieldErrors = checked.ok ? {} : checked.errors;

  useLayoutEffect(() => {
    if (focusWanted > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [focusWanted]);

  const change = useCallback((part: Partial<V>) => {
    setValues(before => ({ ...before, ...part }));
    setRefused({});
  }, []);

  const blur = useCallback(
    (path: string) => afterPress(() => setLeft(before => new Set(before).add(path))),
    [],
  );

  const reset = () => {
    setValues(initial);
    setLeft(new Set());
    setTried(false);
    setRefused({});
  };

  const errorOf = (path: string) => refused[path] ?? (tried || left.has(path) ? found[path] : undefined);

  const field = (name: TextName<V>, path: string = name): FieldProps => ({
    value: String(values[name]),
    error: errorOf(path),
    onChange: event => {
      const text = event.target.value;
      setValues(before => ({ ...before, [name]: text }));
      setRefused({});
    },
    onBlur: () => blur(path),
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (submitting) return;
    setTried(true);
    setFailure(undefined);
    if (!checked.ok) {
      setFocusWanted(count => count + 1);
      return;
    }
    setSubmitting(true);
    try {
      await onSubmit(checked.output);
    } catch (error) {
      setFailure(error);
      setRefused(fieldsRefused(error));
      setFocusWanted(count => count + 1);
    } finally {
      setSubmitting(false);
    }
  };

  return {
    values,
    change,
    field,
    errorOf,
    blur,
    reset,
    formRef,
    submit: event => void submit(event),
    submitting,
    failure,
  };
}

/** The server names the fields it refuses, and why, as `details.fields`. */
function fieldsRefused(error: unknown): FieldErrors {
  if (!(error instanceof AppError) || error.code !== 'invalid') return {};
  const fields = RefusedFields.safeParse(error.details?.fields);
  return fields.success ? fields.data : {};
}

let pressed = false;

window.addEventListener(
  'pointerdown',
  () => {
    pressed = true;
  },
  true,
);
for (const released of ['pointerup', 'pointercancel'] as const) {
  window.addEventListener(
    released,
    () => {
      pressed = false;
    },
    true,
  );
}

/**
 * Runs the action now, or once the finger or mouse button that is down has come up. What shows up on a page between
 * press and release can push the pressed button away from under the pointer, and the click is lost.
 */
function afterPress(action: () => void): void {
  if (!pressed) {
    action();
    return;
  }
  const done = new AbortController();
  const run = () => {
    done.abort();
    // The click itself comes right after the release.
    window.setTimeout(action);
  };
  window.addEventListener('pointerup', run, { signal: done.signal });
  window.addEventListener('pointercancel', run, { signal: done.signal });
}
