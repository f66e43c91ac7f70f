import type { ComposedPerson } from '../../../../server/features/recording/compose/composeTask.ts';
import { RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { FinishedMedia, FinishedRecording, Gap, Span } from '../../../../shared/recording/finished.ts';

export const ADA: ComposedPerson = { person: 'ada', name: 'Ada Lovelace', role: 'candidate' };
export const VOICE: ComposedPerson = { person: 'recruiter', name: 'Vivavoce', role: 'recruiter' };
export const GRACE: ComposedPerson = { person: 'grace', name: 'Grace Hopper', role: 'interviewer' };
export const PEOPLE = [GRACE, VOICE, ADA];

export function span(fromMs: number, toMs: number): Span {
  return { fromMs, toMs };
}

export function gap(kind: Gap['kind'], reason: Gap['reason'], fromMs: number, toMs: number): Gap {
  return { kind, reason, fromMs, toMs };
}

export function mediaOf(
  { person }: ComposedPerson,
  fromMs: number,
  toMs: number,
  changes: Partial<FinishedMedia> = {},
): FinishedMedia {
  return {
    fileName: `${person}-1.webm`,
    person,
    kind: 'person',
    fromMs,
    toMs,
    hasAudio: true,
    hasVideo: true,
    width: 640,
    height: 360,
    bytes: 1,
    sha256: '0'.repeat(64),
    gaps: [],
    speech: [],
    sizes: [{ atMs: fromMs, width: 640, height: 360 }],
    producers: [],
    ...changes,
  };
}

export function recordingOf(
  durationMs: number,
  media: readonly FinishedMedia[],
  stretches: readonly Span[] = [span(0, durationMs)],
): FinishedRecording {
  return {
    recordingId: RecordingId.parse('a'.repeat(32)),
    durationMs,
    stretches: stretches.map((each, index) => ({
      stretchId: StretchId.parse(String(index).padStart(32, '0')),
      ...each,
    })),
    media: [...media],
    problems: [],
  };
}
