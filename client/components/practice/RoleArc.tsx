import { Columns2, Mic } from 'lucide-react';
import { useId } from 'react';
import { coveredOf, type ThenAndNow, thenAndNowOf } from '../../../shared/practice/practiceArc.ts';
import type { PracticeAttempt, PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import type { Comparison } from '../../core/practice/attempts.ts';
import { practiceHref } from '../../core/practice/practiceLocation.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { formatClock } from '../../texts/clock.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { formatSeconds } from '../../texts/times.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { BestIcon } from './BestTake.tsx';
import { VoiceProgress } from './VoiceProgress.tsx';

const texts = practicePage.arc;
/** The voice has the same number of bars for each question, and at least this many. */
const LEAST_BARS = 24;
/** A plan that fits into one sitting. */
const PLANNED = 2;

interface RoleArcProps {
  attempt: PracticeAttempt;
  page: PracticePage;
  comparisons: ReadonlyMap<string, Comparison>;
}

/** How far the person is with the role of an attempt: questions answered, questions left, then and now. */
export function RoleArc({ attempt, page, comparisons }: RoleArcProps) {
  const titleId = useId();
  const { token } = usePracticePage();
  const { location } = usePractice();
  const role = page.role?.slug === attempt.slug ? page.role : undefined;
  const changes = attempt.questions.flatMap(({ questionId, text }) => {
    const change = thenAndNowOf(questionId, page.attempts);
    return change ? [{ questionId, text, change }] : [];
  });
  if (!role && changes.length === 0) return null;
  // One question is enough here. The others are compared from their own places on the page.
  const shown = changes.find(({ change }) => change.best) ?? changes[0];
  const titleOf = ({ questionId, text }: { questionId: string; text: string }) =>
    role?.questions.find(question => question.questionId === questionId)?.title ?? text;
  const covered = role && coveredOf(role, page.attempts);
  const coveredText =
    !covered || covered.all === 0
      ? texts.title(attempt.role)
      : covered.left.length === 0
        ? texts.done
        : texts.covered(covered.answered, covered.all);
  const all = role?.questions.length ?? 0;
  const ofGuide = role?.questions.filter(({ guide }) => guide).length ?? 0;
  return (
    <Card role="region" aria-labelledby={titleId} data-arc className="flex flex-col gap-4">
      <div>
        <h2 id={titleId} className="text-base font-semibold">
          {coveredText}
        </h2>
        {ofGuide > 0 && ofGuide < all && (
          <p className="text-sm text-muted tabular-nums">{texts.parts(ofGuide, all - ofGuide)}</p>
        )}
      </div>
      {role && covered && covered.all > 0 && (
        <div className="flex flex-col gap-1.5">
          <VoiceProgress
            seed={role.slug}
            bars={covered.all * Math.ceil(LEAST_BARS / covered.all)}
            share={covered.answered / covered.all}
            className="h-8 w-full"
          />
        </div>
      )}
      {shown && (
        <Change
          question={changes.length > 1 ? titleOf(shown) : undefined}
          change={shown.change}
          onCompare={
            comparisons.has(shown.questionId)
              ? () => location.go({ page: token, compare: shown.questionId })
              : undefined
          }
        />
      )}
      {role && covered && covered.left.length > 0 && (
        <div className="flex flex-col gap-1">
          <h3 className="text-sm font-medium text-warm-ink">{texts.next}</h3>
          <ul className="-mx-2 flex flex-col">
            {covered.left.slice(0, PLANNED).map(({ questionId, title, minutes }) => (
              <li key={questionId}>
                <button
                  type="button"
                  onClick={() =>
                    location.go({ page: token, role: role.slug, question: questionId, now: true })
                  }
                  className="flex min-h-11 w-full items-center gap-3 rounded-control px-2 py-1.5 text-left transition-colors hover:bg-hover"
                >
                  <Mic className="size-4 shrink-0 text-warm-ink" />
                  <span className="min-w-0 flex-1">{title}</span>
                  <span className="text-sm whitespace-nowrap text-muted tabular-nums">
                    {texts.minutes(minutes)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {role && (
        <a
          href={practiceHref({ page: token, role: role.slug })}
          className="self-start rounded-control py-1 text-sm font-medium text-accent-ink underline-offset-2 hover:underline"
        >
          {texts.all}
        </a>
      )}
    </Card>
  );
}

interface ChangeProps {
  question: string | undefined;
  change: ThenAndNow;
  onCompare: (() => void) | undefined;
}

function Change({ question, change: { first, latest, best }, onCompare }: ChangeProps) {
  const between = best && best !== first && best !== latest ? best : undefined;
  const columns = [
    { name: texts.first, answer: first },
    ...(between ? [{ name: practicePage.best.label, answer: between }] : []),
    { name: texts.latest, answer: latest },
  ];
  const rows = [
    { name: texts.spoke, values: columns.map(({ answer }) => formatClock(answer.answerMs)) },
    { name: texts.firstWord, values: columns.map(({ answer }) => secondsOf(answer.firstWordMs)) },
  ].filter(({ values }) => values.every(known => known !== undefined));
  return (
    <div data-then-and-now className="flex flex-col gap-2 text-sm">
      {question && <p className="truncate font-medium">{question}</p>}
      <table className="w-full tabular-nums">
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="font-normal">
              <span className="sr-only">{texts.answer}</span>
            </th>
            {columns.map(({ name, answer }) => (
              <th key={name} scope="col" className="py-0.5 pr-3 font-normal whitespace-nowrap last:pr-0">
                <span className="inline-flex items-center gap-1">
                  {answer === best && <BestIcon className="size-3.5" />}
                  {name}
                  {answer === best && !between && <span className="sr-only">{practicePage.best.label}</span>}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row" className="py-0.5 pr-3 text-left font-normal whitespace-nowrap text-muted">
                {name}
              </th>
              {values.map((value, index) => (
                <td
                  key={columns[index]?.name}
                  className="py-0.5 pr-3 font-medium whitespace-nowrap last:pr-0"
                >
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {onCompare && (
        <Button size="sm" icon={Columns2} onClick={onCompare} className="self-start">
          {texts.compare}
        </Button>
      )}
    </div>
  );
}

function secondsOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatSeconds(ms / 1_000);
}
