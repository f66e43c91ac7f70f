import type { TRANSCRIPT_ROUTES } from '../../../shared/protocol/transcriptRoutes.ts';
import type { TranscriptionConfig } from '../../../transcription/config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { Store } from '../../store/store.ts';
import type { JobParts, Recordings } from '../recording/recordings.ts';
import type { RouteHandlers, StaffDownload } from '../routeHandlers.ts';
import { transcriptDownload } from './downloads.ts';
import { type TranscriptQueries, transcriptQueries, transcriptRoutes } from './routes.ts';
import { TranscriptJob } from './TranscriptJob.ts';
import { TranscriptReading } from './TranscriptReading.ts';
import { TranscriptSearch } from './TranscriptSearch.ts';
import { type Transcribe, transcribeRecording } from './transcribeTask.ts';

export interface TranscriptsOptions {
  store: Pick<Store, 'settings' | 'transcripts' | 'transcriptSearch' | 'jobs' | 'audit' | 'mediaFiles'>;
  forStaff: StaffInterviews;
  interviews: Pick<Interviews, 'execute'>;
  finished: Pick<Recordings, 'review' | 'runner' | 'folders' | 'storage'>;
  /** What recognizes speech. If absent, nothing does. */
  transcription?: TranscriptionConfig | undefined;
}

export interface Transcripts {
  readonly routes: Pick<RouteHandlers, keyof typeof TRANSCRIPT_ROUTES>;
  readonly queries: TranscriptQueries;
  readonly downloads: readonly StaffDownload[];
  readonly reading: TranscriptReading;
}

/** Returns the `otherJobs` of recordings that make transcripts. */
export function transcriptJobs(
  { transcripts }: Pick<Store, 'transcripts'>,
  config: TranscriptionConfig = { kind: 'off' },
  transcribe: Transcribe = transcribeRecording,
): (parts: JobParts) => [TranscriptJob] {
  return parts => [new TranscriptJob({ ...parts, transcripts, config, transcribe })];
}

/** Reading, correcting, searching, and deleting transcripts. `transcriptJobs` make them. */
export function createTranscripts(options: TranscriptsOptions): Transcripts {
  const { store, forStaff, interviews, finished, transcription = { kind: 'off' } } = options;
  const { settings, transcripts, jobs, audit, mediaFiles: files } = store;
  const { review, runner, folders, storage: objects } = finished;
  const reading = new TranscriptReading({
    ...{ config: transcription, transcripts, settings, jobs, runner, folders, review, files, objects, audit },
  });
  const search = new TranscriptSearch(store.transcriptSearch, transcripts, () => reading.ratersSee());
  return {
    routes: transcriptRoutes({ reading, search, interviews: forStaff, settings }),
    queries: transcriptQueries(reading, interviews),
    downloads: [transcriptDownload(reading, forStaff)],
    reading,
  };
}
