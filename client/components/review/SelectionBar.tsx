import { Copy, Pencil, Quote } from 'lucide-react';
import type { MouseEvent } from 'react';
import { quotation, type SelectedWords, selectedText } from '../../core/review/spokenWords.ts';
import { toast } from '../../core/toast.ts';
import { formatClock } from '../../texts/clock.ts';
import { transcriptTexts } from '../../texts/transcript.ts';
import { Button } from '../ui/Button.tsx';

const texts = transcriptTexts.selection;

interface SelectionBarProps {
  selected: readonly SelectedWords[];
  nameOf: (passage: SelectedWords['passage']) => string;
  /** Absent if the words can't be corrected. */
  onCorrect: (() => void) | undefined;
}

/** What can be done with the selected words. */
export function SelectionBar({ selected, nameOf, onCorrect }: SelectionBarProps) {
  const quote = () =>
    quotation(selected, (passage, atMs, text) =>
      transcriptTexts.quote(nameOf(passage), formatClock(atMs), text),
    );
  return (
    <fieldset
      // A press must not end the selection.
      onMouseDown={(event: MouseEvent) => event.preventDefault()}
      className="absolute inset-x-2 bottom-2 flex flex-wrap justify-center gap-1 rounded-card border border-line bg-raised p-1 shadow-float"
    >
      <legend className="sr-only">{texts.label}</legend>
      <Button size="sm" variant="quiet" icon={Copy} onClick={() => void copy(selectedText(selected))}>
        {texts.copy}
      </Button>
      <Button size="sm" variant="quiet" icon={Quote} onClick={() => void copy(quote(), texts.quoted)}>
        {texts.quote}
      </Button>
      {onCorrect && (
        <Button size="sm" variant="quiet" icon={Pencil} onClick={onCorrect}>
          {texts.correct}
        </Button>
      )}
    </fieldset>
  );
}

export async function copy(text: string, done: string = texts.copied): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(done);
  } catch {
    // Without a clipboard, the person copies the text from the toast.
    toast.error(texts.copyFailed, text);
  }
}
