import type { BenchCase } from '../benchCase.ts';
import { LIVE_CAPTION_FIGURES, measureLiveCaptions } from './liveCaptions.ts';
import { measureSearch } from './searchTranscripts.ts';
import { measureJob } from './transcribeCall.ts';

/** Live captions by the embedded engine, of human voices, and transcripts of recordings. */
export const transcript: BenchCase = {
  name: 'transcript',
  measures:
    'time to the final word of live captions, what they cost media in ten rooms, making transcripts, and searching them',
  figures: [...LIVE_CAPTION_FIGURES, 'transcript.job', 'transcript.search'],
  parameters: {
    seconds: { full: 90, quick: 20 },
    minutes: { full: 60, quick: 2 },
    interviews: { full: 1_000, quick: 20 },
    asks: { full: 30, quick: 2 },
  },
  async run(context) {
    await measureLiveCaptions(context);
    await measureSearch(context);
    await measureJob(context);
  },
};
