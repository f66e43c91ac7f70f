import {
  COLOR,
  h264Encoding,
  mediaInput,
  secondsText,
} from '../../recording/compose/work/ffmpegArguments.ts';
import type { Excerpt } from './excerpt.ts';
import { CLIP_FRAME_RATE, type ClipPlan } from './planClip.ts';

const SAMPLE_RATE = 48_000;
const BITRATE = '96k';
/** Gaps shorter than this are rounding errors, because WebM stores times in milliseconds. */
const HOLE_S = 0.015;
/** Volume limit that avoids clipping where several voices add up. */
const LIMIT = 0.97;

export interface ClipFiles {
  picture: Excerpt | undefined;
  sound: readonly Excerpt[];
  /** PNGs, in the order of `plan.cards`. */
  cards: readonly string[];
  outFile: string;
}

/** Returns the arguments for FFmpeg. They contain no user input. */
export function clipArguments(plan: ClipPlan, { picture, sound, cards, outFile }: ClipFiles): string[] {
  const excerpts = [...(picture ? [picture] : []), ...sound];
  const graph = [
    ...pictureGraph(plan, picture, excerpts.length),
    ...soundGraph(plan, sound, picture ? 1 : 0),
  ];
  return [
    ...['-filter_threads', '1', '-filter_complex_threads', '1'],
    ...excerpts.flatMap(({ path }) => mediaInput(path, 0)),
    ...cards.flatMap(path => ['-protocol_whitelist', 'file', '-i', `file:${path}`]),
    ...['-filter_complex', graph.join(';'), '-map', '[picture]', '-map', '[sound]'],
    ...['-frames:v', String(plan.frames), ...h264Encoding(CLIP_FRAME_RATE)],
    ...['-c:a', 'aac', '-b:a', BITRATE, '-ar', String(SAMPLE_RATE), '-ac', '2', '-flags:a', '+bitexact'],
    // Lets playback start before the whole file is loaded.
    ...['-movflags', '+faststart', '-f', 'mp4', `file:${outFile}`],
  ];
}

/** Centers the video, even when its size changes, and overlays a card while there is no video. */
function pictureGraph(plan: ClipPlan, picture: Excerpt | undefined, firstCard: number): string[] {
  const { width, height, frames, cards, fromMs } = plan;
  const under = picture
    ? [
        // Repeats the last frame. Comes before `fps`, because frames added after `fps` have no timestamps.
        `[0:v:0]tpad=stop_mode=clone:stop_duration=${secondsText(plan.toMs - fromMs)}`,
        `fps=fps=${CLIP_FRAME_RATE}:start_time=${secondsText(picture.leadMs)}:round=near`,
        `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2:eval=frame`,
        `pad=${width}:${height}:-1:-1:eval=frame`,
        `setsar=1,format=yuv420p,${COLOR},setpts=PTS-STARTPTS[under0]`,
      ].join(',')
    : `color=c=black:s=${width}x${height}:r=${CLIP_FRAME_RATE},trim=end_frame=${frames},format=yuv420p,${COLOR}[under0]`;
  const over = cards.flatMap(({ spans }, index) => {
    // Shows and hides cards half a frame earlier, so that no frame depends on rounding.
    const at = (ms: number) => secondsText(ms - fromMs - 500 / CLIP_FRAME_RATE);
    const shown = spans.map(span => `gte(t,${at(span.fromMs)})*lt(t,${at(span.toMs)})`).join('+');
    return [
      `[${firstCard + index}:v:0]scale=out_color_matrix=bt601:out_range=tv,format=yuv420p,${COLOR}[card${index}]`,
      `[under${index}][card${index}]overlay=x=0:y=0:eof_action=repeat:enable='${shown}'[under${index + 1}]`,
    ];
  });
  return [under, ...over, `[under${cards.length}]format=yuv420p[picture]`];
}

/** Mixes all voices at their recorded volume. */
function soundGraph({ fromMs, toMs }: ClipPlan, sound: readonly Excerpt[], first: number): string[] {
  const samples = Math.round(((toMs - fromMs) * SAMPLE_RATE) / 1_000);
  const exactly = `apad=whole_len=${samples},atrim=end_sample=${samples}`;
  const format = `aformat=sample_fmts=fltp:sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`;
  if (sound.length === 0) return [`anullsrc=r=${SAMPLE_RATE}:cl=stereo,atrim=end_sample=${samples}[sound]`];
  const voices = sound.map(({ leadMs }, index) => {
    const placed = `aresample=${SAMPLE_RATE}:async=1:min_hard_comp=${HOLE_S}:first_pts=0,${format}`;
    return `[${first + index}:a:0]${placed},atrim=start=${secondsText(leadMs)},asetpts=PTS-STARTPTS[voice${index}]`;
  });
  const inputs = sound.map((_, index) => `[voice${index}]`).join('');
  const mixed = `${inputs}amix=inputs=${sound.length}:normalize=0:duration=longest`;
  return [...voices, `${mixed},alimiter=limit=${LIMIT}:level=0:latency=1,${exactly}[sound]`];
}
