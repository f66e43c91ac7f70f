import type { Page } from 'playwright-core';

declare global {
  interface Window {
    capturedLoudness: { at: number; db: number }[];
  }
}

/** A stretch of sound in a microphone, in epoch milliseconds. */
export interface LoudStretch {
  fromMs: number;
  toMs: number;
}

const LOUD_DB = -42;
/** Within words and between them. */
const PAUSE_MS = 250;

/** From here on, the page looks a hundred times a second how loud the microphone is that it opens, as the browser has processed it. */
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

/** Where it was loud until now; the last stretch may still go on. */
export async function loudStretches(page: Page): Promise<LoudStretch[]> {
  const looks = await page.evaluate(() => window.capturedLoudness);
  const stretches: LoudStretch[] = [];
  for (const { at, db } of looks) {
    if (db < LOUD_DB) continue;
    const last = stretches.at(-1);
    if (last && at - last.toMs <= PAUSE_MS) last.toMs = at;
    else stretches.push({ fromMs: at, toMs: at });
  }
  return stretches;
}
