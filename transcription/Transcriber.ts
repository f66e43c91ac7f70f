/** Sample rate of all audio in this folder, in Hz. Audio is mono. */
export const SAMPLE_RATE = 16_000;

/** Longest segment. In longer ones, the engine drops sentences without notice. */
export const SEGMENT_MAX_MS = 15_000;

export interface SpeechSegment {
  /** At most `SEGMENT_MAX_MS` at `SAMPLE_RATE`, from -1 to 1. */
  readonly samples: Float32Array;
  /** BCP 47 tag, such as `en-US`. */
  readonly language: string;
}

export interface Recognized {
  /** Empty if nothing was said, or if it wasn't understood. */
  readonly text: string;
  /** False if the text was dropped because the engine was guessing. */
  readonly understood: boolean;
  /** Tokens of the text, for the next `prefix`. Absent if a service recognized it. */
  readonly tokens?: readonly number[];
  /** For each word of the text, the index of its first token. Present with `tokens`. */
  readonly wordStarts?: readonly number[];
}

export interface TranscribeOptions {
  /** Tokens that the text starts with. Saves most of the work on a segment that has grown. A service ignores them. */
  readonly prefix?: readonly number[];
  readonly signal?: AbortSignal;
}

/** Recognizes one segment at a time, in order of the calls. */
export interface Transcriber {
  /** Compares primary subtags: `en` covers `en-US`. */
  speaks(language: string): boolean;
  /** Rejects with `TranscriptionError`, and with the signal's reason. */
  transcribe(segment: SpeechSegment, options?: TranscribeOptions): Promise<Recognized>;
  close(): Promise<void>;
}

/**
 * - `engine-missing`, `engine-damaged`: the model or its runtime is absent, or its checksum is wrong.
 * - `language`: this engine or service doesn't recognize the language.
 * - `service-refused`: repeating the request won't help, for example because the key is wrong.
 * - `service-unreachable`, `service-busy`: repeating it later may help.
 * - `budget`: the configured limit of a service is used up.
 */
export type TranscriptionFailure =
  | 'engine-missing'
  | 'engine-damaged'
  | 'language'
  | 'service-refused'
  | 'service-unreachable'
  | 'service-busy'
  | 'budget';

/** Failure to recognize speech. The message never contains what was said. */
export class TranscriptionError extends Error {
  readonly code: TranscriptionFailure;

  constructor(code: TranscriptionFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TranscriptionError';
    this.code = code;
  }
}
