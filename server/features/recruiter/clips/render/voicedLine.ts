import type { Cue } from '../../../../../shared/recruiter/clip.ts';
import type { Phone } from './avatar/visemes.ts';

/** A line as it is heard in its clip: by a synthesiser, a service or a person, from the first sample to the last. */
export interface VoicedLine {
  /** Mono at 48 kHz, `durationMs` of it, as loud as all clips are. */
  samples: Float32Array;
  durationMs: number;
  /** Per 20 ms, as RFC 6464 counts. */
  levels: Uint8Array;
  /** Each at the beginning of a picture, the first at 0. */
  phrasesMs: number[];
  cues: Cue[];
  /** Where it is known what is spoken when. */
  phones?: Phone[];
}
