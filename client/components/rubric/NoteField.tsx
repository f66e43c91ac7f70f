import { type ChangeEvent, type FocusEvent, type Ref, useEffect, useRef, useState } from 'react';
import type { NoteId } from '../../../shared/ids.ts';
import { excessOf, keyOf } from '../../core/rubric/draft.ts';
import type { NoteSubject } from '../../core/rubric/noteEditor.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { TextArea } from '../ui/TextArea.tsx';

interface NoteAreaProps {
  field: ReturnType<typeof useNoteField>;
  label: string;
  hint?: string;
  placeholder: string;
  area?: Ref<HTMLTextAreaElement>;
}

export function NoteArea({ field, label, hint, placeholder, area }: NoteAreaProps) {
  const { excess, ...rest } = field;
  return (
    <TextArea
      {...rest}
      ref={area}
      label={label}
      hideLabel={hint === undefined}
      hint={hint}
      rows={1}
      placeholder={placeholder}
      className="max-h-60 min-h-10 resize-none! field-sizing-content"
      error={excess > 0 ? rubricTexts.notes.tooLong(excess) : undefined}
    />
  );
}

export function useExcess(noteId: NoteId | undefined): number {
  const { session } = useRubric();
  const drafts = useStore(session.draftQueue.drafts);
  const draft = noteId && drafts.get(keyOf({ item: 'note', noteId }));
  return draft?.item === 'note' ? excessOf(draft) : 0;
}

/** Returns the props of a note's text field. Without `noteId`, the first character creates a note. */
export function useNoteField(subject: NoteSubject, noteId?: NoteId) {
  const { session, scorecard } = useRubric();
  const [createdId, setCreatedId] = useState<NoteId>();
  const focused = useRef(false);
  const id = noteId ?? createdId;
  const note = id && scorecard.notes[id];
  const excess = useExcess(id);
  // Handles unmounting like a blur, because removing a focused field fires no blur event.
  useEffect(
    () => () => {
      if (focused.current) session.notes.leave();
    },
    [session],
  );
  return {
    value: note && !note.removed ? note.text : '',
    excess,
    onFocus: () => {
      focused.current = true;
      session.notes.enter(id);
    },
    onChange: (event: ChangeEvent<HTMLTextAreaElement>) => {
      const text = event.target.value;
      if (id) session.notes.type(id, text);
      else setCreatedId(session.notes.create(subject, text));
    },
    onBlur: (event: FocusEvent<HTMLTextAreaElement>) => {
      // Ignores the blur when the window loses the focus. The field then stays the active element.
      if (document.activeElement === event.currentTarget) return;
      focused.current = false;
      session.notes.leave();
      setCreatedId(undefined);
    },
  };
}
