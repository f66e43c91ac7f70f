import { useEffect, useRef } from 'react';
import { captionWriterOf } from '../../core/captions/CaptionWriter.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { captionWriting as texts } from '../../texts/captionWriting.ts';
import { classNames } from '../ui/classNames.ts';
import { TextArea } from '../ui/TextArea.tsx';

/** Field in which a captioner types what is said. */
export function CaptionField() {
  const writer = captionWriterOf(useSession());
  const { text, state } = useStore(writer.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  // A captioner types from the first word on.
  useEffect(() => field.current?.focus(), []);
  return (
    <div
      className={classNames(
        'shrink-0 border-t border-line',
        // Above a keyboard, the lines need the space of the hint.
        state !== 'unsent' && '[@container_room_(height<36rem)]:[&_p]:hidden',
      )}
    >
      <div className="mx-auto w-full max-w-[64rem] p-3 sm:px-4">
        <TextArea
          ref={field}
          label={texts.label}
          hint={state === 'unsent' ? texts.unsent : texts.hint}
          rows={2}
          className="resize-none! text-base!"
          autoComplete="off"
          spellCheck
          value={text}
          onChange={event => writer.type(event.target.value)}
        />
      </div>
    </div>
  );
}
