import { type ChangeEvent, type FocusEvent, useEffect, useRef, useState } from 'react';
import type { NoteId } from '../../../shared/ids.ts';
import { keyOf } from '../../core/rubric/draft.ts';
import { excessOf } from '../../core/rubric/draftSteps.ts';
import type { NoteSubject } from '../../core/rubric/noteWriter.ts';
import { useStore } from '../room/useStore.ts';
import { useRubric } from './useRubric.ts';

/** How many characters a note has too many to be saved. */
export function useExcess(noteId: NoteId | undefined): number {
  const { session } = useRubric();
  const drafts = useStore(session.outbox.drafts);
  const draft = noteId && drafts.get(keyOf({ item: 'note', noteId }));
  return draft?.item === 'note' ? excessOf(draft) : 0;
}

/** What the text field of a note needs. Without a `noteId` it begins a new note with the first character. */
export function useNoteField(subject: NoteSubject, noteId?: NoteId) {
  const { session, scorecard } = useRubric();
  const [begun, setBegun] = useState<NoteId>();
  const attended = useRef(false);
  const id = noteId ?? begun;
  const note = id && scorecard.notes[id];
  const excess = useExcess(id);

  // A field that is taken off the page is never told that it lost the focus.
  useEffect(
    () => () => {
      if (attended.current) session.notes.leave();
    },
    [session],
  );

  return {
    value: note && !note.removed ? note.text : '',
    excess,
    onFocus: () => {
      attended.current = true;
      session.notes.enter(id);
    },
    onChange: (event: ChangeEvent<HTMLTextAreaElement>) => {
      const text = event.target.value;
      if (id) session.notes.type(id, text);
      else setBegun(session.notes.begin(subject, text));
    },
    onBlur: (event: FocusEvent<HTMLTextAreaElement>) => {
      // Another window has the focus for now; in this one the field still has it.
      if (document.activeElement === event.currentTarget) return;
      attended.current = false;
      session.notes.leave();
      setBegun(undefined);
    },
  };
}
