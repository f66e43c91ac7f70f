import { type ReactNode, useId } from 'react';
import type { DeliveryFacts } from '../../../shared/recording/review.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { formatSeconds } from '../../texts/times.ts';

const texts = practicePage.delivery;

/** How the candidate spoke, in facts. No figure here is good or bad. */
export function AttemptDelivery({ facts }: { facts: DeliveryFacts }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h3 id={titleId} className="text-sm font-semibold">
          {texts.title}
        </h3>
        <p className="text-sm text-muted">{texts.about}</p>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
        <Fact label={texts.spoke}>{seconds(facts.speakingMs)}</Fact>
        {facts.talkRatio !== undefined && <Fact label={texts.share}>{texts.percent(facts.talkRatio)}</Fact>}
        {facts.timeToAnswerMs !== undefined && (
          <Fact label={texts.toAnswer}>{seconds(facts.timeToAnswerMs)}</Fact>
        )}
        <Fact label={texts.monologue}>{seconds(facts.longestMonologueMs)}</Fact>
        <Fact label={texts.pauses}>{facts.pauses}</Fact>
        {facts.pauses > 0 && <Fact label={texts.longestPause}>{seconds(facts.longestPauseMs)}</Fact>}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

function seconds(ms: number): string {
  return formatSeconds(ms / 1_000);
}
