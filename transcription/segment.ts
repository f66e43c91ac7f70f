import { SAMPLE_RATE, SEGMENT_MAX_MS, type SpeechSegment, TranscriptionError } from './Transcriber.ts';

const SEGMENT_MAX_SAMPLES = (SEGMENT_MAX_MS / 1_000) * SAMPLE_RATE;

/** `en` for `en-US`. */
export function primarySubtag(language: string): string {
  return language.split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
}

/** Throws a `RangeError` if the segment is too long, and a `TranscriptionError` if it's in another language. */
export function requireSegment({ samples, language }: SpeechSegment, languages: readonly string[]): void {
  if (samples.length > SEGMENT_MAX_SAMPLES)
    throw new RangeError(
      `A segment has at most ${SEGMENT_MAX_MS} ms, and this one has ${Math.ceil((samples.length / SAMPLE_RATE) * 1_000)}.`,
    );
  if (!languages.includes(primarySubtag(language)))
    throw new TranscriptionError(
      'language',
      `Speech in "${primarySubtag(language)}" can't be recognized here.`,
    );
}
