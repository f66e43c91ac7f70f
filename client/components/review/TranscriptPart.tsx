import { memo } from 'react';
import { lengthMs } from '../../../shared/recording/spans.ts';
import type {
  TranscriptPart as PartOfTranscript,
  TranscriptLine,
} from '../../core/review/recordingTranscript.ts';
import type { PassageDraft } from '../../core/review/transcriptSession.ts';
import { useReview } from '../../hooks/review/reviewContext.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts, trackName } from '../../texts/review.ts';
import { classNames } from '../ui/classNames.ts';
import { TranscriptPassage } from './TranscriptPassage.tsx';

const texts = reviewTexts.transcript;

interface TranscriptPartProps {
  part: PartOfTranscript;
  current: TranscriptLine | undefined;
  draft: PassageDraft | undefined;
  mayCorrect: boolean;
}

/** A question, and what was said until the next one. */
export const TranscriptPart = memo((props: TranscriptPartProps) => {
  const { part, current, draft, mayCorrect } = props;
  const { player } = useReview();
  const { chapter, fromMs, lines } = part;
  return (
    <section className="flex flex-col gap-1.5">
      {chapter ? (
        <h3 className="text-sm font-semibold">
          <button
            type="button"
            onClick={() => player.seekTo(fromMs)}
            className="-mx-2 flex w-[calc(100%+1rem)] items-baseline gap-2 rounded-control px-2 py-1 text-left hover:bg-hover"
          >
            <Time atMs={fromMs} />
            <span>
              {reviewTexts.timeline.chapterShort(chapter.number)} {chapter.text}
              {reviewTexts.timeline.take(chapter.take)}
            </span>
          </button>
        </h3>
      ) : (
        <h3 className="text-xs font-medium text-muted">{texts.beginning}</h3>
      )}
      <ol className="flex flex-col gap-0.5">
        {lines.map((line, index) => {
          if (line.kind !== 'passage')
            return (
              <li key={`${line.kind} ${line.fromMs}`}>
                <Line line={line} current={line === current} />
              </li>
            );
          const { passage, speaker } = line;
          const { passageId } = passage;
          const before = lines[index - 1];
          return (
            <TranscriptPassage
              key={passageId}
              passage={passage}
              speaker={speaker}
              named={before?.kind !== 'passage' || before.speaker !== speaker}
              current={line === current}
              draft={draft?.passageId === passageId ? draft : undefined}
              mayCorrect={mayCorrect}
            />
          );
        })}
      </ol>
    </section>
  );
});

function Line({ line, current }: { line: Exclude<TranscriptLine, { kind: 'passage' }>; current: boolean }) {
  const { player, review } = useReview();
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      onClick={() => player.seekTo(line.fromMs)}
      className={classNames(
        '-mx-2 flex w-[calc(100%+1rem)] items-baseline gap-2 rounded-control px-2 py-1 text-left text-sm transition-colors',
        current ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <Time atMs={line.fromMs} />
      {line.kind === 'words' ? (
        <span>
          <span className="sr-only">{reviewTexts.recruiter}: </span>
          {line.text}
        </span>
      ) : (
        <span className="text-muted">
          {texts.speaks(nameOf(line.fileId, review.tracks), lengthMs(line) / 1_000)}
        </span>
      )}
    </button>
  );
}

function Time({ atMs }: { atMs: number }) {
  return (
    <span className="w-11 shrink-0 text-xs font-normal text-muted tabular-nums">{formatClock(atMs)}</span>
  );
}

function nameOf(fileId: string, tracks: Parameters<typeof trackName>[0][]): string {
  const track = tracks.find(known => known.fileId === fileId);
  return track ? trackName(track) : '';
}
