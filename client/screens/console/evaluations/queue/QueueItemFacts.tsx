import { Clock, Hourglass, Lock, PencilLine, TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import type { QueueClaim, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Badge } from '../../../../components/ui/Badge.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { formatDistance } from '../../../../texts/times.ts';
import { ratingPath, reportPath } from '../evaluationPaths.ts';

const texts = evaluationTexts.facts;

export function ItemFacts({ item, now }: { item: QueueItem; now: number }) {
  const { endedAt, kind, length, locale, minutes, questions, stage } = item;
  const waits = stage === 'rate' || stage === 'agree' || stage === 'write';
  const facts = [
    kind === 'interview' ? texts.interview : length && evaluationTexts.lengths[length],
    // Leaves out the number of questions if the text of the length already says that there is one.
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

const promiseTexts = evaluationTexts.promise;
const SOON_MS = 6 * 3_600_000;

interface PromiseTextProps {
  item: Pick<QueueItem, 'promised' | 'promisedAt' | 'stage'>;
  now: number;
  inRow?: boolean;
}

export function PromiseText({ item, now, inRow = false }: PromiseTextProps) {
  const { promised, promisedAt, stage } = item;
  if (!promised) return <p className="text-sm text-muted">{promiseTexts.none}</p>;
  const due = stage === 'rate' || stage === 'agree' || stage === 'write';
  const overdue = due && promisedAt < now;
  const soon = due && !overdue && promisedAt - now < SOON_MS;
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-sm tabular-nums',
        inRow && 'md:flex-col md:items-start',
      )}
    >
      {overdue ? (
        <Badge tone="danger" icon={TriangleAlert}>
          {promiseTexts.overdue}
        </Badge>
      ) : soon ? (
        <Badge tone="warning" icon={Clock}>
          {promiseTexts.soon}
        </Badge>
      ) : null}
      <span className="font-medium">
        <span className={inRow ? 'sr-only' : 'font-normal text-muted'}>{promiseTexts.label} </span>
        {promiseTexts.by(promisedAt, now)}
      </span>
      {due && (
        <span className={overdue ? 'text-xs text-danger-ink' : 'text-xs text-muted'}>
          {overdue ? promiseTexts.late(promisedAt, now) : formatDistance(promisedAt, now)}
        </span>
      )}
    </div>
  );
}

const claimTexts = evaluationTexts.who;
type ClaimListProps = { claims: readonly QueueClaim[]; userId: string | undefined; now: number };
export function ClaimList({ claims, userId, now }: ClaimListProps) {
  if (claims.length === 0) return <p className="text-xs leading-5 text-muted">{claimTexts.none}</p>;
  return (
    <ul className="flex flex-col text-xs leading-5 text-muted">
      {claims.map(claim => (
        <li key={claim.userId} className="flex items-start gap-1.5">
          <span className="flex h-5 items-center">{iconOf(claim, claim.userId === userId)}</span>
          <span>
            {wordsOf(claim, claim.userId === userId)}
            {claim.userId === userId && claim.state === 'held' && claim.expiresAt !== undefined && (
              <span className="tabular-nums"> · {evaluationTexts.rating.left(claim.expiresAt - now)}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function wordsOf({ name, shadow, state }: QueueClaim, own: boolean): string {
  const words =
    state === 'held'
      ? own
        ? claimTexts.youHeld
        : claimTexts.held(name)
      : own
        ? claimTexts.youLocked
        : claimTexts.locked(name);
  return shadow ? `${words}, ${claimTexts.shadow}` : words;
}

function iconOf({ state }: QueueClaim, own: boolean) {
  const Icon = state === 'locked' ? Lock : own ? Hourglass : PencilLine;
  return <Icon className="size-3.5 shrink-0" />;
}

const { needs } = evaluationTexts;

export function needsOf({ locked, publishAsked, raters, report, stage }: QueueItem): string {
  if (publishAsked) return needs.publish;
  if (stage === 'rate') return needs.rate(locked, raters);
  return stage === 'done' && !report ? needs.rated : needs[stage];
}

const { actions } = evaluationTexts;
type RowAction = { label: string; wanted: boolean } & ({ do: 'claim' } | { do: 'go'; to: string });

export function rowAction(item: QueueItem, may: { write: boolean; publish: boolean }): RowAction {
  const { interviewId, own, publishAsked, refused, report, stage } = item;
  const page = ratingPath(interviewId);
  const reportPage = reportPath(interviewId);
  const go = (label: string, to: string, wanted = true): RowAction => ({ do: 'go', label, to, wanted });
  if (own === 'held') return go(actions.resume, page);
  if (may.publish && publishAsked) return go(actions.publish, reportPage);
  if (own !== 'locked' && !refused) return { do: 'claim', label: actions.claim, wanted: true };
  if (stage === 'agree' && own === 'locked') return go(actions.agree, page);
  if (may.write && stage === 'write') return go(actions.write, reportPage);
  if (may.publish && stage === 'republish') return go(actions.republish, reportPage);
  if (may.write && (stage === 'republish' || (report && stage === 'done')))
    return go(actions.report, reportPage, false);
  return go(actions.details, page, false);
}
