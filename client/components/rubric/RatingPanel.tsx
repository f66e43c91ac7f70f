import { ArrowRight, ListChecks, Lock, Trash2 } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { openCompetencies } from '../../../shared/rubric/completeness.ts';
import { ratingKey, wantsEvidence } from '../../../shared/rubric/rating.ts';
import { type Draft, keyOf } from '../../core/rubric/draft.ts';
import { type Keymap, keyName, type PanelAction } from '../../core/rubric/keymap.ts';
import { afterLock } from '../../core/rubric/locking.ts';
import { competenciesOf, questionMarks, unratedAnswers } from '../../core/rubric/panelState.ts';
import { refusalText } from '../../core/rubric/saveState.ts';
import { useView } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { type PassedKey, usePanelKeys } from '../../hooks/rubric/usePanelKeys.ts';
import { useLoadedRubric, useScoringOver } from '../../hooks/rubric/useRubric.ts';
import { useFocusFallback } from '../../hooks/useFocusKeeper.ts';
import { formatClock } from '../../texts/clock.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { formatTime } from '../../texts/times.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Tooltip.tsx';
import { SaveHint } from './PanelBar.tsx';
import { FollowBar, QuestionPills, UnratedChips } from './QuestionNavigation.tsx';
import { QuestionSheet } from './QuestionSheet.tsx';
import { ReviewAndLock } from './ReviewAndLock.tsx';

export function RatingPanel() {
  const { kit, view, scorecard, shown, readOnly, session, currentQuestionId, replay, showQuestion, follow } =
    useLoadedRubric();
  const { phase } = useView();
  const complete = openCompetencies(kit, scorecard).length === 0;
  const [reviewWanted, setReviewWanted] = useState(false);
  const reviewing = reviewWanted && !readOnly;
  const [said, setSaid] = useState('');
  const [passed, setPassed] = useState<PassedKey>();
  const focusFallback = useFocusFallback<HTMLElement>();
  const panel = focusFallback.ref;
  const composer = useRef<HTMLTextAreaElement>(null);
  const marks = questionMarks(kit, { questions: view.questions, currentQuestionId }, scorecard);
  const rating = reviewing || readOnly ? undefined : shown;
  const say = (text: string) =>
    // Appends a space to repeated text, because screen readers skip identical text.
    setSaid(before => (before === text ? `${text}\u00a0` : text));
  const nameOf = (competencyId: CompetencyId) =>
    kit.competencies.find(({ id }) => id === competencyId)?.name ?? '';
  const open = (questionId: QuestionId) => {
    setReviewWanted(false);
    showQuestion(questionId);
  };
  const shownAt = kit.questions.findIndex(({ id }) => id === shown?.id);
  const next = kit.questions[shownAt + 1];
  const step = (by: 1 | -1) => {
    const wanted = kit.questions[shownAt + by];
    if (wanted) open(wanted.id);
  };
  /** True from a press of "Next question" until that question has the focus. */
  const steppedOn = useRef(false);
  const flag = () => {
    if (!rating) return;
    const noteId = session.notes.flag(rating.id);
    const at = session.scorecard.get().notes[noteId]?.stamp.mediaTimeMs ?? 0;
    say(rubricTexts.flaggedSpoken(formatClock(replay?.recordingMs(at) ?? at)));
  };
  const undo = () => {
    const { undone } = rubricTexts;
    const change = readOnly ? undefined : session.undo();
    if (!change) return say(undone.nothing);
    if (change.questionId !== shown?.id) open(change.questionId);
    if (change.kind === 'note') return say(undone.note);
    return say(undone.rating(nameOf(change.competencyId), `${change.before ?? undone.noRating}`));
  };
  const act = (action: Exclude<PanelAction, `rate-${string}`>) => {
    if (action === 'previous-question') step(-1);
    else if (action === 'next-question') step(1);
    else if (action === 'follow') follow();
    else if (action === 'note') composer.current?.focus();
    else if (action === 'flag') flag();
    else undo();
  };
  const keys = usePanelKeys({
    panel,
    question:
      reviewing || !shown
        ? undefined
        : { id: shown.id, competencies: competenciesOf(kit, shown).map(({ id }) => id) },
    ratedAs: competencyId => rating && scorecard.ratings[ratingKey(rating.id, competencyId)]?.value,
    onPassed: next => {
      setPassed(next);
      if (next) say(rubricTexts.evidence.passed(nameOf(next.competencyId), next.value));
    },
    onRate: (competencyId, value) => {
      if (!rating) return;
      session.rate(rating.id, competencyId, value);
      if (wantsEvidence(value)) say(rubricTexts.evidence.spoken(nameOf(competencyId)));
    },
    onAction: act,
  });
  const page = reviewing ? 'review' : shown?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new page of the panel starts at its top
  useLayoutEffect(() => {
    panel.current?.scrollTo(0, 0);
    setPassed(undefined);
    if (!steppedOn.current) return;
    steppedOn.current = false;
    panel.current?.querySelector<HTMLElement>('[data-question-text]')?.focus();
  }, [page]);
  useEffect(() => {
    // If the focus is in the frame around the panel when the panel opens, moves the focus into the panel.
    const frame = panel.current?.closest('aside');
    if (frame?.contains(document.activeElement)) panel.current?.focus();
  }, [panel]);
  return (
    <section
      ref={panel}
      aria-label={rubricTexts.region}
      tabIndex={-1}
      data-rubric-panel
      onKeyDown={keys.onKeyDown}
      onFocus={event => {
        focusFallback.onFocus(event);
        keys.onFocus(event);
      }}
      onBlur={focusFallback.onBlur}
      // On small screens in the room, the whole panel scrolls, which leaves more height for the ratings.
      className="relative flex min-h-0 flex-1 flex-col in-data-side-panel:max-lg:overflow-y-auto"
    >
      {!reviewing && (
        <div className="flex flex-col gap-2 border-b border-line px-4 py-2">
          <QuestionPills marks={marks} />
          {(!readOnly || replay) && (
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 empty:hidden">
              <FollowBar
                marks={marks}
                followKey={keys.keymap.enabled ? keyName(keys.keymap, 'follow') : undefined}
              />
              {!readOnly && <UnratedChips marks={marks} />}
            </div>
          )}
        </div>
      )}
      <div
        key={page}
        // `relative` keeps visually hidden content inside this element. Otherwise, the page would scroll.
        className="relative flex flex-1 flex-col gap-5 overflow-y-auto p-4 lg:min-h-0 in-[aside]:max-lg:shrink-0 in-[aside]:max-lg:grow in-[aside]:max-lg:basis-auto in-[aside]:max-lg:overflow-visible"
      >
        <SaveHint />
        <RefusedItems />
        {readOnly && <LockedScorecard />}
        {reviewing ? (
          <ReviewAndLock
            unrated={unratedAnswers(kit, marks, scorecard)}
            onShow={open}
            onBack={() => setReviewWanted(false)}
          />
        ) : (
          shown && <QuestionSheet question={shown} composer={composer} onFlag={flag} />
        )}
      </div>
      {passed && !readOnly && !reviewing && (
        <div
          data-passed-key
          className="sticky bottom-14 z-10 flex flex-wrap items-center justify-between gap-2 border-t border-line bg-accent-soft px-4 py-2 text-sm in-[aside]:max-lg:bottom-0"
        >
          {rubricTexts.evidence.passed(nameOf(passed.competencyId), passed.value)}
          <Button size="sm" onClick={() => passed.giveBack()}>
            {rubricTexts.evidence.passedUndo}
          </Button>
        </div>
      )}
      {!readOnly && !reviewing && (
        <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-between gap-2 border-t border-line bg-surface px-4 py-2 in-[aside]:max-lg:static">
          <KeyHints keymap={keys.keymap} />
          <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:*:flex-1">
            {next && (
              <Button
                size="sm"
                onClick={() => {
                  steppedOn.current = true;
                  step(1);
                }}
                icon={ArrowRight}
              >
                {rubricTexts.question.next}
              </Button>
            )}
            <Button
              size="sm"
              // The button becomes primary as soon as everything is rated, or when the call has ended.
              variant={phase === 'ended' || complete ? 'primary' : 'secondary'}
              onClick={() => setReviewWanted(true)}
              icon={ListChecks}
            >
              {rubricTexts.review.open}
            </Button>
          </div>
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}

/** Shows the panel's main keys while it has the focus, otherwise the key that moves the focus into it. */
function KeyHints({ keymap }: { keymap: Keymap }) {
  const { hints } = rubricTexts.keys;
  if (!keymap.enabled) return <span />;
  const range = `${keyName(keymap, 'rate-1')}–${keyName(keymap, 'rate-5')}`;
  const shown = [
    [`${range} ${keyName(keymap, 'rate-N')}`, hints.rate],
    ['↑ ↓', hints.move],
    ['Tab', hints.next],
    [`${keyName(keymap, 'previous-question')} ${keyName(keymap, 'next-question')}`, hints.question],
    [keyName(keymap, 'note'), hints.note],
    [keyName(keymap, 'flag'), hints.flag],
    [keyName(keymap, 'undo'), hints.undo],
  ] as const;
  // The two hints take the same space, so that nothing moves when a click focuses the panel.
  return (
    <div className="grid text-xs text-muted max-sm:hidden pointer-coarse:hidden" aria-hidden="true">
      <p className="flex items-center gap-1 [grid-area:1/1] in-[[data-rubric-panel]:focus-within]:invisible">
        <Kbd>P</Kbd>
        {hints.goThere}
      </p>
      <p className="invisible flex flex-wrap gap-x-2.5 gap-y-1 [grid-area:1/1] in-[[data-rubric-panel]:focus-within]:visible">
        {shown.map(([key, meaning]) => (
          <span key={meaning} className="flex items-center gap-1">
            <Kbd>{key}</Kbd>
            {meaning}
          </span>
        ))}
      </p>
    </div>
  );
}

function LockedScorecard() {
  const { scorecard, view, replay } = useLoadedRubric();
  const { phase } = useView();
  const over = useScoringOver(view);
  const { lock } = scorecard;
  const { review } = rubricTexts;
  // After the call, the page's heading says that it is locked or closed, unless the recording is open.
  const stated = phase === 'ended' && replay === undefined;
  if (stated && !lock) return null;
  if (stated)
    return (
      <section aria-label={review.summary} className="flex flex-col gap-2 rounded-card bg-sunken p-4 text-sm">
        <LockedSummary />
      </section>
    );
  return (
    <section className="flex flex-col gap-3 rounded-card bg-accent-soft p-4 text-sm" role="status">
      <h3 className="flex items-center gap-2 text-base font-semibold">
        <Lock className="size-4 shrink-0 text-accent-ink" />
        {lock ? review.lockedTitle : review.closedTitle}
      </h3>
      <p className="text-muted">
        {lock ? afterLock(view, { callOver: phase === 'ended', timeOver: over }) : review.closedBody}
      </p>
      <LockedSummary />
    </section>
  );
}

function LockedSummary() {
  const { lock } = useLoadedRubric().scorecard;
  const { practice } = useView();
  const { review, recommendations } = rubricTexts;
  if (!lock) return null;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        {lock.recommendation && !practice && <Badge>{recommendations[lock.recommendation]}</Badge>}
        <time className="text-xs text-muted" dateTime={new Date(lock.at).toISOString()}>
          {formatTime(lock.at)}
        </time>
      </p>
      <p className="whitespace-pre-wrap wrap-anywhere">{lock.summary || review.noSummary}</p>
    </>
  );
}

/** Shows ratings and notes that the server refused, until the evaluator discards them. */
function RefusedItems() {
  const { session } = useLoadedRubric();
  const drafts = [...useStore(session.draftQueue.drafts).values()].filter(({ refusal }) => refusal);
  const { refused } = rubricTexts;
  if (drafts.length === 0) return null;
  return (
    <section
      aria-label={refused.title}
      className="flex flex-col gap-3 rounded-card bg-danger-soft p-3 text-sm text-danger-ink"
    >
      <div className="flex flex-col gap-0.5">
        <p className="font-medium">{refusalText(drafts)}</p>
        <p className="text-xs">{refused.body}</p>
      </div>
      <ul className="flex flex-col gap-3 text-ink">
        {drafts.map(draft => (
          <RefusedItem
            key={keyOf(draft)}
            draft={draft}
            onRemove={() => session.draftQueue.discard(keyOf(draft))}
          />
        ))}
      </ul>
    </section>
  );
}

function RefusedItem({ draft, onRemove }: { draft: Draft; onRemove: () => void }) {
  const { kit } = useLoadedRubric();
  const { question: texts, refused } = rubricTexts;
  const questionId = draft.item === 'note' ? draft.wanted.questionId : draft.questionId;
  const number = kit.questions.findIndex(({ id }) => id === questionId) + 1;
  const question = texts.short(number);
  return (
    <li className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        {draft.item === 'note' ? (
          <CopyField label={refused.note(question)} value={draft.wanted.text} />
        ) : (
          <p>
            {refused.rating(
              question,
              kit.competencies.find(({ id }) => id === draft.competencyId)?.name ?? '',
              `${draft.wanted.value ?? refused.takenBack}`,
            )}
          </p>
        )}
      </div>
      <IconButton label={refused.remove} onClick={onRemove}>
        <Trash2 className="size-4" />
      </IconButton>
    </li>
  );
}
