import path from 'node:path';
import type { SeatId } from '../../../shared/ids.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import type { TranscriptReason } from '../../../shared/transcript/transcript.ts';
import type { TranscriptionConfig } from '../../../transcription/config.ts';
import { TRANSCRIBER_ARGUMENTS, TRANSCRIBER_ENVIRONMENT } from '../../../transcription/openTranscriber.ts';
import { type Retry, runForkedTask, TaskError, type TaskOptions } from '../../forkedProgram.ts';

/** Sound of one person. */
export interface TranscribeTrack {
  seatId: SeatId;
  file: string;
  sha256: string;
  /** Recording time at which the file starts. */
  fromMs: number;
  /** Segments in recording time, in order, each at most 15 s. */
  segments: readonly Span[];
}

/** Input of the process that recognizes speech. It is sent, so that no key is in an environment or a file. */
export interface TranscribeTask {
  config: TranscriptionConfig;
  language: string;
  tracks: readonly TranscribeTrack[];
  /** Segments that are done, for the next attempt. */
  doneFile: string;
}

export interface RecognizedSegment extends Span {
  seatId: SeatId;
  text: string;
  understood: boolean;
}

export type Transcribe = (task: TranscribeTask, options: TaskOptions) => Promise<RecognizedSegment[]>;

const TRANSCRIBE_FAILURES = {
  'engine-missing': ['later', 'The speech engine isn’t installed on the server.'],
  'engine-damaged': ['later', 'The speech engine on the server is damaged. Run the setup again.'],
  language: ['never', 'Speech in this language can’t be recognized here.'],
  'service-refused': ['never', 'The speech service refused the audio.'],
  'service-unreachable': ['later', 'The speech service doesn’t respond.'],
  'service-busy': ['later', 'The speech service is busy.'],
  budget: ['later', 'This month’s limit for the speech service is used up.'],
  'disk-full': ['later', 'The disk of the server is full, or can’t be written to.'],
  unreadable: ['never', 'The sound of the recording can’t be read.'],
  crashed: ['soon', 'Transcribing ended in the middle, perhaps because there wasn’t enough memory.'],
  cancelled: ['soon', 'Transcribing was stopped.'],
  failed: ['soon', 'Transcribing failed.'],
} as const satisfies Record<string, readonly [Retry, string]>;

export type TranscribeFailure = keyof typeof TRANSCRIBE_FAILURES;

/** Thrown when speech can't be recognized. Segments that are done stay in the work folder for the next attempt. */
export class TranscribeError extends TaskError<TranscribeFailure> {
  constructor(code: TranscribeFailure, cause?: unknown) {
    super('TranscribeError', code, TRANSCRIBE_FAILURES[code], cause);
  }
}

const REASONS: Partial<Record<TranscribeFailure, TranscriptReason>> = {
  'engine-missing': 'engine',
  'engine-damaged': 'engine',
  language: 'language',
  'service-refused': 'service',
  'service-unreachable': 'service',
  'service-busy': 'service',
  budget: 'budget',
};

/** Returns the reason for people, from the sentence of a job. */
export function reasonOfSentence(sentence: string | undefined): TranscriptReason {
  const found = Object.entries(TRANSCRIBE_FAILURES).find(([, [, text]]) => text === sentence);
  return (found && REASONS[found[0] as TranscribeFailure]) ?? 'trouble';
}

const PROGRAM = path.join(import.meta.dirname, 'work', 'main.ts');

/** Recognizes speech in a child process. Safe to repeat. Rejects with `TranscribeError`. */
export const transcribeRecording: Transcribe = (task, options) =>
  runForkedTask(
    {
      file: PROGRAM,
      task,
      errorOf: (...of) => new TranscribeError(...of),
      crashed: 'crashed',
      tuning: { variables: TRANSCRIBER_ENVIRONMENT, execArgv: TRANSCRIBER_ARGUMENTS },
    },
    options,
  );
