import { CheckCheck, Clock, Hourglass, Lock, PencilLine, TriangleAlert } from 'lucide-react';
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
  const { endedAt, kind, length, locale, minutes, questions, step, title } = item;
  const waits = step === 'rate' || step === 'agree' || step === 'write';
  const facts = [
    kind === 'interview' ? (title ?? texts.interview) : length && evaluationTexts.lengths[length],
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
          <span className={fact === title ? undefined : 'whitespace-nowrap'}>{fact}</span>
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
  // Keeps the first column of a row's grid.
  if (dueAt === undefined) return inRow && <span className="max-md:hidden" />;
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
  item: QueueItem;
  userId: string | undefined;
  now: number;
};
/** What each rater has done, and for whom the evaluation waits. */
export function ClaimList({ item, userId, now }: ClaimListProps) {
  const lines = ratersOf(item, userId);
  if (lines.length === 0) return <p className="text-xs leading-5 text-muted">{claimTexts.none}</p>;
  return (
    <ul className="flex flex-col text-xs leading-5 text-muted">
      {lines.map(({ leaseUntil, part, text }) => {
        const Icon = ICONS[part];
        return (
          <li key={text} className="flex items-start gap-1.5">
            <span className="flex h-5 items-center">
              <Icon className="size-3.5 shrink-0" />
            </span>
            <span>
              {text}
              {leaseUntil !== undefined && (
                <span className="tabular-nums"> · {evaluationRatingTexts.rating.left(leaseUntil - now)}</span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** `waited`: something is left for the rater. */
type RaterPart = 'rating' | 'own' | 'locked' | 'waited' | 'compared';
const ICONS: Record<RaterPart, typeof Lock> = {
  rating: PencilLine,
  own: Hourglass,
  locked: Lock,
  waited: Hourglass,
  compared: CheckCheck,
};
type RaterLine = { part: RaterPart; text: string; leaseUntil?: number | undefined };

/** Names the raters, those that the evaluation waits for first if they have no claim. */
export function ratersOf(item: QueueItem, userId: string | undefined): RaterLine[] {
  const { claims, locked } = item;
  const compares = item.step === 'agree';
  const invited = invitedWaitedFor(item);
  // Evaluators without an account have a scorecard, but no claim.
  const more =
    locked -
    claims.filter(({ shadow, state }) => state === 'locked' && !shadow).length -
    (compares ? invited.length : 0);
  const free = freePlaces(item);
  return [
    ...claims.map(claim => lineOf(claim, claim.userId === userId, compares)),
    ...invited.map(
      ({ name }): RaterLine => ({
        part: 'waited',
        text: compares ? claimTexts.compares(name) : claimTexts.unlocked(name),
      }),
    ),
    ...(more > 0 ? [{ part: 'locked' as const, text: claimTexts.more(more) }] : []),
    ...(free > 0 && locked + claims.length + invited.length > 0
      ? [{ part: 'waited' as const, text: claimTexts.free(free) }]
      : []),
  ];
}

/** Raters that the evaluation waits for and who rate without a claim. */
function invitedWaitedFor({ claims, waitsFor }: QueueItem) {
  return waitsFor.filter(({ seatId }) => !claims.some(claim => claim.seatId === seatId));
}

/** Number of ratings that are needed and that no one has started. */
function freePlaces(item: QueueItem): number {
  const { claims, locked, raters, step } = item;
  if (step !== 'rate') return 0;
  const rating = claims.filter(({ shadow, state }) => state === 'held' && !shadow).length;
  return Math.max(0, raters - locked - rating - invitedWaitedFor(item).length);
}

function lineOf({ compared, expiresAt, name, shadow, state }: QueueClaim, own: boolean, compares: boolean) {
  const line = (part: RaterPart, text: string): RaterLine => ({ part, text });
  if (compares && !shadow) {
    if (compared) return line('compared', own ? claimTexts.youCompared : claimTexts.compared(name));
    return line('waited', own ? claimTexts.youCompare : claimTexts.compares(name));
  }
  const also = (words: string) => (shadow ? `${words}, ${claimTexts.shadow}` : words);
  if (state === 'locked') return line('locked', also(own ? claimTexts.youLocked : claimTexts.locked(name)));
  if (!own) return line('rating', also(claimTexts.held(name)));
  return { ...line('own', also(claimTexts.youHeld)), leaseUntil: expiresAt };
}

const { needs } = evaluationTexts;

/** True if only people who were in the interview rate it. */
export function isForInvited(refused: QueueItem['refused']): boolean {
  return refused === 'invited-raters' || refused === 'no-recording';
}

/** True if ratings are missing, and the viewer can't give any. */
function waitsForRatings({ own, refused, step }: QueueItem): boolean {
  return step === 'rate' && (own === 'locked' || refused === 'enough-raters' || isForInvited(refused));
}

export function needsOf(item: QueueItem): string {
  const { claims, locked, raters, reference, report, shadow, step, waitsFor } = item;
  const others = waitsFor.filter(rater => !rater.own).map(({ name }) => name);
  if (step === 'agree')
    return needs.agree(
      others,
      waitsFor.some(rater => rater.own),
    );
  if (waitsForRatings(item)) {
    const rating = claims.filter(claim => claim.state === 'held' && !claim.shadow).map(({ name }) => name);
    return needs.waitsRate([...new Set([...rating, ...others])], freePlaces(item));
  }
  if (step === 'rate') return shadow && reference ? needs.calibrate : needs.rate(locked, raters);
  return step === 'done' && !report ? needs.rated : needs[step];
}

interface NeedsTextProps extends ClaimListProps {
  /** True if the viewer can do it. */
  todo: boolean;
}

/** What is left to do, and on the next line, who rates. */
export function NeedsText({ item, userId, now, todo }: NeedsTextProps) {
  const lines = ratersOf(item, userId);
  const own = lines.find(({ part }) => part === 'own');
  const waits = waitsForRatings(item);
  const details = [
    ...(own ? [needsOf(item)] : []),
    ...lines.filter(line => line !== own && (!waits || line.part === 'locked')).map(({ text }) => text),
  ];
  return (
    <>
      <p className={todo ? 'font-medium' : undefined}>
        {own?.text ?? needsOf(item)}
        {own?.leaseUntil !== undefined && ` · ${evaluationRatingTexts.rating.left(own.leaseUntil - now)}`}
      </p>
      {item.step === 'rate' && (
        <p className="text-xs leading-5 text-muted empty:hidden">
          {lines.length === 0 ? claimTexts.none : details.join(' · ')}
        </p>
      )}
    </>
  );
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

/** True for a claim that can end. Raters who were in the interview have a place without one. */
export function isClaimed({ expiresAt, state }: QueueClaim): boolean {
  return state === 'held' && expiresAt !== undefined;
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

/** Returns what the viewer has started or has to compare, other than `after`: ratings first. */
export function nextOwn(
  items: readonly QueueItem[],
  after: Pick<QueueItem, 'interviewId'>,
): QueueItem | undefined {
  const left = items.filter(
    ({ compared, interviewId, own, step }) =>
      interviewId !== after.interviewId &&
      (step === 'rate' ? own === 'held' : step === 'agree' && own === 'locked' && !compared),
  );
  return left.find(({ step }) => step === 'rate') ?? left[0];
}
