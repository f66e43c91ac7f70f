import { Clock, Hourglass, Lock, PencilLine, TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import {
  isFinished,
  type QueueClaim,
  type QueueItem,
} from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Badge } from '../../../../components/ui/Badge.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { evaluationRatingTexts } from '../../../../texts/evaluationRating.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { formatDayWithin, formatDistance } from '../../../../texts/times.ts';
import { ratingPath, reportPath } from '../evaluationPaths.ts';

const texts = evaluationTexts.facts;

export function ItemFacts({ item, now }: { item: QueueItem; now: number }) {
  const { endedAt, kind, length, locale, minutes, questions, step } = item;
  const waits = step === 'rate' || step === 'agree' || step === 'write';
  const facts = [
    kind === 'interview' ? texts.interview : length && evaluationTexts.lengths[length],
    // Leaves out the number of questions if the text of the length already says that there is one.
    length === 'question' || questions === 0 ? undefined : texts.questions(questions),
    // Without a question, nothing shows that the time was spent on answers.
    questions === 0 ? undefined : texts.minutes(minutes),
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

const dueTexts = evaluationTexts.due;
const SOON_MS = 6 * 3_600_000;

interface DueTextProps {
  item: Pick<QueueItem, 'dueAt' | 'dueBy' | 'endedAt' | 'promisedAt' | 'step'>;
  now: number;
  inRow?: boolean;
}

export function DueText({ item, now, inRow = false }: DueTextProps) {
  const { dueAt, dueBy, endedAt, promisedAt, step } = item;
  if (isFinished(step))
    return (
      inRow && (
        <p className="text-sm text-muted max-md:hidden">{dueTexts.ended(formatDayWithin(endedAt, now))}</p>
      )
    );
  if (dueAt === undefined) return <p className="text-sm text-muted">{dueTexts.none}</p>;
  const overdue = dueAt < now;
  const soon = !overdue && dueAt - now < SOON_MS;
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-sm tabular-nums',
        inRow && 'md:flex-col md:items-start',
      )}
    >
      {overdue ? (
        <Badge tone="danger" icon={TriangleAlert}>
          {dueTexts.overdue}
        </Badge>
      ) : soon ? (
        <Badge tone="warning" icon={Clock}>
          {dueTexts.soon}
        </Badge>
      ) : null}
      <span className="font-medium">
        <span className={inRow ? 'sr-only' : 'font-normal text-muted'}>{dueTexts.label} </span>
        {inRow ? dueTexts.at(dueAt, now) : dueTexts.by(dueAt, now)}
      </span>
      <span className={overdue ? 'text-xs text-danger-ink' : 'text-xs text-muted'}>
        {overdue ? dueTexts.late(dueAt, now) : formatDistance(dueAt, now)}
      </span>
      {!inRow && dueBy && <span className="text-xs text-muted">{dueTexts.setBy(dueBy)}</span>}
      {!inRow && promisedAt !== undefined && promisedAt !== dueAt && (
        <span className="basis-full text-xs text-muted">{dueTexts.promised(promisedAt, now)}</span>
      )}
    </div>
  );
}

const claimTexts = evaluationTexts.who;
type ClaimListProps = {
  item: Pick<QueueItem, 'claims' | 'locked' | 'step'>;
  userId: string | undefined;
  now: number;
};
export function ClaimList({ item: { claims, locked, step }, userId, now }: ClaimListProps) {
  // Evaluators without an account have a scorecard, but no claim.
  const more = locked - claims.filter(({ shadow, state }) => state === 'locked' && !shadow).length;
  if (claims.length === 0 && more <= 0)
    return <p className="text-xs leading-5 text-muted">{claimTexts.none}</p>;
  return (
    <ul className="flex flex-col text-xs leading-5 text-muted">
      {claims.map(claim => (
        <li key={claim.userId} className="flex items-start gap-1.5">
          <span className="flex h-5 items-center">{iconOf(claim, claim.userId === userId)}</span>
          <span>
            {wordsOf(claim, claim.userId === userId, step === 'agree')}
            {claim.userId === userId && claim.state === 'held' && claim.expiresAt !== undefined && (
              <span className="tabular-nums">
                {' '}
                · {evaluationRatingTexts.rating.left(claim.expiresAt - now)}
              </span>
            )}
          </span>
        </li>
      ))}
      {more > 0 && (
        <li className="flex items-start gap-1.5">
          <span className="flex h-5 items-center">
            <Lock className="size-3.5 shrink-0" />
          </span>
          {claimTexts.more(more)}
        </li>
      )}
    </ul>
  );
}

function wordsOf({ compared, name, shadow, state }: QueueClaim, own: boolean, compares: boolean): string {
  if (compares && !shadow) {
    if (compared) return own ? claimTexts.youCompared : claimTexts.compared(name);
    return own ? claimTexts.youCompare : claimTexts.compares(name);
  }
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

/** True if the viewer has done their part, and others have not. */
function waitsForOthers({ compared, own, step }: QueueItem): boolean {
  return (step === 'rate' && own === 'locked') || (step === 'agree' && compared);
}

export function needsOf(item: QueueItem): string {
  const { locked, raters, reference, report, shadow, step } = item;
  if (waitsForOthers(item)) return step === 'rate' ? needs.waitsRate : needs.waitsAgree;
  if (step === 'rate') return shadow && reference ? needs.calibrate : needs.rate(locked, raters);
  return step === 'done' && !report ? needs.rated : needs[step];
}

/** Says that the recording can't be watched now, as long as someone has to watch it. */
export function RecordingText({ item: { recording, step } }: { item: QueueItem }) {
  if (!recording || step !== 'rate') return null;
  return (
    <p className="flex items-center gap-1.5 text-xs leading-5 text-warning-ink">
      <TriangleAlert className="size-3.5 shrink-0" />
      {texts[recording]}
    </p>
  );
}

/** Says who asked for the work and when, if someone did. */
export function AskedText({ item, now }: { item: QueueItem; now: number }) {
  const { publishAsked, question, step } = item;
  const asked =
    step === 'publish' && publishAsked
      ? needs.publishBy(publishAsked.by, publishAsked.at, now)
      : step === 'reply' && question
        ? needs.asked(question.askedAt, now)
        : undefined;
  return asked && <p className="text-xs leading-5 text-muted">{asked}</p>;
}

const { refusals } = evaluationTexts;

/** Says why the viewer can't rate, and what can be done instead. Undefined if the other facts say so. */
export function refusalText({ closedDetail, refused, stage }: QueueItem, now: number): string | undefined {
  if (!refused) return undefined;
  if (refused === 'enough-raters') {
    if (stage === 'rate') return refusals.enough;
    return stage === 'agree' ? refusals.agree : refusals.complete;
  }
  if (closedDetail) return refusals.closed(closedDetail, now);
  return refusals[refused];
}

const { actions } = evaluationTexts;
type RowAction = { label: string; wanted: boolean } & ({ do: 'claim' } | { do: 'go'; to: string });

export function rowAction(item: QueueItem, may: { write: boolean; publish: boolean }): RowAction {
  const { compared, interviewId, own, refused, report, step } = item;
  const page = ratingPath(interviewId);
  const reportPage = reportPath(interviewId);
  const go = (label: string, to: string, wanted = true): RowAction => ({ do: 'go', label, to, wanted });
  if (own === 'held' && step === 'rate') return go(actions.resume, page);
  if (step === 'reply' && may.write) return go(actions.reply, reportPage);
  if (step === 'publish' && may.publish) return go(actions.publish, reportPage);
  if (own !== 'locked' && own !== 'held' && !refused)
    return { do: 'claim', label: actions.claim, wanted: true };
  if (step === 'agree' && own === 'locked' && !compared) return go(actions.agree, page);
  if (step === 'write' && may.write) return go(actions.write, reportPage);
  if (step === 'republish' && may.publish) return go(actions.republish, reportPage);
  if (may.write && (step === 'republish' || step === 'publish' || (report && step === 'done')))
    return go(actions.report, reportPage, false);
  return go(actions.details, page, false);
}
