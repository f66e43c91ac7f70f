import type { TRANSCRIPT_ROUTES } from '../../../shared/protocol/transcriptRoutes.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { Store } from '../../store/store.ts';
import type { QueryHandlers } from '../query.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { transcriptQueries, transcriptRoutes } from './routes.ts';
import { TranscriptReading } from './TranscriptReading.ts';

export interface TranscriptsOptions {
  store: Pick<Store, 'settings'>;
  forStaff: StaffInterviews;
}

export interface Transcripts {
  readonly routes: Pick<RouteHandlers, keyof typeof TRANSCRIPT_ROUTES>;
  readonly queries: Pick<QueryHandlers, 'transcript.read' | 'transcript.correct'>;
  readonly reading: TranscriptReading;
}

export function createTranscripts({ store, forStaff }: TranscriptsOptions): Transcripts {
  const reading = new TranscriptReading({ settings: store.settings });
  return {
    routes: transcriptRoutes({ reading, interviews: forStaff, settings: store.settings }),
    queries: transcriptQueries(reading),
    reading,
  };
}
