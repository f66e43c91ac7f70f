import type { BenchCase } from '../benchCase.ts';
import { LIVE_CAPTION_FIGURES, measureLiveCaptions } from './liveCaptions.ts';

/** Live captions by the embedded engine, of human voices. */
export const transcript: BenchCase = {
  name: 'transcript',
  measures: 'time to the final word of live captions, their cost, and what they cost media in ten rooms',
  figures: LIVE_CAPTION_FIGURES,
  parameters: { seconds: { full: 90, quick: 20 } },
  run: measureLiveCaptions,
};
