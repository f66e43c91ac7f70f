import {
  type ChangeEvent,
  type FormEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { z } from 'zod';
import { checkFields, type FieldErrors, fieldErrorsOf } from '../core/fieldErrors.ts';

interface FormOptions<V, Out> {
  initial: V;
  schema: z.ZodType<Out>;
  toInput?: (values: V) => unknown;
  onSubmit: (output: Out) => Promise<unknown>;
}

export interface FormFrame {
  formRef: RefObject<HTMLFormElement | null>;
  submit: (event: FormEvent) => void;
  submitting: boolean;
  failure: unknown;
  /** Returns true if there are changes since the form was filled, or was sent last. */
  isChanged: () => boolean;
}

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
  /** `path` is the field's path in the schema's input, if that differs from the name. */
  field: (name: TextName<V>, path?: string) => FieldProps;
  /** `path` is a path in the schema's input, for example `seats.0.displayName`. */
  errorOf: (path: string) => string | undefined;
  /** Call it when a field is left. Its error is shown from then on. */
  blur: (path: string) => void;
  /** Takes over values that are saved already. */
  adopt: (saved: Partial<V>) => void;
  reset: () => void;
}

/** Validates each field when it is left, and all fields on submit. Then focuses the first invalid field. */
export function useForm<V extends object, Out>({
  initial,
  schema,
  toInput,
  onSubmit,
}: FormOptions<V, Out>): Form<V> {
  const [values, setValues] = useState(initial);
  const [saved, setSaved] = useState(initial);
  const adopted = useRef<Partial<V>>({});
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
    const form = formRef.current;
    if (focusWanted === 0 || !form) return;
    const invalid = form.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (invalid) invalid.focus();
    // A long form is submitted far below the message at its top.
    else form.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
  }, [focusWanted]);

  const change = useCallback((part: Partial<V>) => {
    setValues(before => ({ ...before, ...part }));
    setRefused({});
  }, []);

  const blur = useCallback(
    (path: string) => afterPress(() => setLeft(before => new Set(before).add(path))),
    [],
  );

  const adopt = (part: Partial<V>) => {
    change(part);
    setFailure(undefined);
    setSaved(before => ({ ...before, ...part }));
    adopted.current = { ...adopted.current, ...part };
  };

  const reset = () => {
    adopt(initial);
    setLeft(new Set());
    setTried(false);
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
    adopted.current = {};
    try {
      await onSubmit(checked.output);
      setSaved({ ...values, ...adopted.current });
    } catch (error) {
      setFailure(error);
      setRefused(fieldErrorsOf(error));
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
    adopt,
    reset,
    formRef,
    submit: event => void submit(event),
    submitting,
    failure,
    isChanged: () => JSON.stringify(values) !== JSON.stringify(saved),
  };
}

let pressed = false;

const trackPress = ({ type }: PointerEvent) => {
  pressed = type === 'pointerdown';
};
for (const event of ['pointerdown', 'pointerup', 'pointercancel'] as const)
  window.addEventListener(event, trackPress, true);

/** Waits until the pointer is released, because new content could move the button that is pressed. */
function afterPress(action: () => void): void {
  if (!pressed) {
    action();
    return;
  }
  const done = new AbortController();
  const run = () => {
    done.abort();
    // Waits for the click event, which follows the release.
    window.setTimeout(action);
  };
  window.addEventListener('pointerup', run, { signal: done.signal });
  window.addEventListener('pointercancel', run, { signal: done.signal });
}
