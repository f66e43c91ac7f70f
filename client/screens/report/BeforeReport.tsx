import { Check, CircleSlash, Hourglass, PencilLine } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { coveredBy } from '../../../shared/kit/kit.ts';
import type { OpenedReport } from '../../../shared/protocol/readerRoutes.ts';
import type { OwnGuess } from '../../../shared/report/candidateReport.ts';
import type { Rung } from '../../../shared/report/reportContent.ts';
import { IconPage } from '../../components/shell/IconPage.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { ErrorBanner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { RadioTile } from '../../components/ui/RadioTile.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { readReport } from '../../texts/readReport.ts';
import { useReader } from './readerContext.tsx';

const { impossible, retracted, waiting } = readReport;
const FRAME = 'mx-auto w-full max-w-xl pt-[4dvh]';
const STEPS = ['queued', 'rated', 'written'] as const;

type Unreadable = Exclude<OpenedReport, { state: 'open' | 'guess' }>;

export function NoReportYet({ opened }: { opened: Unreadable }) {
  usePageTitle(readReport.tab(opened.role));
  switch (opened.state) {
    case 'waiting':
      return <Waiting opened={opened} />;
    case 'impossible':
      return (
        <IconPage className={FRAME} icon={CircleSlash} eyebrow={opened.role} title={impossible.title}>
          <p className="max-w-[60ch] text-muted">{impossible.reasons[opened.reason]}</p>
        </IconPage>
      );
    case 'retracted':
      return (
        <IconPage className={FRAME} icon={PencilLine} eyebrow={opened.role} title={retracted.title}>
          <p className="max-w-[60ch] text-muted">{retracted.body}</p>
        </IconPage>
      );
  }
}

function Waiting({ opened }: { opened: Extract<Unreadable, { state: 'waiting' }> }) {
  const { promisedAt, role, step } = opened;
  const now = Date.now();
  const current = STEPS.indexOf(step);
  return (
    <IconPage className={FRAME} icon={Hourglass} eyebrow={role} title={waiting.title}>
      {promisedAt !== undefined && (
        <p className="max-w-[60ch] text-lg">
          {promisedAt < now ? waiting.late(promisedAt, now) : waiting.promised(promisedAt, now)}
        </p>
      )}
      <ol aria-label={waiting.progress} className="flex flex-col gap-3">
        {STEPS.map((name, index) => (
          <li
            key={name}
            aria-current={index === current ? 'step' : undefined}
            className={classNames(
              'flex items-center gap-3',
              index === current ? 'font-medium' : 'text-muted',
            )}
          >
            <span
              aria-hidden="true"
              className={classNames(
                'flex size-7 items-center justify-center rounded-full text-sm font-semibold',
                index < current && 'bg-accent-soft text-accent-ink',
                index === current && 'bg-accent text-on-accent',
                index > current && 'border border-line-strong',
              )}
            >
              {index < current ? <Check className="size-4" strokeWidth={3} /> : index + 1}
            </span>
            {waiting.steps[name]}
          </li>
        ))}
      </ol>
      <p className="max-w-[60ch] text-muted">{waiting.close}</p>
    </IconPage>
  );
}

const texts = readReport.guess;
type Competency = Extract<OpenedReport, { state: 'guess' }>['competencies'][number];
type Guess = Rung | 'N';

/** Asks for the candidate's own ratings, one per competency, before the report is shown. Can be skipped. */
export function GuessForm({ competencies }: { competencies: readonly Competency[] }) {
  const session = useReader();
  const [guess, setGuess] = useState<OwnGuess>({});
  const [step, setStep] = useState(0);
  const [sent, setSent] = useState<OwnGuess | null>();
  const { error, run } = useAction();
  // Stays true after the request, until the report replaces the form: a second guess would not count.
  const sending = sent !== undefined && error === undefined;
  const competency = competencies[step];
  const last = step >= competencies.length - 1;
  const send = (next: OwnGuess | null) => {
    if (sending) return;
    run(async () => {
      setSent(next);
      await session.guess(next);
      window.scrollTo(0, 0);
    });
  };
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6">
      <div className="flex flex-col gap-2">
        <PageHeading className="text-2xl!">{texts.title}</PageHeading>
        <p className="max-w-[60ch] text-muted">{texts.about}</p>
        <Button className="mt-2 self-start" pending={sending && !sent} onClick={() => send(null)}>
          {texts.skip}
        </Button>
      </div>
      <ErrorBanner title={texts.failed} error={error} />
      {competency && (
        <Choice
          key={competency.id}
          competency={competency}
          step={step}
          steps={competencies.length}
          value={guess[competency.id]}
          onChange={value => setGuess(before => ({ ...before, [competency.id]: value }))}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        {step > 0 && <Button onClick={() => setStep(step - 1)}>{texts.back}</Button>}
        {last ? (
          <Button
            variant="primary"
            pending={sending && !!sent}
            onClick={() => send(Object.keys(guess).length > 0 ? guess : null)}
          >
            {texts.open}
          </Button>
        ) : (
          <Button variant="primary" onClick={() => setStep(step + 1)}>
            {texts.next}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ChoiceProps {
  competency: Competency;
  step: number;
  steps: number;
  value: Guess | undefined;
  onChange: (value: Guess) => void;
}

function Choice({ competency, step, steps, value, onChange }: ChoiceProps) {
  const { anchors, description, name } = competency;
  const group = useId();
  const legend = useRef<HTMLSpanElement>(null);
  const begun = useRef(step);
  useEffect(() => {
    // Focuses the competency on later steps. On the first step, the page heading has the focus.
    if (begun.current > 0) legend.current?.focus();
  }, []);
  const options: { value: Guess; text: string }[] = [
    ...anchors.map((text, index) => ({ value: (index + 1) as Rung, text })),
    { value: 'N', text: texts.cannotTell },
  ];
  return (
    <fieldset data-guess={competency.id} className="flex min-w-0 flex-col gap-4">
      <legend className="contents">
        <span ref={legend} tabIndex={-1} className="flex flex-col gap-1">
          <span className="text-sm text-muted tabular-nums">{texts.step(step + 1, steps)}</span>
          <span className="text-lg font-semibold">{name}</span>
        </span>
      </legend>
      <p className="-mt-2 max-w-[66ch] text-muted">{coveredBy(description)}</p>
      <div className="flex flex-col gap-2">
        {options.map(option => (
          <RadioTile
            key={option.value}
            dot
            name={group}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="border-line-strong/60 p-4"
          >
            <span>{option.text}</span>
          </RadioTile>
        ))}
      </div>
    </fieldset>
  );
}
