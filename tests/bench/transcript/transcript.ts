import type { BenchCase } from '../benchCase.ts';
import { ENGINE_FIGURES, measureEngine } from './engine.ts';
import { LIVE_CAPTION_FIGURES, measureLiveCaptions } from './liveCaptions.ts';
import { measureSearch, SEARCH_FIGURES } from './searchTranscripts.ts';
import { measureJob } from './transcribeCall.ts';

/** Speech recognition of human voices by the embedded engine: alone, in live captions, and in transcripts of recordings. */
export const transcript: BenchCase = {
  name: 'transcript',
  measures:
    'word errors and cost of the speech engine, time to the final word of live captions, what they cost media in ten rooms, making transcripts, and searching them',
  figures: [...ENGINE_FIGURES, ...LIVE_CAPTION_FIGURES, 'transcript.job', ...SEARCH_FIGURES],
  parameters: {
    prompts: { full: 50, quick: 5 },
    seconds: { full: 90, quick: 20 },
    minutes: { full: 60, quick: 2 },
    interviews: { full: 1_000, quick: 20 },
    asks: { full: 30, quick: 2 },
  },
  async run(context) {
    await measureEngine(context);
    await measureLiveCaptions(context);
    await measureSearch(context);
    await measureJob(context);
  },
};
