import type { FinishedMedia, Span } from '../../../../../../shared/recording/finished.ts';
import type { WrittenMedia } from '../write/writeWebm.ts';
import { gapsOf } from './gapsOf.ts';
import type { MediaPlan } from './planMedia.ts';
import { producersIn } from './producersIn.ts';
import { levelsIn, speechIn } from './voices.ts';

/** What is to be known of a file besides what the disk tells. */
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
      ...(sound.length > 0
        ? gapsOf({ ...context, kind: 'audio', parts: sound, segments: soundSegments })
        : []),
      ...(picture.length > 0
        ? gapsOf({ ...context, kind: 'video', parts: picture, segments: pictureSegments })
        : []),
    ],
    speech: isVoice ? speechIn(sound, span) : [],
    ...(isVoice && { levels: levelsIn(sound, span) }),
    sizes: sizes.map(({ atMs, width, height }) => ({ atMs: span.fromMs + atMs, width, height })),
    producers: producersIn([...soundSegments, ...pictureSegments]),
  };
}
