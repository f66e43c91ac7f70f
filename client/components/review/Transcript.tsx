import { ArrowDownToLine } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { formatList } from '../../../shared/intl.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import type { Passage } from '../../../shared/transcript/transcript.ts';
import { clipOfWords } from '../../core/report/evidence.ts';
import {
  type TranscriptLine,
  type TranscriptPart,
  transcriptOf,
} from '../../core/review/recordingTranscript.ts';
import {
  type ChosenWords,
  findWords,
  latestAt,
  selectedText,
  spanOfWords,
  spokenParts,
  type WordMatch,
} from '../../core/review/spokenWords.ts';
import type { PassageDraft, TranscriptSession } from '../../core/review/transcriptSession.ts';
import { Store } from '../../core/store.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { startCorrection } from '../../hooks/review/useCorrection.ts';
import { speakerName, useSpoken, useTranscriptStatus } from '../../hooks/review/useTranscript.ts';
import { elementOf, useMatchMarks, useWordCursor } from '../../hooks/review/useWordCursor.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts } from '../../texts/review.ts';
import { transcriptTexts } from '../../texts/transcript.ts';
import { Button } from '../ui/Button.tsx';
import { copy, SelectionBar } from './SelectionBar.tsx';
import { TranscriptBar } from './TranscriptBar.tsx';
import { TranscriptNotice } from './TranscriptNotice.tsx';
import { TranscriptPart as Part } from './TranscriptPart.tsx';

const texts = reviewTexts.transcript;
const TYPING_MS = 150;
const NO_DRAFT = new Store<PassageDraft | undefined>(undefined);

interface TranscriptProps {
  retry?: ReactNode;
  /** Returns buttons for selected words, instead of those that copy them. */
  uses?: (words: ChosenWords) => ReactNode;
  /** Returns a link that uses the moment of selected words as a clip. Absent where the viewer can't use clips. */
  clipLink?: ((clip: Span) => ReactNode) | undefined;
}

/** What was said, following the recording. Without a transcript, when each person spoke. */
export function Transcript({ retry, ...uses }: TranscriptProps) {
  const { review, session } = useReview();
  const status = useTranscriptStatus();
  const spoken = useSpoken();
  const parts = useMemo(() => transcriptOf(review, spoken), [review, spoken]);
  const isEmpty = parts.every(({ chapter, lines }) => !chapter && lines.length === 0);
  return (
    <>
      {status && <TranscriptNotice status={status} retry={retry} />}
      {isEmpty ? (
        <p className="p-4 text-sm text-muted">{texts.empty}</p>
      ) : (
        <Lines parts={parts} transcript={spoken && session.transcript} {...uses} />
      )}
    </>
  );
}

interface LinesProps extends Omit<TranscriptProps, 'retry'> {
  parts: readonly TranscriptPart[];
  transcript: TranscriptSession | undefined;
}

function Lines({ parts, transcript, uses, clipLink }: LinesProps) {
  const { player, review } = useReview();
  const spoken = useSpoken();
  const draft = useStore(transcript?.draft ?? NO_DRAFT);
  const lines = useMemo(() => parts.flatMap(part => part.lines), [parts]);
  const passages = useMemo(() => lines.flatMap(line => (line.kind === 'passage' ? [line] : [])), [lines]);
  const words = useMemo(() => passages.map(({ passage }) => passage), [passages]);
  const current = useAtPosition(atMs => latestAt(lines, atMs));
  const list = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const find = useMatches(words, match => {
    setFollows(false);
    player.seekTo(match.atMs);
    show(elementOf({ passageId: match.passageId, index: match.from }));
  });
  const show = (element: HTMLElement | undefined) => {
    if (list.current && element) bringIntoSight(list.current, element);
  };
  useMatchMarks(find.matches, find.found, draft?.passageId);
  const mayCorrect = spoken?.may.correct === true && transcript?.source.correct !== undefined;
  const { selected, focus: leaveBar } = useWordCursor({
    list,
    passages: words,
    onMove: word => {
      setFollows(false);
      show(word);
    },
    onEdit: (passage, index) => {
      if (mayCorrect && passage.seatId) startCorrection(transcript, passage, { from: index, to: index });
    },
  });
  const pauses = selected.length > 0 || draft !== undefined;
  useEffect(() => {
    if (!follows || pauses || !current) return;
    const line = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (line && list.current) bringIntoSight(list.current, line);
  }, [follows, pauses, current]);

  const speakerOf = (passage: Passage) => passages.find(line => line.passage === passage)?.speaker;
  const chosen = (): ChosenWords => ({
    selected,
    parts: spokenParts(selected).map(part => ({ ...part, speaker: speakerOf(part.passage) })),
  });
  const [only, ...more] = selected;
  const correctable = mayCorrect && only?.passage.seatId && more.length === 0 ? only : undefined;
  return (
    <>
      {transcript && spoken && (
        <TranscriptBar
          {...find.bar}
          menu={{
            session: transcript,
            may: spoken.may,
            hasVideo: review.composed !== undefined,
            onCopyAll: () => void copy(wholeText(passages)),
          }}
        />
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <div
          ref={list}
          data-words
          data-own-arrows={transcript ? '' : undefined}
          // Stops scrolling along with playback, because a viewer who scrolls wants to read another part.
          onWheel={() => setFollows(false)}
          onTouchMove={() => setFollows(false)}
          className="group/words relative flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 max-lg:max-h-[min(32rem,75dvh)]"
        >
          {parts.map(part => (
            <Part
              key={part.chapter ? part.fromMs : 'before'}
              part={part}
              current={current && part.lines.includes(current) ? current : undefined}
              draft={draft}
              mayCorrect={mayCorrect}
            />
          ))}
          <Note spoken={spoken !== undefined} withheld={withheldNames(spoken)} />
        </div>
        {transcript && selected.length === 0 && (
          <p
            aria-hidden="true"
            className="hidden shrink-0 border-t border-line px-4 py-1.5 text-xs text-muted [[data-words]:has([data-word]:focus-visible)+&]:block"
          >
            {mayCorrect ? transcriptTexts.keysEdit : transcriptTexts.keys}
          </p>
        )}
        {selected.length > 0 && !draft ? (
          <SelectionBar
            words={chosen()}
            uses={uses}
            clipLink={clipLink?.(clipOfWords(spanOfWords(selected), review.durationMs))}
            onLeave={leaveBar}
            onCorrect={
              correctable &&
              (() => {
                window.getSelection()?.removeAllRanges();
                if (transcript) startCorrection(transcript, correctable.passage, correctable);
              })
            }
          />
        ) : (
          !follows && (
            <Button
              size="sm"
              className="absolute! right-4 bottom-3 shadow-float"
              icon={ArrowDownToLine}
              onClick={() => setFollows(true)}
            >
              {texts.follow}
            </Button>
          )
        )}
      </div>
    </>
  );
}

function Note({ spoken, withheld }: { spoken: boolean; withheld: readonly string[] }) {
  const { captions } = useReview().review;
  return (
    <p className="text-xs text-faint">
      {spoken ? transcriptTexts.note : captions.length > 0 && texts.note}{' '}
      {withheld.length > 0 && transcriptTexts.withheld(formatList(withheld))}
    </p>
  );
}

function withheldNames(spoken: ReturnType<typeof useSpoken>): string[] {
  return spoken?.speakers.flatMap(({ withheld, name }) => (withheld ? [name] : [])) ?? [];
}

/** The state of the search: what was typed, where it was found, and the match that the person has gone to. */
function useMatches(passages: readonly Passage[], onFound: (match: WordMatch) => void) {
  const [query, setQuery] = useState('');
  const [searched, setSearched] = useState('');
  const [at, setAt] = useState(-1);
  const matches = useMemo(() => matchesIn(passages, searched), [passages, searched]);
  useEffect(() => {
    const timer = setTimeout(() => setSearched(query), TYPING_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const go = (by: 1 | -1) => {
    // Enter doesn't wait for the pause in typing.
    const current = searched === query ? matches : matchesIn(passages, query);
    setSearched(query);
    if (current.length === 0) return;
    const next = at < 0 ? (by === 1 ? 0 : current.length - 1) : (at + by + current.length) % current.length;
    const match = current[next];
    setAt(next);
    if (match) onFound(match);
  };
  const onQuery = (typed: string) => {
    setQuery(typed);
    setAt(-1);
  };
  return { matches, found: matches[at], bar: { query, searched, onQuery, matches, at, onGo: go } };
}

function matchesIn(passages: readonly Passage[], query: string): WordMatch[] {
  return query.trim().length > 1 ? findWords(passages, query) : [];
}

function wholeText(lines: readonly Extract<TranscriptLine, { kind: 'passage' }>[]): string {
  return lines
    .map(({ passage, speaker }) => {
      const to = passage.words.length - 1;
      const text = to < 0 ? transcriptTexts.notUnderstood : selectedText([{ passage, from: 0, to }]);
      return `${formatClock(passage.fromMs)} ${speakerName(speaker)}: ${text}`;
    })
    .join('\n');
}

/** Scrolls the list to the line. `scrollIntoView` would also scroll the page. */
function bringIntoSight(list: HTMLElement, line: HTMLElement): void {
  const [frame, box] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
  const margin = frame.height / 4;
  if (box.top >= frame.top + 8 && box.bottom <= frame.bottom - 48) return;
  list.scrollTo({ top: list.scrollTop + box.top - frame.top - margin });
}
