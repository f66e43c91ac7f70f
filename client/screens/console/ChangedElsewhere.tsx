import { Fragment, type RefObject } from 'react';
import { AppError } from '../../../shared/errors.ts';
import { Button } from '../../components/ui/Button.tsx';
import { Card } from '../../components/ui/Card.tsx';
import type { FormFrame } from '../../hooks/useForm.ts';
import { changedElsewhereTexts as texts } from '../../texts/settings.ts';

interface ChangedElsewhereProps<T> {
  form: FormFrame;
  /** Stored values as this form knows them. The next save is compared with them. */
  seen: RefObject<T>;
  /** Name and shown value of each field. */
  say: { [K in keyof T]: readonly [label: string, show?: (value: T[K]) => string] };
  /** Puts values of others into the form. */
  onTake: (theirs: Partial<T>) => void;
}

/** After a refused save: what others have changed in the meantime, and the choice whose values stay. */
export function ChangedElsewhere<T extends object>({ form, seen, say, onTake }: ChangedElsewhereProps<T>) {
  const { failure } = form;
  if (!(failure instanceof AppError) || failure.reason !== 'setting-changed') return null;
  const theirs = (failure.details?.theirs ?? {}) as Partial<T>;
  const acknowledge = () => {
    seen.current = { ...seen.current, ...theirs };
  };
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="text-base font-semibold">{texts.title}</h2>
        <p className="text-sm text-muted">{texts.body}</p>
      </div>
      <dl className="flex flex-col gap-1 text-sm">
        {(Object.keys(theirs) as (keyof T)[]).map(name => {
          const [label, show = String] = say[name];
          return (
            <Fragment key={String(name)}>
              <dt className="text-muted">{label}</dt>
              <dd className="mb-2 max-h-48 overflow-y-auto whitespace-pre-wrap wrap-anywhere">
                {show(theirs[name] as T[keyof T]) || texts.empty}
              </dd>
            </Fragment>
          );
        })}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => {
            acknowledge();
            onTake(theirs);
          }}
        >
          {texts.theirs}
        </Button>
        <Button
          variant="primary"
          onClick={() => {
            acknowledge();
            form.formRef.current?.requestSubmit();
          }}
        >
          {texts.mine}
        </Button>
      </div>
    </Card>
  );
}
