import type { Locator } from 'playwright-core';

const WAIT_MS = 20_000;
/** Level of speech, relative to full scale. */
const LOUD_DB = -40;

interface Listen {
  loudDb: number;
  timeoutMs: number;
}

interface Heard {
  ok: boolean;
  loudestDb: number;
}

declare global {
  interface Window {
    /** An element can be connected to only one audio node. */
    listenedTo?: WeakMap<HTMLMediaElement, AudioNode>;
  }
}

/** Waits until the files in this part of a page are audible at the level of speech; muted or paused elements don't count. */
export async function waitForSound(part: Locator, timeoutMs = WAIT_MS): Promise<void> {
  const heard = await part.evaluate(listenInPage, { loudDb: LOUD_DB, timeoutMs });
  if (!heard.ok)
    throw new Error(`Nothing was to be heard; the loudest was ${Math.round(heard.loudestDb)} dB.`);
}

/** Runs in the page. */
async function listenInPage(part: Element, { loudDb, timeoutMs }: Listen): Promise<Heard> {
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 1_024, smoothingTimeConstant: 0 });
  const samples = new Float32Array(analyser.fftSize);
  const listened = new Set<HTMLMediaElement>();
  let loudestDb = Number.NEGATIVE_INFINITY;
  const plugIn = () => {
    for (const element of part.querySelectorAll<HTMLMediaElement>('audio, video')) {
      if (listened.has(element) || element.paused) continue;
      listened.add(element);
      // `captureStream` ignores the volume, so muted elements are skipped.
      const stream = (element as HTMLMediaElement & { captureStream(): MediaStream }).captureStream();
      if (stream.getAudioTracks().length > 0)
        new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
      else listened.delete(element);
    }
  };
  return new Promise(resolve => {
    const startedAt = performance.now();
    const timer = setInterval(() => {
      plugIn();
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      loudestDb = Math.max(loudestDb, 10 * Math.log10(power || 1e-12));
      const ok = loudestDb > loudDb;
      if (!ok && performance.now() - startedAt < timeoutMs) return;
      clearInterval(timer);
      void context.close();
      resolve({ ok, loudestDb });
    }, 20);
  });
}
