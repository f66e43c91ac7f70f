import { ListChecks } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { openCompetencies } from '../../../shared/rubric/completeness.ts';
import { ratingKey, wantsEvidence } from '../../../shared/rubric/rating.ts';
import { keyName, type PanelAction } from '../../core/rubric/keymap.ts';
import { questionMarks } from '../../core/rubric/questionMarks.ts';
import { useView } from '../../hooks/room/session.ts';
import { type PassedKey, usePanelKeys } from '../../hooks/rubric/usePanelKeys.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { useKeptFocus } from '../../hooks/useKeptFocus.ts';
import { formatClock } from '../../texts/clock.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { FollowBar } from './FollowBar.tsx';
import { KeyHints } from './KeyHints.tsx';
import { LockedScorecard } from './LockedScorecard.tsx';
import { QuestionPills } from './QuestionPills.tsx';
import { QuestionSheet } from './QuestionSheet.tsx';
import { RefusedItems } from './RefusedItems.tsx';
import { ReviewAndLock } from './ReviewAndLock.tsx';
import { SaveHint } from './SaveStatus.tsx';
import { UnratedChips } from './UnratedChips.tsx';

/** The panel once the kit is there: one question at a time, or the review before the lock. */
export function ReadPanel() {
  const { kit, view, scorecard, shown, readOnly, session, currentQuestionId, replay, showQuestion, follow } =
    useReadRubric();
  const { phase } = useView();
  const complete = openCompetencies(kit, scorecard).length === 0;
  const [reviewWanted, setReviewWanted] = useState(false);
  const reviewing = reviewWanted && !readOnly;
  const [said, setSaid] = useState('');
  const [passed, setPassed] = useState<PassedKey>();
  const kept = useKeptFocus<HTMLElement>();
  const panel = kept.ref;
  const composer = useRef<HTMLTextAreaElement>(null);
  const marks = questionMarks(kit, { questions: view.questions, currentQuestionId }, scorecard);
  const rating = reviewing || readOnly ? undefined : shown;

  const say = (text: string) =>
    // The same words twice are spoken twice only if they differ.
    setSaid(before => (before === text ? `${text}\u00a0` : text));
  const nameOf = (competencyId: CompetencyId) =>
    kit.competencies.find(({ id }) => id === competencyId)?.name ?? '';
  const open = (questionId: QuestionId) => {
    setReviewWanted(false);
    showQuestion(questionId);
  };
  const step = (by: 1 | -1) => {
    const at = kit.questions.findIndex(({ id }) => id === shown?.id);
    const next = kit.questions[at + by];
    if (next) open(next.id);
  };
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
    question: reviewing ? undefined : shown,
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown next begins at its top, also where all of the panel scrolls
  useLayoutEffect(() => {
    panel.current?.scrollTo(0, 0);
    setPassed(undefined);
  }, [page]);

  useEffect(() => {
    // A person who has just opened the panel from the room goes on inside it.
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
        kept.onFocus(event);
        keys.onFocus(event);
      }}
      onBlur={kept.onBlur}
      // On a small screen all of the room's sheet scrolls, so that the anchors can take the whole height; beside a recording the page does.
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
        // Contains what only a screen reader gets: it would make the page around it scroll.
        className="relative flex flex-1 flex-col gap-5 overflow-y-auto p-4 lg:min-h-0 in-[aside]:max-lg:shrink-0 in-[aside]:max-lg:grow in-[aside]:max-lg:basis-auto in-[aside]:max-lg:overflow-visible"
      >
        <SaveHint />
        <RefusedItems />
        {readOnly && <LockedScorecard />}
        {reviewing ? (
          <ReviewAndLock onShow={open} onBack={() => setReviewWanted(false)} />
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
          <Button
            size="sm"
            // After the call, and once all is rated, it is what is left to do.
            variant={phase === 'ended' || complete ? 'primary' : 'secondary'}
            onClick={() => setReviewWanted(true)}
            icon={<ListChecks className="size-4" aria-hidden="true" />}
          >
            {rubricTexts.review.open}
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}
