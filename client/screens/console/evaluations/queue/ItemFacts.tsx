import { Fragment } from 'react';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const texts = evaluationTexts.facts;

/** What has to be looked at, and since when it waits. */
export function ItemFacts({ item, now }: { item: QueueItem; now: number }) {
  const { endedAt, kind, length, locale, minutes, questions, stage } = item;
  const waits = stage === 'rate' || stage === 'agree' || stage === 'write';
  const facts = [
    kind === 'interview' ? texts.interview : length && evaluationTexts.lengths[length],
    // A practice of one question is called that already.
    length === 'question' ? undefined : texts.questions(questions),
    texts.minutes(minutes),
    evaluationTexts.language(locale),
    waits ? texts.waiting(endedAt, now) : texts.ended(endedAt, now),
  ].filter(fact => fact !== undefined);
  return (
    <p className="text-xs leading-5 text-muted tabular-nums">
      {facts.map((fact, index) => (
        <Fragment key={fact}>
          {index > 0 && ' · '}
          <span className="whitespace-nowrap">{fact}</span>
        </Fragment>
      ))}
    </p>
  );
}
