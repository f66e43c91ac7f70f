import { useEffect } from 'react';
import type { Transcript, TranscriptSpeaker } from '../../../shared/transcript/transcript.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import type { TranscriptStatus } from '../../core/review/transcriptSession.ts';
import { Store } from '../../core/store.ts';
import { reviewTexts } from '../../texts/review.ts';
import { useStore } from '../room/useStore.ts';
import { useReview } from './reviewContext.ts';

const NONE = new Store<TranscriptStatus | undefined>(undefined);

/** Returns undefined where recordings have no transcripts. */
export function useTranscriptStatus(): TranscriptStatus | undefined {
  const { transcript } = useReview().session;
  return useStore<TranscriptStatus | undefined>(transcript?.status ?? NONE);
}

/** Returns the transcript if it has words that the viewer may read. */
export function useSpoken(): Transcript | undefined {
  const status = useTranscriptStatus();
  return status?.state === 'open' && status.transcript.state === 'ready' ? status.transcript : undefined;
}

/** Reads the transcript when the recording is opened. */
export function useTranscriptReading(session: ReviewSession): void {
  useEffect(() => session.transcript?.refresh(), [session]);
}

export function speakerName(speaker: TranscriptSpeaker | undefined): string {
  return !speaker || speaker.role === 'recruiter' ? reviewTexts.recruiter : speaker.name;
}
