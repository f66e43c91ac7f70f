import { createHash } from 'node:crypto';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import { ClipId, type ClipSheet, SilentClip } from '../../../../shared/recruiter/clip.ts';
import { type LineKey, linesOf, PRACTICE_LINES } from '../../../../shared/recruiter/lines.ts';
import { candidateOf } from '../../../../shared/recruiter/recruiterContextOf.ts';
import type { Pace, RecruiterVoice } from '../../../../shared/recruiter/settings.ts';
import type { ClipFailure } from './clipError.ts';
import type { SpeechConfig } from './speechConfig.ts';

/** `portrait` is a small loop for a page: a line, close up, with a nod and a breath after it. */
export type SpokenRequest = {
  kind: 'line' | 'portrait';
  text: string;
  voice: RecruiterVoice;
  pace: Pace;
};

export type ClipRequest =
  | SpokenRequest
  | { kind: 'silent'; clip: SilentClip }
  | { kind: 'recording'; fileSha256: string; text: string };

/** Increase to render all clips again after a change. For a changed avatar, increase `AVATAR_VERSION`. */
const RENDERER_VERSION = 1;
const AVATAR_VERSION = 1;

export function clipIdOf(request: ClipRequest, speech: SpeechConfig): ClipId {
  const parts = [RENDERER_VERSION, AVATAR_VERSION, ...partsOf(request, speech)];
  return ClipId.parse(createHash('sha256').update(JSON.stringify(parts)).digest('hex'));
}

function partsOf(request: ClipRequest, { service }: SpeechConfig): string[] {
  switch (request.kind) {
    case 'line':
    case 'portrait':
      return service
        ? [request.kind, 'service', service.url, service.model, service.voice, request.pace, request.text]
        : [request.kind, 'flite', request.voice, request.pace, request.text];
    case 'silent':
      return ['silent', request.clip];
    case 'recording':
      return ['recording', request.fileSha256, request.text];
  }
}

/** Maps the text of a line to the SHA-256 of its uploaded recording. */
export type VoiceUploads = ReadonlyMap<string, string>;

type LineStyle = { kit: InterviewKit; voice: RecruiterVoice; pace: Pace; practice: boolean };

/** Returns how the recruiter speaks its lines. Undefined when people ask the questions. */
export function lineStyleOf(state: InterviewState): LineStyle | undefined {
  const { recruiter, rubric } = state;
  if (!recruiter || !rubric) return undefined;
  const { voice, pace, practice } = recruiter.settings;
  return { kit: rubric.chosen.kit, voice, pace: candidateOf(state)?.accommodations?.pace ?? pace, practice };
}

/** Returns requests in the order in which their lines are likely to be needed. */
export function clipRequestsOf(style: LineStyle, recordings: VoiceUploads): Map<LineKey, ClipRequest> {
  const lines = linesOf(style.kit).filter(({ key }) => style.practice || !PRACTICE_LINES.has(key));
  return new Map(lines.map(({ key, text }) => [key, clipRequestFor(text, style, recordings)]));
}

export function clipRequestFor(
  text: string,
  { voice, pace }: LineStyle,
  recordings: VoiceUploads,
): ClipRequest {
  const fileSha256 = recordings.get(text);
  if (fileSha256 !== undefined) return { kind: 'recording', fileSha256, text };
  return { kind: 'line', text, voice, pace };
}

export const SILENT_CLIP_REQUESTS: readonly ClipRequest[] = SilentClip.options.map(clip => ({
  kind: 'silent',
  clip,
}));

export interface RenderJob {
  clipId: ClipId;
  request: ClipRequest;
  speech: SpeechConfig;
  /** Temporary folder of this job. The clip is written to `CLIP_FILE` in it. */
  folder: string;
  recordingFile?: string;
}

export const CLIP_FILE = 'clip.webm';

/** Without a job: interrupts the one with this id, which then fails. */
export type RenderRequest = { jobId: number; job?: RenderJob };

export type RenderAnswer =
  | { jobId: number; state: 'rendered'; sheet: ClipSheet }
  | { jobId: number; state: 'failed'; reason: ClipFailure; detail: string };

export function isSpoken(request: ClipRequest): request is SpokenRequest {
  return request.kind === 'line' || request.kind === 'portrait';
}
