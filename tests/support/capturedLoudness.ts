import type { Page } from 'playwright-core';

declare global {
  interface Window {
    capturedLoudness: { at: number; db: number }[];
  }
}

/** Loud sound in a microphone, in epoch milliseconds. */
export interface LoudSpan {
  fromMs: number;
  toMs: number;
}

const LOUD_DB = -42;
/** Longest pause within words and between them. */
const PAUSE_MS = 250;

/** Measures the level of the page's microphone a hundred times a second from now on, after the browser's processing. */
export async function watchCapturedLoudness(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.capturedLoudness = [];
    const { mediaDevices } = navigator;
    const capture = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async constraints => {
      const stream = await capture(constraints);
      if (stream.getAudioTracks().length === 0) return stream;
      const context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: 512, smoothingTimeConstant: 0 });
      new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
        window.capturedLoudness.push({ at: Date.now(), db: 10 * Math.log10(power + 1e-12) });
      }, 10);
      return stream;
    };
  });
}

/** Returns the loud parts so far; the last one may still continue. */
export async function loudSpans(page: Page): Promise<LoudSpan[]> {
  const looks = await page.evaluate(() => window.capturedLoudness);
  const stretches: LoudSpan[] = [];
  for (const { at, db } of looks) {
    if (db < LOUD_DB) continue;
    const last = stretches.at(-1);
    if (last && at - last.toMs <= PAUSE_MS) last.toMs = at;
    else stretches.push({ fromMs: at, toMs: at });
  }
  return stretches;
}
