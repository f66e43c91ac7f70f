import type { Ref } from 'react';
import type { useNoteField } from '../../hooks/rubric/useNoteField.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { TextArea } from '../ui/TextArea.tsx';

interface NoteAreaProps {
  field: ReturnType<typeof useNoteField>;
  label: string;
  hint?: string;
  placeholder: string;
  area?: Ref<HTMLTextAreaElement>;
  autoFocus?: boolean;
}

/** A field that grows with the note in it, and never cuts it off. */
export function NoteArea({ field, label, hint, placeholder, area, autoFocus = false }: NoteAreaProps) {
  const { excess, ...rest } = field;
  return (
    <TextArea
      {...rest}
      ref={area}
      label={label}
      hideLabel={hint === undefined}
      hint={hint}
      rows={1}
      autoFocus={autoFocus}
      placeholder={placeholder}
      className="max-h-60 min-h-10 resize-none! field-sizing-content"
      error={excess > 0 ? rubricTexts.notes.tooLong(excess) : undefined}
    />
  );
}
