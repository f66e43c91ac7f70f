import { Pencil } from 'lucide-react';
import { memo, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import {
  PASSAGE_TEXT_MAX,
  type Passage,
  type TranscriptSpeaker,
} from '../../../shared/transcript/transcript.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { correctedWords } from '../../core/review/spokenWords.ts';
import type { PassageDraft, TranscriptSession } from '../../core/review/transcriptSession.ts';
import { useReview } from '../../hooks/review/reviewContext.ts';
import { startCorrection } from '../../hooks/review/useCorrection.ts';
import { speakerName } from '../../hooks/review/useTranscript.ts';
import { elementOf, wordsId } from '../../hooks/review/useWordCursor.ts';
import { formatClock } from '../../texts/clock.ts';
import { transcriptTexts } from '../../texts/transcript.ts';
import { Button } from '../ui/Button.tsx';
import { FieldError } from '../ui/Field.tsx';
import { GrowingText } from '../ui/GrowingText.tsx';
import { IconButton } from '../ui/IconButton.tsx';

const texts = transcriptTexts.correct;

interface TranscriptPassageProps {
  passage: Passage;
  speaker: TranscriptSpeaker | undefined;
  /** True if another person spoke before. */
  named: boolean;
  current: boolean;
  /** The correction of this passage that is being written. */
  draft: PassageDraft | undefined;
  mayCorrect: boolean;
}

/** Rendered only when its own properties change, because there can be thousands. */
export const TranscriptPassage = memo((props: TranscriptPassageProps) => {
  const { passage, speaker, named, current, draft, mayCorrect } = props;
  const { transcript } = useReview().session;
  const correctable = mayCorrect && passage.seatId !== undefined;
  return (
    <li
      data-passage={passage.passageId}
      aria-current={current ? 'true' : undefined}
      className="group relative -mx-2 flex items-baseline gap-2 rounded-control px-2 py-1 text-sm [contain-intrinsic-size:auto_3rem] [content-visibility:auto] aria-current:bg-accent-soft/60"
    >
      <span data-time className="w-11 shrink-0 cursor-pointer text-xs text-muted tabular-nums select-none">
        {formatClock(passage.fromMs)}
      </span>
      <div className="min-w-0 flex-1">
        <p className={named ? 'text-xs leading-5 font-semibold select-none' : 'sr-only'}>
          {speakerName(speaker)}
        </p>
        {draft && transcript ? (
          <Editor draft={draft} transcript={transcript} />
        ) : (
          <>
            <Words passage={passage} />
            {passage.correction && <Correction correction={passage.correction} />}
          </>
        )}
      </div>
      {correctable && !draft && (
        <IconButton
          size="sm"
          label={texts.button}
          icon={Pencil}
          tabIndex={-1}
          className="absolute! top-0 right-0 bg-raised! opacity-0 shadow-float group-hover:opacity-100 group-aria-current:pointer-coarse:opacity-100 focus:opacity-100"
          onClick={() => transcript && startCorrection(transcript, passage)}
        />
      )}
    </li>
  );
});

/** Styles of the words, on their parent, because there can be tens of thousands. */
const WORDS_STYLE =
  '[&>*]:cursor-pointer [&>*]:rounded-xs [&>:hover]:bg-hover [&>[data-corrected]]:underline [&>[data-corrected]]:decoration-dotted [&>[data-corrected]]:underline-offset-3 [&>[data-match]]:bg-warning-soft [&>[data-match]]:text-warning-ink [&>[data-match]]:shadow-[0_0_0_1px_var(--warning-fill)] [&>[data-match=found]]:bg-warning-fill [&>[data-match=found]]:text-black [&>[data-now]:not([data-match])]:bg-accent [&>[data-now]:not([data-match])]:text-on-accent [&>[data-now]]:shadow-[0_0_0_2px_var(--accent)]';

function Words({ passage }: Pick<TranscriptPassageProps, 'passage'>) {
  const { passageId, words, correction } = passage;
  const original = correction?.original;
  const corrected = useMemo(
    () =>
      original === undefined
        ? undefined
        : correctedWords(
            original,
            words.map(({ text }) => text),
          ),
    [original, words],
  );
  return (
    <p id={wordsId(passageId)} className={`leading-6 ${WORDS_STYLE}`}>
      {words.length === 0 ? (
        <span data-word={0} className="text-muted italic">
          {transcriptTexts.notUnderstood}
        </span>
      ) : (
        words.map(({ text, fromMs }, index) => [
          <span
            key={`${fromMs} ${text}`}
            data-word={index}
            data-corrected={corrected?.has(index) ? '' : undefined}
          >
            {text}
          </span>,
          ' ',
        ])
      )}
    </p>
  );
}

function Correction({ correction }: { correction: NonNullable<Passage['correction']> }) {
  const [open, setOpen] = useState(false);
  const { original, byName, at } = correction;
  return (
    <div className="text-xs text-muted select-none">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="min-h-6 rounded-control underline decoration-dotted underline-offset-3 hover:text-ink"
      >
        {texts.corrected}
      </button>
      {open && (
        <p className="pb-1 select-text">
          {texts.original(original)} {texts.by(byName, at, Date.now())}
        </p>
      )}
    </div>
  );
}

function Editor({ draft, transcript }: { draft: PassageDraft; transcript: TranscriptSession }) {
  const { say } = useReview();
  const form = useRef<HTMLFormElement>(null);
  const { passageId, seen, text, saving, error } = draft;
  const start = useEffectEvent(() => {
    const field = form.current?.querySelector('textarea');
    if (!field) return;
    field.focus();
    const { from, to } = rangeOf(text, draft.selected);
    field.setSelectionRange(from, to);
  });
  useEffect(() => start(), []);
  const leave = () => requestAnimationFrame(() => focusWord(passageId));
  const save = async () => {
    if (text.trim() === '' || text.trim() === seen) return cancel();
    if (await transcript.save()) {
      say(texts.saved);
      leave();
    }
  };
  const cancel = () => {
    transcript.discard();
    leave();
  };
  return (
    <form
      ref={form}
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
      className="flex flex-col gap-2 py-1"
    >
      <GrowingText
        aria-label={texts.label}
        value={text}
        rows={2}
        maxLength={PASSAGE_TEXT_MAX}
        readOnly={saving}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${wordsId(passageId)}-error` : undefined}
        onChange={event => transcript.write(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') cancel();
          else void save();
        }}
      />
      {error && (
        <FieldError id={`${wordsId(passageId)}-error`}>
          {error.code === 'conflict' ? texts.conflict(seen) : `${texts.failed}. ${errorMessage(error)}`}
        </FieldError>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="primary" pending={saving}>
          {texts.save}
        </Button>
        <Button size="sm" disabled={saving} onClick={cancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Returns the characters of the selected words. Without a selection, the end of the text. */
function rangeOf(text: string, selected: PassageDraft['selected']): { from: number; to: number } {
  if (!selected) return { from: text.length, to: text.length };
  const words = text.split(' ');
  const lengthOf = (count: number) => words.slice(0, count).join(' ').length;
  return { from: selected.from === 0 ? 0 : lengthOf(selected.from) + 1, to: lengthOf(selected.to + 1) };
}

function focusWord(passageId: PassageDraft['passageId']): void {
  const word = elementOf({ passageId, index: 0 });
  if (!word) return;
  word.tabIndex = -1;
  word.focus({ preventScroll: true });
}
