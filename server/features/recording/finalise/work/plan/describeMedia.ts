import type { FinishedMedia, LevelStrip, Span } from '../../../../../../shared/recording/finished.ts';
import { mergedSpans, sharedSpans } from '../../../../../../shared/recording/spans.ts';
import { type AlignedSegment, msOfTicks, type Part } from '../align/alignSegments.ts';
import type { WrittenMedia } from '../write/writeWebm.ts';
import { gapsOf } from './gapsOf.ts';
import type { MediaPlan } from './planMedia.ts';

export function describeMedia(
  plan: MediaPlan,
  { sizes }: Pick<WrittenMedia, 'sizes'>,
  stretches: readonly Span[],
): Omit<FinishedMedia, 'fileName' | 'bytes' | 'sha256' | 'thumbnailName'> {
  const { person, kind, span, sound, picture, soundSegments, pictureSegments, personSegments } = plan;
  const context = { personSegments, span, stretches };
  const largest = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  const isVoice = kind === 'person' && sound.length > 0;
  return {
    person,
    kind,
    ...span,
    hasAudio: sound.length > 0,
    hasVideo: picture.length > 0,
    ...(largest && { width: largest.width, height: largest.height }),
    gaps: [
      ...gapsOf({ ...context, kind: 'audio', parts: sound, segments: soundSegments }),
      ...gapsOf({ ...context, kind: 'video', parts: picture, segments: pictureSegments }),
    ],
    speech: isVoice ? speechIn(sound, span) : [],
    ...(isVoice && { levels: levelsIn(sound, span) }),
    sizes: sizes.map(({ atMs, width, height }) => ({ atMs: span.fromMs + atMs, width, height })),
    producers: producersIn([...soundSegments, ...pictureSegments]),
  };
}

const RTP_WRAP = 2 ** 32;

/** Returns producers with their RTP times. Omits segments without a usable journal. */
export function producersIn(segments: readonly AlignedSegment[]): FinishedMedia['producers'] {
  return segments.flatMap(segment => {
    const { journal, timeline, clockRate, source } = segment;
    if (!journal.start) return [];
    const { first } = journal;
    const knots = first
      ? timeline
          .knots()
          .map(({ mediaMs, recordingMs }): [number, number] => [
            (first.rtp + Math.round((mediaMs * clockRate) / 1_000)) % RTP_WRAP,
            Math.round(recordingMs * 100) / 100,
          ])
      : [];
    return {
      producerId: journal.start.producerId,
      source,
      clockRate,
      fromMs: Math.max(0, Math.round(segment.fromMs)),
      toMs: Math.max(0, Math.round(segment.toMs)),
      knots,
    };
  });
}

/** Returns sorted, disjoint spans of speech. Speech without an end lasts to the end of its segment. */
export function speechIn(parts: readonly Part[], span: Span): Span[] {
  const spoken = parts.flatMap(({ segment, fromMs, toMs }) =>
    sharedSpans(sharedSpans(voicesOf(segment), [{ fromMs, toMs }]), [span]),
  );
  return mergedSpans(
    spoken.map(voice => ({ fromMs: Math.round(voice.fromMs), toMs: Math.round(voice.toMs) })),
  );
}

function voicesOf(segment: AlignedSegment): Span[] {
  const voices: Span[] = [];
  let fromMs: number | undefined;
  for (const { ticks, speaking } of segment.journal.voice) {
    const atMs = msOfTicks(segment, ticks);
    if (!speaking && fromMs !== undefined) voices.push({ fromMs, toMs: atMs });
    fromMs = speaking ? (fromMs ?? atMs) : undefined;
  }
  if (fromMs !== undefined) voices.push({ fromMs, toMs: segment.toMs });
  return mergedSpans(voices);
}

const LEVEL_STEP_MS = 100;
const SILENT_DBOV = 127;

export function levelsIn(parts: readonly Part[], span: Span): LevelStrip {
  const dbov = new Array<number>(Math.ceil((span.toMs - span.fromMs) / LEVEL_STEP_MS)).fill(SILENT_DBOV);
  for (const { segment, fromMs, toMs } of parts) {
    for (const line of segment.journal.levels) {
      const firstMs = msOfTicks(segment, line.ticks);
      for (const [index, level] of line.dbov.entries()) {
        const middleMs = firstMs + (index + 0.5) * LEVEL_STEP_MS;
        const step = Math.floor((middleMs - span.fromMs) / LEVEL_STEP_MS);
        if (middleMs < fromMs || middleMs >= toMs || dbov[step] === undefined) continue;
        dbov[step] = Math.min(dbov[step], Math.max(0, level));
      }
    }
  }
  return { stepMs: LEVEL_STEP_MS, dbov };
}
