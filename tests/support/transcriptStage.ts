import { setTimeout as delay } from 'node:timers/promises';
import type { RecordingsOptions } from '../../server/features/recording/recordings.ts';
import type {
  RecognizedSegment,
  Transcribe,
  TranscribeTask,
} from '../../server/features/transcript/transcribeTask.ts';
import { transcriptJobs } from '../../server/features/transcript/transcripts.ts';
import type { SeatId } from '../../shared/ids.ts';
import type { NewEvent } from '../../shared/interview/events.ts';
import {
  CONSENT_VERSION,
  type ConsentAnswer,
  INTERVIEWER_CONSENT_VERSION,
} from '../../shared/interview/setup.ts';
import type { FinishedMedia, FinishedRecording, Span } from '../../shared/recording/finished.ts';
import type { TranscriptionConfig } from '../../transcription/config.ts';
import { finishedMedia } from './finishedRecording.ts';
import { FinishingStage, type StagedInterview } from './finishingStage.ts';

export const ENGINE = { kind: 'engine', folder: '/nowhere' } as const;

/** What people say, by seat and start of the segment. Other segments have no words. */
export class FakeSpeech {
  readonly tasks: TranscribeTask[] = [];
  said: { seatId: SeatId; fromMs: number; text: string; understood?: boolean }[] = [];
  /** Called when a task starts; may wait or throw. */
  before: (task: TranscribeTask, signal: AbortSignal | undefined) => void | Promise<void> = () => {};

  readonly transcribe: Transcribe = async (task, { signal, onProgress }) => {
    this.tasks.push(task);
    await this.before(task, signal);
    signal?.throwIfAborted();
    onProgress?.(0.5);
    return task.tracks.flatMap(({ seatId, segments }) =>
      segments.map((segment): RecognizedSegment => {
        const line = this.said.find(
          one => one.seatId === seatId && segment.fromMs <= one.fromMs && one.fromMs < segment.toMs,
        );
        return { seatId, ...segment, text: line?.text ?? '', understood: line?.understood ?? true };
      }),
    );
  };
}

export function consentOf(role: 'candidate' | 'interviewer', transcript: boolean): ConsentAnswer {
  const version = role === 'candidate' ? CONSENT_VERSION : INTERVIEWER_CONSENT_VERSION;
  return { version, recording: true, transcript };
}

export function consentGiven(seatId: SeatId, consent: ConsentAnswer): NewEvent {
  return { kind: 'consent.given', payload: { seatId, consent } };
}

/** Speech of a seat, with its loudness in each of its spans. */
export function spokenTrack(
  seatId: SeatId,
  speech: readonly (Span & { dbov?: number })[],
  changes: Partial<FinishedMedia> = {},
): FinishedMedia {
  const dbov = new Array<number>(600).fill(127);
  for (const { fromMs, toMs, dbov: level = 30 } of speech)
    dbov.fill(level, Math.floor(fromMs / 100), Math.ceil(toMs / 100));
  return finishedMedia(
    seatId,
    { fromMs: 0, toMs: 60_000 },
    {
      fileName: 'candidate-1.webm',
      speech: speech.map(({ fromMs, toMs }) => ({ fromMs, toMs })),
      levels: { stepMs: 100, dbov },
      ...changes,
    },
  );
}

/** Recordings whose people agreed to a transcript, with fakes of media programs and of the engine. */
export class TranscriptStage implements AsyncDisposable {
  readonly stage: FinishingStage;
  readonly speech = new FakeSpeech();
  readonly interview: StagedInterview;
  /** Tracks of the finished recording. All have the bytes of the one captured file. */
  tracks: FinishedMedia[] = [];

  static async start(): Promise<TranscriptStage> {
    const stage = await FinishingStage.start();
    return new TranscriptStage(stage, await stage.interview());
  }

  private constructor(stage: FinishingStage, interview: StagedInterview) {
    this.stage = stage;
    this.interview = interview;
  }

  open(changes: Partial<RecordingsOptions> = {}, transcription: TranscriptionConfig = ENGINE) {
    const { finalise } = this.stage.finishing;
    return this.stage.open({
      otherJobs: transcriptJobs(this.stage.store, transcription, this.speech.transcribe),
      finalise: async (task, options): Promise<FinishedRecording> => {
        const finished = await finalise(task, options);
        const [{ bytes = 0, sha256 = '', thumbnailName } = {}] = finished.media;
        const media = this.tracks.map(track => ({
          ...track,
          bytes,
          sha256,
          ...(thumbnailName && { thumbnailName }),
        }));
        return { ...finished, media: media.length > 0 ? media : finished.media };
      },
      ...changes,
    });
  }

  /** Everyone agrees, and the recording is finished. */
  async record(consents: readonly NewEvent[] = this.consents()): Promise<void> {
    await this.interview.write([...consents]);
    await this.interview.record();
    await this.interview.end();
  }

  consents(candidate = true, lead = true): NewEvent[] {
    return [
      consentGiven(this.interview.candidate.seatId, consentOf('candidate', candidate)),
      consentGiven(this.interview.lead.seatId, consentOf('interviewer', lead)),
    ];
  }

  made() {
    return this.stage.job(this.interview.recordingId, 'transcript', 'done');
  }

  /** Returns who said what. */
  async texts(): Promise<string[]> {
    const { candidate, recordingId } = this.interview;
    const passages = await this.stage.store.transcripts.passagesOf(recordingId);
    return passages.map(({ seatId, words, understood }) => {
      const name = seatId === candidate.seatId ? 'Ada' : 'Grace';
      return `${name}: ${understood ? words.map(({ text }) => text).join(' ') : '?'}`;
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stage.close();
  }
}

/** Waits until a signal is aborted, and rejects then. */
export async function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  await delay(60_000, undefined, { signal });
}
