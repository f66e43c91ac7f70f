import { Star } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import {
  FEEDBACK_LINE_MAX,
  type FeedbackAnswer,
  type FeedbackRating,
} from '../../../shared/report/candidateReport.ts';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { RadioTile } from '../../components/ui/RadioTile.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { readReport } from '../../texts/readReport.ts';
import { OwnPart, useReader } from './readerContext.tsx';

const texts = readReport.rating;
const QUESTIONS = ['specific', 'fair', 'nextStep'] as const;
const ANSWERS = (['yes', 'partly', 'no'] as const).map(value => ({ value, label: texts.answers[value] }));

interface RateReportProps {
  rating: FeedbackRating | undefined;
  /** Undefined after the deadline. */
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
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const { fair, line, nextStep, specific, stars } = draft;
  const complete = stars !== undefined && fair && nextStep && specific;
  const change = (part: Partial<Draft>) => {
    setDraft(before => ({ ...before, ...part }));
    setSaved(false);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    setTried(true);
    if (!complete) {
      firstUnanswered(form.current)?.focus();
      return;
    }
    setSaving(true);
    setFailure(undefined);
    try {
      await session.rate({ stars, specific, fair, nextStep, line: line.trim() });
      setSaved(true);
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <form ref={form} onSubmit={event => void send(event)} noValidate className="flex max-w-xl flex-col gap-5">
      {failure && (
        <Banner tone="danger" title={texts.failed}>
          {failure}
        </Banner>
      )}
      <StarChoice
        value={stars}
        missing={tried && stars === undefined}
        onChange={value => change({ stars: value })}
      />
      {QUESTIONS.map(question => (
        <ChoiceRow
          key={question}
          legend={texts.questions[question]}
          options={ANSWERS}
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
        <Button type="submit" variant="primary" pending={saving}>
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

interface ChoiceRowProps<V extends string> {
  legend: string;
  options: readonly { value: V; label: string }[];
  value: V | undefined;
  /** Unanswered after an attempt to send. */
  missing: boolean;
  onChange: (value: V) => void;
}

function ChoiceRow<V extends string>({ legend, options, value, missing, onChange }: ChoiceRowProps<V>) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <legend className="contents">
        <span className="font-medium">{legend}</span>
      </legend>
      <div className="flex gap-2">
        {options.map(option => (
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
    </fieldset>
  );
}

const STARS = [1, 2, 3, 4, 5];

interface StarChoiceProps {
  value: number | undefined;
  missing: boolean;
  onChange: (stars: number) => void;
}

/** One to five stars as radio buttons. */
function StarChoice({ value, missing, onChange }: StarChoiceProps) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <legend className="contents">
        <span className="font-medium">{texts.stars}</span>
      </legend>
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
    </fieldset>
  );
}
