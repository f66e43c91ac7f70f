import type { Page } from 'playwright-core';
import type { PeerId } from '../../shared/ids.ts';
import { type Colour, colourDistance } from './personas.ts';
import { NUMBER_BITS, NUMBER_SHARE } from './playableClip.ts';

/** One frame as it was painted. */
export interface PaintedFrame {
  /** When, on the page's clock. */
  atMs: number;
  colour: Colour;
  /** What is written into it; without meaning where the picture carries no number. */
  number: number;
  /** How many frames have been painted before, whether this recording saw them or not. */
  count: number;
}

/** The loudness of 10 ms of sound as it left the decoder. */
export interface HeardSound {
  atMs: number;
  /** Effective value relative to full scale. */
  decibels: number;
}

export interface Playback {
  frames: PaintedFrame[];
  sounds: HeardSound[];
  /** When the page itself painted: where it stood still, no frame could appear. */
  paintsMs: number[];
}

declare global {
  interface Window {
    playback: { stop(): Playback };
  }
}

/** Begins to note every frame and every 10 ms of sound that a page plays of one peer. */
export async function startPlayback(page: Page, of: PeerId): Promise<void> {
  await page.locator(`video[data-from="${of}"]`).waitFor({ state: 'attached' });
  await page.locator(`audio[data-from="${of}"]`).waitFor({ state: 'attached' });
  await page.evaluate(startInPage, { of, bits: NUMBER_BITS, numberShare: NUMBER_SHARE });
}

export function stopPlayback(page: Page): Promise<Playback> {
  return page.evaluate(() => window.playback.stop());
}

/** How long the frame before the one that was painted at this moment stayed, without the time for which the page itself painted nothing. */
export function freezeMsAt({ frames, paintsMs }: Playback, paintedMs: number): number {
  const before = frames.findLast(({ atMs }) => atMs < paintedMs);
  return before ? paintedMs - before.atMs - stoodStillMs(paintsMs, before.atMs, paintedMs) : 0;
}

/** How many milliseconds between two moments belong to pauses of the page that are longer than those of a smooth display. */
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

/** The frames as runs of one clip, told apart by colour: the numbers in each. */
export function runsOf(frames: readonly PaintedFrame[], clips: Readonly<Record<string, Colour>>) {
  const runs: { clip: string; numbers: number[]; fromMs: number; toMs: number }[] = [];
  for (const { atMs, colour, number } of frames) {
    const [clip] = Object.entries(clips).reduce((best, entry) =>
      colourDistance(entry[1], colour) < colourDistance(best[1], colour) ? entry : best,
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

/** When it becomes loud after having been silent for a while. */
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

  const look = (): Pick<PaintedFrame, 'colour' | 'number'> => {
    context.drawImage(video, 0, 0, bits, ROWS);
    const { data } = context.getImageData(0, 0, bits, ROWS);
    const sum = [0, 0, 0];
    // The lowest rows are the number, and what is next to them has got something of it.
    const rows = ROWS - numberRows - 1;
    for (let pixel = 0; pixel < rows * bits; pixel += 1)
      for (let channel = 0; channel < 3; channel += 1)
        sum[channel] = (sum[channel] ?? 0) + (data[pixel * 4 + channel] ?? 0);
    const [red = 0, green = 0, blue = 0] = sum.map(total => Math.round(total / (rows * bits)));
    let number = 0;
    for (let bit = 0; bit < bits; bit += 1)
      if ((data[((ROWS - 1) * bits + bit) * 4 + 1] ?? 0) > 128) number += 2 ** bit;
    return { colour: [red, green, blue], number };
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
      // Reading may be late, but never early: the quickest reading tells how the two clocks differ.
      const offsetMs = Math.min(...chunks.map(({ readMs, timestampMs }) => readMs - timestampMs));
      const sounds = chunks.map(({ timestampMs, decibels }) => ({ atMs: timestampMs + offsetMs, decibels }));
      return { frames, sounds, paintsMs };
    },
  };
}
