import { type FormEvent, useRef, useState } from 'react';
import {
  FEEDBACK_LINE_MAX,
  type FeedbackAnswer,
  type FeedbackRating,
} from '../../../shared/report/candidateReport.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { useReader } from '../../hooks/report/useReaderSession.ts';
import { readReport } from '../../texts/readReport.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { ChoiceRow } from './ChoiceRow.tsx';
import { OwnPart } from './OwnPart.tsx';
import { StarChoice } from './StarChoice.tsx';

const texts = readReport.rating;
const QUESTIONS = ['specific', 'fair', 'nextStep'] as const;
const ANSWERS = (['yes', 'partly', 'no'] as const).map(value => ({ value, label: texts.answers[value] }));

interface RateReportProps {
  rating: FeedbackRating | undefined;
  /** Absent once it is too late. */
  until: number | undefined;
}

/** What the candidate thinks of the report, given where it is read, and changeable for some days. */
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
