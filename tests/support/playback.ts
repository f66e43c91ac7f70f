import type { Page } from 'playwright-core';
import type { PeerId } from '../../shared/ids.ts';
import { type Color, colorDistance } from './personas.ts';
import { NUMBER_BITS, NUMBER_SHARE } from './playableClip.ts';

/** A painted frame. */
export interface PaintedFrame {
  /** On the page's clock. */
  atMs: number;
  color: Color;
  /** The number painted into it; meaningless for pictures without a number. */
  number: number;
  /** Number of frames painted before it, including those that weren't sampled. */
  count: number;
}

/** Loudness of 10 ms of decoded sound. */
export interface HeardSound {
  atMs: number;
  /** RMS relative to full scale. */
  decibels: number;
}

export interface Playback {
  frames: PaintedFrame[];
  sounds: HeardSound[];
  /** When the page itself painted; no frame can appear between two of them. */
  paintsMs: number[];
}

declare global {
  interface Window {
    playback: { stop(): Playback };
  }
}

/** Starts recording every frame and every 10 ms of sound that a page plays of one peer. */
export async function startPlayback(page: Page, of: PeerId): Promise<void> {
  await page.locator(`video[data-from="${of}"]`).waitFor({ state: 'attached' });
  await page.locator(`audio[data-from="${of}"]`).waitFor({ state: 'attached' });
  await page.evaluate(startInPage, { of, bits: NUMBER_BITS, numberShare: NUMBER_SHARE });
}

export function stopPlayback(page: Page): Promise<Playback> {
  return page.evaluate(() => window.playback.stop());
}

/** How long the previous frame stayed before the one painted at this moment, without the time in which the page didn't paint. */
export function freezeMsAt({ frames, paintsMs }: Playback, paintedMs: number): number {
  const before = frames.findLast(({ atMs }) => atMs < paintedMs);
  return before ? paintedMs - before.atMs - stoodStillMs(paintsMs, before.atMs, paintedMs) : 0;
}

/** Milliseconds between two moments in which the page paused longer than a smooth display would. */
function stoodStillMs(paintsMs: readonly number[], fromMs: number, toMs: number): number {
  const SMOOTH_MS = 34;
  let sum = 0;
  for (const [index, paintMs] of paintsMs.entries()) {
    const before = paintsMs[index - 1];
    if (before === undefined || paintMs - before <= SMOOTH_MS || paintMs < fromMs || before > toMs) continue;
    sum += Math.min(paintMs, toMs) - Math.max(before, fromMs) - SMOOTH_MS / 2;
  }
  return Math.max(0, sum);
}

/** Groups frames into runs of one clip, recognized by color, and returns the frame numbers of each run. */
export function runsOf(frames: readonly PaintedFrame[], clips: Readonly<Record<string, Color>>) {
  const runs: { clip: string; numbers: number[]; fromMs: number; toMs: number }[] = [];
  for (const { atMs, color, number } of frames) {
    const [clip] = Object.entries(clips).reduce((best, entry) =>
      colorDistance(entry[1], color) < colorDistance(best[1], color) ? entry : best,
    );
    const last = runs.at(-1);
    const before = last?.numbers.at(-1);
    if (last?.clip === clip && before !== undefined && number >= before) {
      last.numbers.push(number);
      last.toMs = atMs;
    } else runs.push({ clip, numbers: [number], fromMs: atMs, toMs: atMs });
  }
  return runs;
}

/** Returns when sound starts after a silence. */
export function onsetsOf(sounds: readonly HeardSound[], { loudDb = -30, silentForMs = 200 } = {}): number[] {
  const onsets: number[] = [];
  let loudAtMs = Number.NEGATIVE_INFINITY;
  for (const { atMs, decibels } of sounds) {
    if (decibels < loudDb) continue;
    if (atMs - loudAtMs > silentForMs) onsets.push(atMs);
    loudAtMs = atMs;
  }
  return onsets;
}

/** Runs in the page. */
function startInPage({ of, bits, numberShare }: { of: string; bits: number; numberShare: number }): void {
  const ROWS = 10;
  const numberRows = Math.round(ROWS * numberShare);
  const video = document.querySelector<HTMLVideoElement>(`video[data-from="${of}"]`);
  const audio = document.querySelector<HTMLAudioElement>(`audio[data-from="${of}"]`);
  const [track] = audio?.srcObject instanceof MediaStream ? audio.srcObject.getAudioTracks() : [];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bits, ROWS];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!video || !track || !context) throw new Error('There is nothing to be recorded.');
  const frames: PaintedFrame[] = [];
  const chunks: { readMs: number; timestampMs: number; decibels: number }[] = [];
  const paintsMs: number[] = [];
  let running = true;

  const look = (): Pick<PaintedFrame, 'color' | 'number'> => {
    context.drawImage(video, 0, 0, bits, ROWS);
    const { data } = context.getImageData(0, 0, bits, ROWS);
    const sum = [0, 0, 0];
    // The lowest rows contain the number, and the row above is blurred by it.
    const rows = ROWS - numberRows - 1;
    for (let pixel = 0; pixel < rows * bits; pixel += 1)
      for (let channel = 0; channel < 3; channel += 1)
        sum[channel] = (sum[channel] ?? 0) + (data[pixel * 4 + channel] ?? 0);
    const [red = 0, green = 0, blue = 0] = sum.map(total => Math.round(total / (rows * bits)));
    let number = 0;
    for (let bit = 0; bit < bits; bit += 1)
      if ((data[((ROWS - 1) * bits + bit) * 4 + 1] ?? 0) > 128) number += 2 ** bit;
    return { color: [red, green, blue], number };
  };
  const onFrame: VideoFrameRequestCallback = (_, { presentationTime, presentedFrames }) => {
    if (!running) return;
    frames.push({ atMs: presentationTime, count: presentedFrames, ...look() });
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);

  const onPaint = () => {
    if (!running) return;
    paintsMs.push(performance.now());
    requestAnimationFrame(onPaint);
  };
  requestAnimationFrame(onPaint);

  const reader = new MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader();
  const samples = new Float32Array(4_800);
  const listen = async () => {
    for (;;) {
      const { value } = await reader.read();
      if (!value || !running) return;
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar', frameCount: value.numberOfFrames });
      let energy = 0;
      for (let index = 0; index < value.numberOfFrames; index += 1) energy += (samples[index] ?? 0) ** 2;
      const decibels = 10 * Math.log10(energy / value.numberOfFrames || 1e-12);
      chunks.push({ readMs: performance.now(), timestampMs: value.timestamp / 1_000, decibels });
      value.close();
    }
  };
  void listen();

  window.playback = {
    stop: () => {
      running = false;
      void reader.cancel();
      // Reads can be late but never early, so the smallest difference is the offset between the clocks.
      const offsetMs = Math.min(...chunks.map(({ readMs, timestampMs }) => readMs - timestampMs));
      const sounds = chunks.map(({ timestampMs, decibels }) => ({ atMs: timestampMs + offsetMs, decibels }));
      return { frames, sounds, paintsMs };
    },
  };
}
