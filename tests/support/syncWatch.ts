import type { Page } from 'playwright-core';
import { BAND_SHARE, FRAME_BITS } from './reviewFiles.ts';
import type { ReviewServer } from './reviewServer.ts';

/** Distance between the tracks of a replay at one moment. */
export interface SyncSample {
  /** On the page's clock. */
  atMs: number;
  /** Position of each track's video on the recording's timeline, by file. */
  placesMs: Record<string, number>;
}

/** Beeps of the same second of the recording. */
export interface HeardSecond {
  /** Start of each track's beep on the audio clock, by file. */
  atMs: Record<string, number>;
}

export interface SyncReport {
  samples: SyncSample[];
  /** Frames whose painted number was read, and how many differ from what the browser reports. */
  read: number;
  misread: number;
}

interface WatchedTrack {
  fileId: string;
  fromMs: number;
  framesPerSecond: number;
}

declare global {
  interface Window {
    syncWatch: { stop(): SyncReport };
    beepWatch: { stop(): [fileId: string, atMs: number][] };
  }
}

/** Starts sampling the position of every track's video several times a second, by the frames shown. */
export async function watchPictures(page: Page, tracks: readonly WatchedTrack[]): Promise<void> {
  await page.evaluate(watchInPage, { tracks: [...tracks], bits: FRAME_BITS, bandShare: BAND_SHARE });
}

export function stopWatchingPictures(page: Page): Promise<SyncReport> {
  return page.evaluate(() => window.syncWatch.stop());
}

/** Starts recording when each track's beeps start, on the clock of one audio context, through which the sound is routed from now on. */
export async function watchBeeps(
  server: ReviewServer,
  page: Page,
  fileIds: readonly string[],
): Promise<void> {
  const script = server.addScript('onsets.js', ONSETS);
  await page.evaluate(listenInPage, { fileIds: [...fileIds], script });
}

/** Groups beeps by second of the recording: those of one second are much less than half a second apart. */
export async function stopWatchingBeeps(page: Page): Promise<HeardSecond[]> {
  const beeps = await page.evaluate(() => window.beepWatch.stop());
  const seconds: { sum: number; atMs: Record<string, number> }[] = [];
  for (const [fileId, atMs] of beeps.toSorted((a, b) => a[1] - b[1])) {
    const last = seconds.at(-1);
    const count = last ? Object.keys(last.atMs).length : 0;
    if (last && !(fileId in last.atMs) && atMs - last.sum / count < 400) {
      last.atMs[fileId] = atMs;
      last.sum += atMs;
    } else seconds.push({ sum: atMs, atMs: { [fileId]: atMs } });
  }
  return seconds.map(({ atMs }) => ({ atMs }));
}

/** Largest distance between two tracks, for moments with at least two. */
export function spreads(moments: readonly Record<string, number>[]): number[] {
  return moments.flatMap(places => {
    const values = Object.values(places);
    return values.length < 2 ? [] : [Math.max(...values) - Math.min(...values)];
  });
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Runs on the audio thread: reports the frame at which sound starts after a silence. */
const ONSETS = `
registerProcessor('onsets', class extends AudioWorkletProcessor {
  quietSince = -Infinity;
  loudAt = -Infinity;
  process([[samples]]) {
    if (samples) {
      for (let index = 0; index < samples.length; index += 1) {
        if (Math.abs(samples[index]) < 0.08) continue;
        const frame = currentFrame + index;
        if (frame - this.loudAt > sampleRate * 0.3) this.port.postMessage(frame / sampleRate * 1000);
        this.loudAt = frame;
      }
    }
    return true;
  }
});
`;

interface Options {
  tracks: WatchedTrack[];
  bits: number;
  bandShare: number;
}

/**
 * Runs in the page. A shown frame means that the track is there or up to one frame further, and the display
 * delay depends on the machine; so the furthest position implied by the frames of the last second counts.
 */
function watchInPage({ tracks, bits, bandShare }: Options): void {
  const SAMPLE_EVERY_MS = 200;
  const READ_EVERY = 15;
  const WINDOW_MS = 1_000;
  const LEAST_FRAMES = 5;
  interface Frame {
    placeMs: number;
    atMs: number;
  }
  const samples: SyncSample[] = [];
  const shown = new Map<string, Frame[]>();
  /** Since when each track plays at which rate. */
  const rates = new Map<string, { sinceMs: number; rate: number }[]>();
  let [read, misread, running] = [0, 0, true];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bits, 6];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser draws no pictures.');

  const numberIn = (video: HTMLVideoElement): number => {
    const band = video.videoHeight * bandShare;
    context.drawImage(video, 0, video.videoHeight - band, video.videoWidth, band, 0, 0, bits, 6);
    const { data } = context.getImageData(0, 3, bits, 1);
    let number = 0;
    for (let bit = 0; bit < bits; bit += 1) if ((data[bit * 4 + 1] ?? 0) > 128) number += 2 ** bit;
    return number;
  };
  for (const { fileId, fromMs, framesPerSecond } of tracks) {
    const video = document.querySelector<HTMLVideoElement>(`video[data-file="${fileId}"]`);
    if (!video) throw new Error(`There is no picture of ${fileId}.`);
    let count = 0;
    const forget = () => shown.set(fileId, []);
    for (const event of ['seeking', 'pause', 'waiting']) video.addEventListener(event, forget);
    /** Position before it started to move, in seconds: the time of that frame says nothing. */
    let stoodAt = Number.NEGATIVE_INFINITY;
    for (const event of ['play', 'seeked'])
      video.addEventListener(event, () => {
        stoodAt = video.currentTime;
      });
    const noteRate = () => {
      const known = rates.get(fileId)?.slice(-50) ?? [];
      rates.set(fileId, [...known, { sinceMs: performance.now(), rate: video.playbackRate }]);
    };
    rates.set(fileId, [{ sinceMs: 0, rate: video.playbackRate }]);
    video.addEventListener('ratechange', noteRate);
    const onFrame: VideoFrameRequestCallback = (_, { expectedDisplayTime, mediaTime }) => {
      if (!running) return;
      const frame = { placeMs: fromMs + mediaTime * 1_000, atMs: expectedDisplayTime };
      if (!video.paused && mediaTime > stoodAt) shown.set(fileId, [...(shown.get(fileId) ?? []), frame]);
      count += 1;
      if (count % READ_EVERY === 0) {
        read += 1;
        // The video may have advanced by the time the frame is read.
        const ahead = numberIn(video) - Math.round(mediaTime * framesPerSecond);
        if (ahead < 0 || ahead > 3) misread += 1;
      }
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  }
  /** How far a track has played in this time, by its rates. */
  const played = (fileId: string, fromMs: number, toMs: number): number =>
    (rates.get(fileId) ?? []).reduce((sum, { rate, sinceMs }, index, all) => {
      const untilMs = all[index + 1]?.sinceMs ?? Number.POSITIVE_INFINITY;
      return sum + Math.max(0, Math.min(toMs, untilMs) - Math.max(fromMs, sinceMs)) * rate;
    }, 0);
  const timer = window.setInterval(() => {
    const now = performance.now();
    const placesMs: Record<string, number> = {};
    for (const [fileId, frames] of shown) {
      const recent = frames.filter(({ atMs }) => now - atMs < WINDOW_MS);
      shown.set(fileId, recent);
      if (recent.length >= LEAST_FRAMES)
        placesMs[fileId] = Math.max(
          ...recent.map(({ atMs, placeMs }) => placeMs + played(fileId, atMs, now)),
        );
    }
    samples.push({ atMs: now, placesMs });
  }, SAMPLE_EVERY_MS);
  window.syncWatch = {
    stop: () => {
      running = false;
      window.clearInterval(timer);
      return { samples, read, misread };
    },
  };
}

/** Runs in the page. */
async function listenInPage({ fileIds, script }: { fileIds: string[]; script: string }): Promise<void> {
  const context = new AudioContext();
  await context.audioWorklet.addModule(script);
  await context.resume();
  const beeps: [string, number][] = [];
  for (const fileId of fileIds) {
    const video = document.querySelector<HTMLVideoElement>(`video[data-file="${fileId}"]`);
    if (!video) throw new Error(`There is no picture of ${fileId}.`);
    const source = context.createMediaElementSource(video);
    const onsets = new AudioWorkletNode(context, 'onsets');
    onsets.port.onmessage = ({ data }) => beeps.push([fileId, data as number]);
    source.connect(onsets).connect(context.destination);
  }
  window.beepWatch = { stop: () => beeps };
}
