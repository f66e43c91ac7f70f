import { useMemo, useRef } from 'react';
import type { Span } from '../../../shared/recording/finished.ts';
import type { ReviewTrack } from '../../../shared/recording/review.ts';
import { isMainlyWithin } from '../../../shared/recording/spans.ts';
import type { Passage, Transcript, TranscriptSpeaker } from '../../../shared/transcript/transcript.ts';
import { latestAt } from '../../core/review/spokenWords.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { useTranscriptReading, useTranscriptStatus } from '../../hooks/review/useTranscript.ts';
import { useWordCursor } from '../../hooks/review/useWordCursor.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { TranscriptPassage } from '../review/TranscriptPassage.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

const texts = practicePage.compare;

/** The person's own words in one answer, which follow playback and lead to their moments. */
export function AnswerWords({ fromMs, toMs }: Span) {
  const { review, session } = useReview();
  useTranscriptReading(session);
  const status = useTranscriptStatus();
  const transcript = status?.state === 'open' ? status.transcript : undefined;
  const passages = useMemo(
    () => (transcript ? ownPassages(transcript, review.tracks, { fromMs, toMs }) : []),
    [transcript, review.tracks, fromMs, toMs],
  );
  if (!status || status.state === 'opening') return <Skeleton className="h-12 w-full" />;
  if (passages.length === 0)
    return (
      <p data-answer-words className="text-sm text-muted">
        {emptyText(transcript)}
      </p>
    );
  const speaker = transcript?.speakers.find(({ seatId }) => seatId === passages[0]?.seatId);
  return <Words passages={passages} speaker={speaker} />;
}

function emptyText(transcript: Transcript | undefined): string {
  switch (transcript?.state) {
    case 'ready':
      return texts.noWords;
    case 'waiting':
    case 'running':
      return texts.wordsLater;
    default:
      return texts.noTranscript;
  }
}

interface WordsProps {
  passages: readonly Passage[];
  speaker: TranscriptSpeaker | undefined;
}

function Words({ passages, speaker }: WordsProps) {
  const list = useRef<HTMLDivElement>(null);
  const current = useAtPosition(atMs => latestAt(passages, atMs));
  useWordCursor({ list, passages, onMove: () => undefined, onEdit: () => undefined });
  return (
    <div ref={list} data-words data-own-arrows data-answer-words>
      <ol className="flex flex-col gap-0.5" aria-label={practicePage.questions.spoken}>
        {passages.map(passage => (
          <TranscriptPassage
            key={passage.passageId}
            passage={passage}
            speaker={speaker}
            named={false}
            current={passage === current}
            draft={undefined}
            mayCorrect={false}
          />
        ))}
      </ol>
    </div>
  );
}

/** Returns the candidate's passages with only the words that are in the answer. */
function ownPassages({ passages }: Transcript, tracks: readonly ReviewTrack[], answer: Span): Passage[] {
  const seatId = tracks.find(({ role }) => role === 'candidate')?.seatId;
  return passages
    .filter(passage => seatId !== undefined && passage.seatId === seatId)
    .map(passage => ({
      ...passage,
      words: passage.words.filter(word => isMainlyWithin(word, answer)),
    }))
    .filter(({ words }) => words.length > 0);
}
