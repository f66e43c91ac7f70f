import { useEffect, useRef } from 'react';
import type { NoteId } from '../../../shared/ids.ts';
import type { Competency } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { evidenceOf } from '../../core/rubric/notesOf.ts';
import { useNoteField } from '../../hooks/rubric/useNoteField.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { NoteArea } from './NoteArea.tsx';

interface EvidenceFieldProps {
  questionId: QuestionId;
  competency: Competency;
  /** The rating that wants evidence, if it does. */
  asked: RatingValue | undefined;
}

/** Why a rating is what it is. Asked for at the ends of the scale, kept wherever it was given. */
export function EvidenceField({ questionId, competency, asked }: EvidenceFieldProps) {
  const { scorecard, readOnly } = useRubric();
  const noteId = evidenceOf(scorecard, questionId, competency.id);
  const place = useRef<HTMLDivElement>(null);
  const askedBefore = useRef(asked);
  useEffect(() => {
    // It appears below the anchors, where it may be out of sight of the one that asked for it.
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

function Field({
  questionId,
  competency,
  asked,
  noteId,
}: EvidenceFieldProps & { noteId: NoteId | undefined }) {
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
