import { Mic } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { voiceRecordingTexts as texts } from '../../../../texts/kitDocument.ts';
import type { LineRecording } from './useLineRecording.ts';

interface RecordButtonProps {
  line: LineRecording;
  /** Seen only while the row, a `group/row`, is pointed at or has focus, where there is a pointer. */
  quiet?: boolean;
}

/** Chooses a file for a line that has no recording yet. */
export function RecordButton({ line, quiet = false }: RecordButtonProps) {
  const { choose, input } = useFileChoice(line.send);
  const { name, text, recording, sending, saved } = line;
  // Nothing to record yet; or what there is is shown below the line. The place is kept, so that the words do not move.
  const idle = text !== '' && !recording && sending.state !== 'sending';
  return (
    <span
      className={classNames(
        'shrink-0 text-muted',
        !idle && 'invisible max-sm:hidden',
        quiet &&
          'transition-opacity [@media(hover:hover)]:opacity-0 [@media(hover:hover)]:group-focus-within/row:opacity-100 [@media(hover:hover)]:group-hover/row:opacity-100',
      )}
    >
      <IconButton
        size="sm"
        label={saved ? texts.uploadOf(name) : texts.saveFirst}
        aria-disabled={!saved || undefined}
        className={saved ? '' : 'opacity-50'}
        icon={<Mic className="size-4" aria-hidden="true" />}
        onClick={() => saved && choose()}
      />
      {input}
    </span>
  );
}

/** A button of ours opens the browser's own choice of a file. */
export function useFileChoice(onFile: (file: File) => void) {
  const field = useRef<HTMLInputElement>(null);
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file can be chosen again, as after it was fixed.
    event.target.value = '';
    if (file) onFile(file);
  };
  return {
    choose: () => field.current?.click(),
    input: <input ref={field} type="file" accept="audio/*,video/*" hidden onChange={change} />,
  };
}
