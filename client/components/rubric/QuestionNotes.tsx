import { Flag, Pencil, Quote, Trash2 } from 'lucide-react';
import { type RefObject, useState } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { keymapStore, keyName } from '../../core/rubric/keymap.ts';
import { evidenceOf, type ListedNote, notesOf } from '../../core/rubric/noteEditor.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLoadedRubric, useRubric } from '../../hooks/rubric/useRubric.ts';
import { focusOnMount } from '../../hooks/useFocusKeeper.ts';
import { formatClock } from '../../texts/clock.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { NoteArea, useExcess, useNoteField } from './NoteField.tsx';

interface QuestionNotesProps {
  questionId: QuestionId;
  composer: RefObject<HTMLTextAreaElement | null>;
  onFlag: () => void;
}

export function QuestionNotes({ questionId, composer, onFlag }: QuestionNotesProps) {
  const { scorecard, readOnly, session } = useRubric();
  const newNote = useStore(session.notes.newNote);
  const { notes } = rubricTexts;
  // Leaves out notes that have their own field: the new note and the evidence for ratings.
  const listed = notesOf(scorecard, questionId).filter(
    ({ noteId, competencyId }) =>
      noteId !== newNote &&
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

function Composer({ questionId, composer, onFlag }: QuestionNotesProps) {
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
      <IconButton label={notes.flag} icon={Flag} onClick={onFlag} />
    </div>
  );
}

function NoteItem({ note }: { note: ListedNote }) {
  const { session, readOnly, replay } = useLoadedRubric();
  const [editing, setEditing] = useState(false);
  const excess = useExcess(note.noteId);
  const { notes } = rubricTexts;
  const { mediaTimeMs } = note.stamp;
  const clock = formatClock(replay?.recordingMs(mediaTimeMs) ?? mediaTimeMs);
  return (
    <li className="flex items-start gap-2 text-sm" data-note={note.kind}>
      <span className="w-12 shrink-0 pt-1.5 text-right text-xs text-muted tabular-nums">
        {replay ? <MomentButton clock={clock} onShow={() => replay.show(mediaTimeMs)} /> : clock}
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <NoteHead note={note} />
        {editing ? (
          <EditField note={note} label={notes.editOf(clock)} onDone={() => setEditing(false)} />
        ) : (
          note.text !== '' && <p className="whitespace-pre-wrap wrap-anywhere">{note.text}</p>
        )}
        {excess > 0 && !editing && <p className="pt-1 text-danger-ink">{notes.tooLong(excess)}</p>}
      </div>
      {!readOnly && !editing && (
        <div className="flex shrink-0">
          <IconButton size="sm" label={notes.editOf(clock)} icon={Pencil} onClick={() => setEditing(true)} />
          <IconButton
            size="sm"
            label={notes.removeOf(clock)}
            icon={Trash2}
            onClick={() => session.notes.remove(note.noteId)}
          />
        </div>
      )}
    </li>
  );
}

function MomentButton({ clock, onShow }: { clock: string; onShow: () => void }) {
  return (
    <button
      type="button"
      aria-label={rubricTexts.followRecording.show(clock)}
      onClick={onShow}
      className="-my-1 inline-flex min-h-6 items-center rounded-control font-medium text-accent-ink underline underline-offset-2"
    >
      {clock}
    </button>
  );
}

function NoteHead({ note: { kind, competencyId } }: { note: ListedNote }) {
  const { kit } = useLoadedRubric();
  const { notes } = rubricTexts;
  if (kind === 'note') return null;
  const competency = kit.competencies.find(({ id }) => id === competencyId);
  const Icon = kind === 'flag' ? Flag : Quote;
  return (
    <p className="flex items-center gap-1.5 pt-0.5 text-xs font-medium text-accent-ink">
      <Icon className="size-3.5 shrink-0" />
      {kind === 'flag' ? notes.flagged : notes.evidenceFor(competency?.name ?? '')}
    </p>
  );
}

function EditField({ note, label, onDone }: { note: ListedNote; label: string; onDone: () => void }) {
  const { noteId, kind, questionId } = note;
  const field = useNoteField({ kind, questionId }, noteId);
  const { notes } = rubricTexts;
  return (
    <NoteArea
      field={{
        ...field,
        onBlur: event => {
          field.onBlur(event);
          if (document.activeElement !== event.currentTarget) onDone();
        },
      }}
      area={focusOnMount}
      label={label}
      placeholder={kind === 'flag' ? notes.flagWords : notes.placeholderPlain}
    />
  );
}
