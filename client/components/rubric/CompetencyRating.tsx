import { Check, MonitorSmartphone } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { NoteId } from '../../../shared/ids.ts';
import type { Competency } from '../../../shared/kit/kit.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { type RatingValue, ratingKey, wantsEvidence } from '../../../shared/rubric/rating.ts';
import { keyOf } from '../../core/rubric/draft.ts';
import { evidenceOf } from '../../core/rubric/noteEditor.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLoadedRubric, useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { NoteArea, useNoteField } from './NoteField.tsx';

const POINTS = [5, 4, 3, 2, 1] as const;
const ORDER: readonly RatingValue[] = [...POINTS, 'N'];
type CompetencyRatingProps = { questionId: QuestionId; competency: Competency };

/** Radio group in which arrow keys only move the focus. Digits, Enter, Space, and clicks set the rating. */
export function CompetencyRating({ questionId, competency }: CompetencyRatingProps) {
  const { kit, session, scorecard, readOnly } = useLoadedRubric();
  const id = useId();
  const rating = scorecard.ratings[ratingKey(questionId, competency.id)];
  const chosen = rating?.value;
  const [focused, setFocused] = useState<RatingValue>();
  const tabStop = focused ?? chosen ?? ORDER[0];
  const rate = (value: RatingValue) => session.rate(questionId, competency.id, value);
  return (
    <section data-competency={competency.id} aria-labelledby={`${id}-name`} className="flex flex-col gap-2">
      <div className="flex flex-col gap-0.5">
        <h4 id={`${id}-name`} className="text-sm font-semibold" lang={kit.locale}>
          {competency.name}
        </h4>
        {competency.description !== '' && (
          <p id={`${id}-about`} className="text-xs text-muted" lang={kit.locale}>
            {competency.description}
          </p>
        )}
      </div>
      <div
        role="radiogroup"
        aria-labelledby={`${id}-name`}
        aria-describedby={competency.description === '' ? undefined : `${id}-about`}
        aria-disabled={readOnly || undefined}
        className="flex flex-col gap-0.5"
        onBlur={() => setFocused(undefined)}
      >
        {ORDER.map(value => (
          <AnchorChoice
            key={value}
            value={value}
            lang={value === 'N' ? undefined : kit.locale}
            text={value === 'N' ? rubricTexts.scale.noEvidenceText : (competency.anchors[value - 1] ?? '')}
            chosen={chosen === value}
            tabStop={tabStop === value}
            readOnly={readOnly}
            onFocus={() => setFocused(value)}
            onChoose={() => rate(value)}
          />
        ))}
      </div>
      <ClashChoice questionId={questionId} competencyId={competency.id} onChoose={rate} />
      <EvidenceField
        questionId={questionId}
        competency={competency}
        asked={wantsEvidence(chosen) ? chosen : undefined}
      />
    </section>
  );
}

interface AnchorChoiceProps {
  value: RatingValue;
  text: string;
  lang: string | undefined;
  chosen: boolean;
  tabStop: boolean;
  readOnly: boolean;
  onFocus: () => void;
  onChoose: () => void;
}

/** One choice of the rating scale: a point with its description, or `N`, which looks different. */
function AnchorChoice(props: AnchorChoiceProps) {
  const { value, text, lang, chosen, tabStop, readOnly, onFocus, onChoose } = props;
  const none = value === 'N';
  return (
    // biome-ignore lint/a11y/useSemanticElements: arrow keys would select a native radio
    <button
      type="button"
      role="radio"
      aria-checked={chosen}
      aria-disabled={readOnly || undefined}
      data-value={value}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={() => {
        if (!readOnly && !chosen) onChoose();
      }}
      className={classNames(
        'flex min-h-10 items-start gap-3 rounded-control border px-2 py-1.5 pr-3 text-left text-sm transition-colors',
        none && 'mt-2',
        chosen
          ? 'border-accent bg-accent-soft'
          : none
            ? 'border-dashed border-line-strong/60'
            : 'border-transparent',
        !chosen && !readOnly && 'hover:bg-hover',
      )}
    >
      <span
        className={classNames(
          'flex size-6 shrink-0 items-center justify-center rounded-check text-sm font-semibold tabular-nums',
          chosen
            ? 'bg-accent text-on-accent'
            : none
              ? 'border border-line-strong/60 text-muted'
              : 'bg-raised text-ink',
        )}
      >
        {value}
      </span>
      <span className={classNames('min-w-0 flex-1 pt-0.5', chosen ? 'text-ink' : 'text-muted')}>
        {none && <span className="font-medium text-ink">{rubricTexts.scale.noEvidence}. </span>}
        <span lang={lang}>{text}</span>
        {chosen && (
          <span className="mt-1 flex items-center gap-1 text-xs font-semibold text-accent-ink">
            <Check className="size-3.5" strokeWidth={3} />
            {rubricTexts.scale.chosen}
          </span>
        )}
      </span>
    </button>
  );
}

interface ClashChoiceProps {
  questionId: QuestionId;
  competencyId: CompetencyId;
  onChoose: (value: RatingValue) => void;
}

function ClashChoice({ questionId, competencyId, onChoose }: ClashChoiceProps) {
  const { session, readOnly } = useRubric();
  const draft = useStore(session.draftQueue.drafts).get(keyOf({ item: 'rating', questionId, competencyId }));
  if (readOnly || draft?.item !== 'rating' || !draft.clash) return null;
  const { scale } = rubricTexts;
  const here = draft.wanted.value;
  const nameOf = (value: RatingValue | undefined) => `${value ?? scale.clashNothing}`;
  const there = nameOf(draft.base?.value);
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-control bg-warning-soft p-3 text-sm text-warning-ink"
    >
      <p className="flex items-start gap-2">
        <MonitorSmartphone className="mt-0.5 size-4 shrink-0" />
        {scale.clash(there, nameOf(here))}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => session.draftQueue.yield(questionId, competencyId)}>
          {scale.keep(there)}
        </Button>
        <Button
          size="sm"
          onClick={() =>
            here === undefined ? session.rate(questionId, competencyId, undefined) : onChoose(here)
          }
        >
          {scale.keep(nameOf(here))}
        </Button>
      </div>
    </div>
  );
}

type EvidenceFieldProps = { questionId: QuestionId; competency: Competency; asked: RatingValue | undefined };
function EvidenceField({ questionId, competency, asked }: EvidenceFieldProps) {
  const { scorecard, readOnly } = useRubric();
  const noteId = evidenceOf(scorecard, questionId, competency.id);
  const place = useRef<HTMLDivElement>(null);
  const askedBefore = useRef(asked);
  useEffect(() => {
    // Scrolls to the evidence field, which can appear outside the visible area.
    if (asked !== undefined && askedBefore.current === undefined)
      place.current?.scrollIntoView({ block: 'nearest' });
    askedBefore.current = asked;
  }, [asked]);
  if (readOnly || (asked === undefined && noteId === undefined)) return null;
  return (
    <div ref={place} className="scroll-mb-4 border-l-2 border-accent pl-3">
      <Field questionId={questionId} competency={competency} asked={asked} noteId={noteId} />
    </div>
  );
}

function Field(props: EvidenceFieldProps & { noteId: NoteId | undefined }) {
  const { questionId, competency, asked, noteId } = props;
  const field = useNoteField({ kind: 'evidence', questionId, competencyId: competency.id }, noteId);
  const { evidence } = rubricTexts;
  return (
    <NoteArea
      field={field}
      label={`${evidence.label}: ${competency.name}`}
      hint={typeof asked === 'number' ? evidence.why(asked) : evidence.optional}
      placeholder={evidence.placeholder}
    />
  );
}
