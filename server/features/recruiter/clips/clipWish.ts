import { createHash } from 'node:crypto';
import { ClipId, type SilentClip } from '../../../../shared/recruiter/clip.ts';
import type { Pace, RecruiterVoice } from '../../../../shared/recruiter/settings.ts';
import type { SpeechConfig } from './speechConfig.ts';

/** A clip that someone needs. */
export type ClipWish =
  | { kind: 'line'; text: string; voice: RecruiterVoice; pace: Pace }
  | { kind: 'silent'; clip: SilentClip }
  /** A person's own recording, as `keepRecording` knows it, of a line with this text. */
  | { kind: 'recording'; fileSha256: string; text: string };

/** Raise these when the same wish comes to another clip: how lines are spoken, cut and encoded; what the avatar looks like and does. */
export const RENDERER_VERSION = 1;
export const AVATAR_VERSION = 1;

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
