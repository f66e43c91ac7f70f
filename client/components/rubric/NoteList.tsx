import { Flag } from 'lucide-react';
import type { RefObject } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { keyName } from '../../core/rubric/keymap.ts';
import { keymapStore } from '../../core/rubric/keymapStore.ts';
import { evidenceOf, notesOf } from '../../core/rubric/notesOf.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useNoteField } from '../../hooks/rubric/useNoteField.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { NoteArea } from './NoteArea.tsx';
import { NoteItem } from './NoteItem.tsx';

interface NoteListProps {
  questionId: QuestionId;
  /** Where the key for notes leads. */
  composer: RefObject<HTMLTextAreaElement | null>;
  onFlag: () => void;
}

/** Notes and flags of one question, with the moment each belongs to, and the field for the next. */
export function NoteList({ questionId, composer, onFlag }: NoteListProps) {
  const { scorecard, readOnly, session } = useRubric();
  const begun = useStore(session.notes.begun);
  const { notes } = rubricTexts;
  // What stands in a field of its own is not in the list as well.
  const listed = notesOf(scorecard, questionId).filter(
    ({ noteId, competencyId }) =>
      noteId !== begun &&
      (readOnly || !competencyId || noteId !== evidenceOf(scorecard, questionId, competencyId)),
  );
  return (
    <section className="flex flex-col gap-3" aria-label={notes.title}>
      <h4 className="text-sm font-semibold">{notes.title}</h4>
      {listed.length > 0 ? (
        <ul className="flex flex-col gap-3">
          {listed.map(note => (
            <NoteItem key={note.noteId} note={note} />
          ))}
        </ul>
      ) : (
        <p className="text-xs text-muted">{notes.empty}</p>
      )}
      {!readOnly && <Composer questionId={questionId} composer={composer} onFlag={onFlag} />}
    </section>
  );
}

function Composer({ questionId, composer, onFlag }: NoteListProps) {
  const keymap = useStore(keymapStore);
  const { notes } = rubricTexts;
  const field = useNoteField({ kind: 'note', questionId });
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <NoteArea
          field={field}
          area={composer}
          label={notes.label}
          placeholder={keymap.enabled ? notes.placeholder(keyName(keymap, 'note')) : notes.placeholderPlain}
        />
      </div>
      <IconButton label={notes.flag} icon={<Flag className="size-5" aria-hidden="true" />} onClick={onFlag} />
    </div>
  );
}
