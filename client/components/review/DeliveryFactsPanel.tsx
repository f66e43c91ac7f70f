import type { ReactNode } from 'react';
import { type DeliveryFacts, type Review, spokenMs } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { reviewTexts } from '../../texts/review.ts';
import { classNames } from '../ui/classNames.ts';
import { Fact } from '../ui/Fact.tsx';

const texts = reviewTexts.facts;

export function DeliveryFactsPanel() {
  const { review } = useReview();
  const { delivery } = review;
  if (!delivery) return <p className="p-4 text-sm text-muted">{texts.none}</p>;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
      <div className="flex shrink-0 flex-col gap-1">
        <h3 className="text-sm font-semibold">{texts.title}</h3>
        <p className="text-xs text-muted">{texts.about}</p>
      </div>
      <Whole facts={delivery.whole} />
      {delivery.byQuestion.length > 0 && <ByQuestion questions={delivery.byQuestion} />}
      <details className="shrink-0 text-xs text-muted">
        <summary className="min-h-6 w-fit rounded-check font-medium">{texts.definitions}</summary>
        <ul className="flex list-disc flex-col gap-1.5 pt-2 pl-4">
          {texts.explained.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Whole({ facts }: { facts: DeliveryFacts }) {
  const { talkRatio, pauses } = facts;
  const entries: [string, ReactNode][] = [
    [texts.talkRatio, talkRatio === undefined ? texts.unknown : texts.percent(talkRatio)],
    [texts.speaking, texts.seconds(spokenMs(facts))],
    [texts.timeToAnswerWhole, known(facts.timeToAnswerMs)],
    [texts.monologue, texts.seconds(facts.longestMonologueMs)],
    [texts.pauses, pauses],
    [texts.longestPause, pauses === 0 ? '–' : texts.seconds(facts.longestPauseMs)],
  ];
  return (
    <section aria-label={texts.whole} className="flex shrink-0 flex-col gap-3">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        {entries.map(([label, value]) => (
          <Fact key={label} size="sm" label={label}>
            {value}
          </Fact>
        ))}
      </dl>
      {talkRatio !== undefined && (
        <div aria-hidden="true" className="flex h-2 overflow-hidden rounded-full bg-line">
          <div className="h-full bg-accent" style={{ width: `${talkRatio * 100}%` }} />
        </div>
      )}
    </section>
  );
}

function ByQuestion({ questions }: { questions: NonNullable<Review['delivery']>['byQuestion'] }) {
  const { player, review } = useReview();
  const current = useAtPosition(atMs => spanAt(review.chapters, atMs)?.questionId);
  return (
    <div className="-mx-4 shrink-0 overflow-x-auto px-4">
      <table className="w-full border-collapse text-xs tabular-nums">
        <thead>
          <tr className="border-b border-line text-left align-bottom text-muted">
            <th scope="col" className="py-1.5 pr-2 font-medium">
              <span className="sr-only">{texts.question(0).replace(' 0', '')}</span>
            </th>
            <Column>{texts.timeToAnswer}</Column>
            <Column>{texts.speaking}</Column>
            <Column>{texts.pauses}</Column>
            <Column>{texts.monologue}</Column>
          </tr>
        </thead>
        <tbody>
          {questions.map(({ questionId, ...facts }) => {
            const chapter = review.chapters.find(known => known.questionId === questionId);
            if (!chapter) return null;
            return (
              <tr
                key={questionId}
                className={classNames('border-b border-line', questionId === current && 'bg-accent-soft')}
              >
                <th scope="row" className="py-1 pr-2 text-left font-medium">
                  <button
                    type="button"
                    title={chapter.text}
                    aria-label={reviewTexts.timeline.chapterName(chapter.number, chapter.text)}
                    onClick={() => player.seekTo(chapter.fromMs)}
                    className="inline-flex min-h-6 min-w-6 items-center rounded-check text-accent-ink underline underline-offset-2"
                  >
                    {reviewTexts.timeline.chapterShort(chapter.number)}
                  </button>
                </th>
                <Cell>{known(facts.timeToAnswerMs)}</Cell>
                <Cell>{texts.seconds(facts.answerMs ?? 0)}</Cell>
                <Cell>{facts.pauses}</Cell>
                <Cell>{texts.seconds(facts.longestMonologueMs)}</Cell>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Column({ children }: { children: string }) {
  return (
    <th scope="col" className="py-1.5 pl-3 text-right font-medium">
      {children}
    </th>
  );
}

function Cell({ children }: { children: ReactNode }) {
  return <td className="py-1 pl-3 text-right whitespace-nowrap">{children}</td>;
}

function known(ms: number | undefined): string {
  return ms === undefined ? texts.unknown : texts.seconds(ms);
}
