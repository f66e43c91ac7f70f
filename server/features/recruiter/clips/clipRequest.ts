import { createHash } from 'node:crypto';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import { ClipId, type ClipSheet, SilentClip } from '../../../../shared/recruiter/clip.ts';
import { type LineKey, linesOf, PRACTICE_LINES } from '../../../../shared/recruiter/lines.ts';
import { candidateOf } from '../../../../shared/recruiter/recruiterContextOf.ts';
import type { Pace, RecruiterVoice } from '../../../../shared/recruiter/settings.ts';
import type { ClipFailure } from './clipError.ts';
import type { SpeechConfig } from './speechConfig.ts';

/** A clip that someone needs. */
export type ClipWish =
  | { kind: 'line'; text: string; voice: RecruiterVoice; pace: Pace }
  | { kind: 'silent'; clip: SilentClip }
  /** A person's own recording, as `keepRecording` knows it, of a line with this text. */
  | { kind: 'recording'; fileSha256: string; text: string };

/** Raise these when the same wish comes to another clip: how lines are spoken, cut and encoded; what the avatar looks like and does. */
const RENDERER_VERSION = 1;
const AVATAR_VERSION = 1;

/** The name of the clip that a wish comes to: everything that its content depends on, hashed. */
export function clipIdOf(wish: ClipWish, speech: SpeechConfig): ClipId {
  const parts = [RENDERER_VERSION, AVATAR_VERSION, ...partsOf(wish, speech)];
  return ClipId.parse(createHash('sha256').update(JSON.stringify(parts)).digest('hex'));
}

function partsOf(wish: ClipWish, { service }: SpeechConfig): string[] {
  switch (wish.kind) {
    case 'line':
      return service
        ? ['line', 'service', service.url, service.model, service.voice, wish.pace, wish.text]
        : ['line', 'flite', wish.voice, wish.pace, wish.text];
    case 'silent':
      return ['silent', wish.clip];
    case 'recording':
      return ['recording', wish.fileSha256, wish.text];
  }
}

/** A person's recordings for lines of a kit: SHA-256 of the file by the line's words. */
export type Recordings = ReadonlyMap<string, string>;

/** How the lines of one interview are to sound. */
interface Manner {
  kit: InterviewKit;
  voice: RecruiterVoice;
  pace: Pace;
  /** Whether it begins with a practice question. */
  practice: boolean;
}

/** Undefined where the virtual recruiter does not hold the interview. */
export function mannerOf(state: InterviewState): Manner | undefined {
  const { recruiter, rubric } = state;
  if (!recruiter || !rubric) return undefined;
  const { voice, pace, practice } = recruiter.settings;
  return {
    kit: rubric.chosen.kit,
    voice,
    pace: candidateOf(state)?.accommodations?.pace ?? pace,
    practice,
  };
}

/** Every line with the clip it wants, in the order in which they are likely to be needed. */
export function wishesOf(manner: Manner, recordings: Recordings): Map<LineKey, ClipWish> {
  const lines = linesOf(manner.kit).filter(({ key }) => manner.practice || !PRACTICE_LINES.has(key));
  return new Map(lines.map(({ key, text }) => [key, wishFor(text, manner, recordings)]));
}

/** A person's voice goes before any other. */
export function wishFor(text: string, { voice, pace }: Manner, recordings: Recordings): ClipWish {
  const fileSha256 = recordings.get(text);
  if (fileSha256 !== undefined) return { kind: 'recording', fileSha256, text };
  return { kind: 'line', text, voice, pace };
}

export const SILENT_WISHES: readonly ClipWish[] = SilentClip.options.map(clip => ({ kind: 'silent', clip }));

/** One clip to render. */
export interface RenderJob {
  clipId: ClipId;
  wish: ClipWish;
  speech: SpeechConfig;
  /** Belongs to this job alone, and is there. The clip is written into it as `CLIP_FILE`. */
  folder: string;
  /** For a wish of kind `recording`. */
  recordingFile?: string;
}

export const CLIP_FILE = 'clip.webm';

/** What the render process is told: one job at a time. */
export interface RenderRequest {
  jobId: number;
  job: RenderJob;
}

/** What it answers. `detail` is for the log. */
export type RenderAnswer =
  | { jobId: number; state: 'rendered'; sheet: ClipSheet }
  | { jobId: number; state: 'failed'; reason: ClipFailure; detail: string };
