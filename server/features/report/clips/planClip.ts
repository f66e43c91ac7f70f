import type { FinishedMedia, FinishedRecording, Span } from '../../../../shared/recording/finished.ts';
import {
  lengthMs,
  mergedSpans,
  sharedSpans,
  spansWithout,
  totalMs,
} from '../../../../shared/recording/spans.ts';
import { REPORT_LIMITS } from '../../../../shared/report/reportContent.ts';
import { type CastTimes, castTimesOf } from '../../recording/compose/plan/castTimes.ts';

export const CLIP_FRAME_RATE = 30;
const RECORDED_MIN_MS = 1_000;
const LONG_SIDE_MAX = 960;
const SHORT_SIDE_MAX = 540;
const WITHOUT_PICTURE = { width: 640, height: 360 } as const;

/** Card shown while there is no video. Contains no name, because reports can be shared without names. */
export type ClipCard = 'off' | 'away' | 'unrecorded';

/** Plan of a clip. Its times are positions in the recording. */
export interface ClipPlan extends Span {
  frames: number;
  width: number;
  height: number;
  picture: FinishedMedia | undefined;
  sound: FinishedMedia[];
  cards: { card: ClipCard; spans: Span[] }[];
}

/** Plans a clip. Returns undefined if the clip is too long or too little of it was recorded. */
export function planClip(
  recording: FinishedRecording,
  candidate: string | undefined,
  wanted: Span,
): ClipPlan | undefined {
  const clip = { fromMs: wanted.fromMs, toMs: Math.min(wanted.toMs, recording.durationMs) };
  const recorded = sharedSpans([clip], mergedSpans(recording.stretches));
  if (totalMs(recorded) < RECORDED_MIN_MS || lengthMs(clip) > REPORT_LIMITS.clipMaxMs) return undefined;
  const media = recording.media.filter(file => sharedSpans([file], recorded).length > 0);
  if (media.length === 0) return undefined;
  const person = candidate ?? '';
  const [cast] = castTimesOf(recording, [{ person, name: '', role: 'candidate' }]);
  const seen = pictureIn(cast, recorded);
  const blank = spansWithout(recorded, seen?.spans ?? []);
  const connected = spansWithout(cast?.present ?? [], cast?.away ?? []);
  const cards: ClipPlan['cards'] = [
    { card: 'off', spans: sharedSpans(blank, connected) },
    { card: 'away', spans: spansWithout(blank, connected) },
    { card: 'unrecorded', spans: spansWithout([clip], recorded) },
  ];
  return {
    ...clip,
    frames: Math.round((lengthMs(clip) * CLIP_FRAME_RATE) / 1_000),
    ...(seen ? sizeOf(seen.media, clip) : WITHOUT_PICTURE),
    picture: seen?.media,
    sound: media.filter(({ hasAudio }) => hasAudio),
    cards: cards.filter(({ spans }) => spans.length > 0),
  };
}

/** Returns the video that is shown for most of the clip, or undefined if no video is shown. */
function pictureIn(
  cast: CastTimes | undefined,
  recorded: readonly Span[],
): { media: FinishedMedia; spans: Span[] } | undefined {
  const pictures = (cast?.pictures ?? []).map(({ media, spans }) => ({
    media,
    spans: sharedSpans(spans, recorded),
  }));
  const [most] = pictures.toSorted((a, b) => totalMs(b.spans) - totalMs(a.spans));
  return most && most.spans.length > 0 ? most : undefined;
}

function sizeOf(
  { sizes, width = WITHOUT_PICTURE.width, height = WITHOUT_PICTURE.height }: FinishedMedia,
  { fromMs, toMs }: Span,
): { width: number; height: number } {
  const shown = sizes.filter(({ atMs }, index) => {
    const untilMs = sizes[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return atMs < toMs && untilMs > fromMs;
  });
  const [largest = { width, height }] = shown.toSorted((a, b) => b.width * b.height - a.width * a.height);
  const [long, short] = [Math.max(largest.width, largest.height), Math.min(largest.width, largest.height)];
  const scale = Math.min(1, LONG_SIDE_MAX / long, SHORT_SIDE_MAX / short);
  return { width: even(largest.width * scale), height: even(largest.height * scale) };
}

/** Rounds to an even number, because chroma has half the resolution of luma. */
function even(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2));
}
