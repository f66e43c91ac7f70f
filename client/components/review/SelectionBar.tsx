import { Copy, Pencil, Quote } from 'lucide-react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { type ChosenWords, selectedText } from '../../core/review/spokenWords.ts';
import { toast } from '../../core/toast.ts';
import { speakerName } from '../../hooks/review/useTranscript.ts';
import { formatClock } from '../../texts/clock.ts';
import { transcriptTexts } from '../../texts/transcript.ts';
import { Button } from '../ui/Button.tsx';

const texts = transcriptTexts.selection;

interface SelectionBarProps {
  words: ChosenWords;
  uses: ((words: ChosenWords) => ReactNode) | undefined;
  /** Link that uses the moment of the words as a clip. */
  clipLink: ReactNode;
  /** Absent if the words can't be corrected. */
  onCorrect: (() => void) | undefined;
  /** Returns the focus to the words. */
  onLeave: () => void;
}

/** What can be done with the selected words. */
export function SelectionBar({ words, uses, clipLink, onCorrect, onLeave }: SelectionBarProps) {
  const quote = () =>
    words.parts
      .map(({ speaker, atMs, text }) => transcriptTexts.quote(speakerName(speaker), formatClock(atMs), text))
      .join('\n');
  const leave = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const isFirst = event.currentTarget.querySelector('button, a') === event.target;
    if (event.key !== 'Escape' && !(event.key === 'Tab' && event.shiftKey && isFirst)) return;
    event.preventDefault();
    event.stopPropagation();
    onLeave();
  };
  return (
    <fieldset
      data-selection
      // A press must not end the selection.
      onMouseDown={(event: MouseEvent) => event.preventDefault()}
      onKeyDown={leave}
      className="absolute inset-x-2 bottom-2 max-sm:*:px-2 max-sm:[&_svg]:hidden flex flex-wrap justify-center gap-1 rounded-card border border-line bg-raised p-1 shadow-float"
    >
      <legend className="sr-only">{texts.label}</legend>
      {uses?.(words)}
      {!uses && (
        <>
          <Button
            size="sm"
            variant="quiet"
            icon={Copy}
            onClick={() => void copy(selectedText(words.selected))}
          >
            {texts.copy}
          </Button>
          <Button size="sm" variant="quiet" icon={Quote} onClick={() => void copy(quote(), texts.quoted)}>
            {texts.quote}
          </Button>
        </>
      )}
      {clipLink}
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
