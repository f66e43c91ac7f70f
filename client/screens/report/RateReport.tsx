import { Star } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import {
  FEEDBACK_LINE_MAX,
  type FeedbackAnswer,
  type FeedbackRating,
} from '../../../shared/report/candidateReport.ts';
import { ErrorBanner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { RadioTile } from '../../components/ui/RadioTile.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { readReport } from '../../texts/readReport.ts';
import { OwnPart, useReader } from './readerContext.tsx';

const texts = readReport.rating;
const QUESTIONS = ['specific', 'fair', 'nextStep'] as const;
const ANSWERS = (['yes', 'partly', 'no'] as const).map(value => ({ value, label: texts.answers[value] }));

interface RateReportProps {
  rating: FeedbackRating | undefined;
  /** The deadline for rating the report. Undefined after it has passed. */
  until: number | undefined;
}

export function RateReport({ rating, until }: RateReportProps) {
  if (until === undefined && !rating) return null;
  return (
    <OwnPart
      title={until === undefined ? texts.given : texts.title}
      about={until === undefined ? texts.over : texts.about}
    >
      {until === undefined && rating ? (
        <Given rating={rating} />
      ) : (
        <RatingForm rating={rating} until={until} />
      )}
    </OwnPart>
  );
}

function Given({ rating }: { rating: FeedbackRating }) {
  return (
    <dl className="grid max-w-md grid-cols-[1fr_auto] gap-x-6 gap-y-2">
      <dt className="text-muted">{texts.stars}</dt>
      <dd className="font-medium">{texts.star(rating.stars)}</dd>
      {QUESTIONS.map(question => (
        <div key={question} className="contents">
          <dt className="text-muted">{texts.questions[question]}</dt>
          <dd className="font-medium">{texts.answers[rating[question]]}</dd>
        </div>
      ))}
      {rating.line && <dd className="col-span-2">“{rating.line}”</dd>}
    </dl>
  );
}

type Draft = { [K in 'specific' | 'fair' | 'nextStep']?: FeedbackAnswer } & { stars?: number; line: string };

function RatingForm({ rating, until }: RateReportProps) {
  const session = useReader();
  const [draft, setDraft] = useState<Draft>(rating ?? { line: '' });
  const [tried, setTried] = useState(false);
  const { pending, error, run } = useAction();
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { fair, line, nextStep, specific, stars } = draft;
  const complete = stars !== undefined && fair && nextStep && specific;
  const change = (part: Partial<Draft>) => {
    setDraft(before => ({ ...before, ...part }));
    setSaved(false);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (complete)
      run(async () => {
        await session.rate({ stars, specific, fair, nextStep, line: line.trim() });
        setSaved(true);
      });
    else firstUnanswered(form.current)?.focus();
  };
  return (
    <form ref={form} onSubmit={send} noValidate className="flex max-w-xl flex-col gap-5">
      <ErrorBanner title={texts.failed} error={error} />
      <StarChoice
        legend={texts.stars}
        value={stars}
        missing={tried && stars === undefined}
        onChange={value => change({ stars: value })}
      />
      {QUESTIONS.map(question => (
        <AnswerChoice
          key={question}
          legend={texts.questions[question]}
          value={draft[question]}
          missing={tried && draft[question] === undefined}
          onChange={answer => change({ [question]: answer })}
        />
      ))}
      <TextField
        label={texts.line}
        optional
        maxLength={FEEDBACK_LINE_MAX}
        value={line}
        onChange={event => change({ line: event.target.value })}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" pending={pending}>
          {rating ? texts.change : texts.send}
        </Button>
        {until !== undefined && rating && (
          <p className="text-sm text-muted">{texts.until(until, Date.now())}</p>
        )}
      </div>
      <p role="status" className="text-sm empty:hidden">
        {saved ? texts.saved : ''}
        {tried && !complete && <span className="text-danger-ink">{texts.missing}</span>}
      </p>
    </form>
  );
}

function firstUnanswered(form: HTMLFormElement | null): HTMLInputElement | undefined {
  const groups = [...(form?.querySelectorAll('fieldset') ?? [])];
  const open = groups.find(group => !group.querySelector('input:checked'));
  return open?.querySelector('input') ?? undefined;
}

interface ChoiceProps<V> {
  legend: string;
  value: V | undefined;
  /** True if the person tried to send the form without answering this question. */
  missing: boolean;
  onChange: (value: V) => void;
}

function Choice({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <legend className="contents">
        <span className="font-medium">{legend}</span>
      </legend>
      {children}
    </fieldset>
  );
}

function AnswerChoice({ legend, value, missing, onChange }: ChoiceProps<FeedbackAnswer>) {
  const name = useId();
  return (
    <Choice legend={legend}>
      <div className="flex gap-2">
        {ANSWERS.map(option => (
          <RadioTile
            key={option.value}
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className={classNames(
              'flex min-h-10 min-w-18 cursor-pointer items-center justify-center rounded-control border bg-surface px-4 text-sm font-medium',
              'hover:border-muted has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink has-focus-visible:outline-offset-2',
              missing ? 'border-danger-ink' : 'border-line-strong',
            )}
          >
            {option.label}
          </RadioTile>
        ))}
      </div>
    </Choice>
  );
}

const STARS = [1, 2, 3, 4, 5];

function StarChoice({ legend, value, missing, onChange }: ChoiceProps<number>) {
  const name = useId();
  return (
    <Choice legend={legend}>
      <div className="flex gap-1">
        {STARS.map(stars => {
          const filled = value !== undefined && stars <= value;
          return (
            <RadioTile
              key={stars}
              name={name}
              checked={stars === value}
              onChange={() => onChange(stars)}
              aria-label={texts.star(stars)}
              className="flex size-10 cursor-pointer items-center justify-center rounded-control hover:bg-hover"
            >
              <Star
                className={classNames(
                  'size-7',
                  filled
                    ? 'fill-warning-fill text-warning-ink'
                    : missing
                      ? 'text-danger-ink'
                      : 'text-line-strong',
                )}
                strokeWidth={1.5}
              />
            </RadioTile>
          );
        })}
      </div>
    </Choice>
  );
}
