import type { Page } from 'playwright-core';

/** What a page showed and played of the virtual recruiter. Times are milliseconds of the page's clock. */
export interface Watched {
  /** Painted frames. `openness`: how dark the darkest point of the mouth is, 0 to 255; an open mouth is dark inside. */
  frames: { atMs: number; openness: number }[];
  /** RMS of each 10 ms of decoded sound, relative to full scale. */
  sounds: { atMs: number; decibels: number }[];
  /** Captions, with the time at which they appeared; empty text: none. */
  captions: { atMs: number; text: string }[];
}

declare global {
  interface Window {
    recruiterWatch: { stop(): Watched };
  }
}

/** Watches from the first frame on. Call before the page loads anything. */
export async function watchRecruiter(page: Page): Promise<void> {
  await page.addInitScript(watchInPage);
}

export function stopWatching(page: Page): Promise<Watched> {
  return page.evaluate(() => window.recruiterWatch.stop());
}

/** Floor of levels: below it is only silence. */
const QUIET_DB = -60;
/** Levels are averaged over a syllable. */
const AROUND_MS = 40;
const OFFSET_MAX_MS = 400;
const OFFSET_STEP_MS = 10;

/**
 * Correlation of mouth and sound between two moments: Pearson's r of openness and loudness, and the delay
 * of the sound (negative: early) with the highest r.
 */
export function mouthAgainstSound(
  { frames, sounds }: Watched,
  fromMs: number,
  toMs: number,
): { correlation: number; offsetMs: number; frames: number } {
  const seen = frames.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const openness = seen.map(frame => frame.openness);
  let best = { correlation: -1, offsetMs: 0, frames: seen.length };
  for (let offsetMs = -OFFSET_MAX_MS; offsetMs <= OFFSET_MAX_MS; offsetMs += OFFSET_STEP_MS) {
    const loudness = seen.map(({ atMs }) => loudnessAround(sounds, atMs + offsetMs));
    const r = correlation(openness, loudness);
    if (r > best.correlation) best = { ...best, correlation: r, offsetMs };
  }
  return best;
}

/** Returns when sound starts after a silence. */
export function onsetsOf({ sounds }: Watched, { loudDb = -40, silentForMs = 300 } = {}): number[] {
  let loudAtMs = Number.NEGATIVE_INFINITY;
  return sounds.flatMap(({ atMs, decibels }) => {
    if (decibels < loudDb) return [];
    const begins = atMs - loudAtMs > silentForMs;
    loudAtMs = atMs;
    return begins ? [atMs] : [];
  });
}

function loudnessAround(sounds: Watched['sounds'], atMs: number): number {
  const near = sounds.filter(sound => Math.abs(sound.atMs - atMs) <= AROUND_MS);
  const sum = near.reduce((total, { decibels }) => total + Math.max(QUIET_DB, decibels), 0);
  return near.length === 0 ? QUIET_DB : sum / near.length;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [fromA, fromB] = [value - meanA, (b[index] ?? meanB) - meanB];
    both += fromA * fromB;
    squareA += fromA ** 2;
    squareB += fromB ** 2;
  }
  return squareA === 0 || squareB === 0 ? 0 : both / Math.sqrt(squareA * squareB);
}

/** Runs in the page. */
function watchInPage(): void {
  /** Area of the picture with the mouth, in any pose of the head. */
  const MOUTH = { left: 0.455, top: 0.5, width: 0.09, height: 0.1 };
  const SQUARE = 3;
  const LOOK_EVERY_MS = 20;
  const frames: Watched['frames'] = [];
  const chunks: { readMs: number; timestampMs: number; decibels: number }[] = [];
  const captions: Watched['captions'] = [];
  const watched = new WeakSet<object>();
  let running = true;

  /** The darkest square of the mouth: single pixels may be coding artifacts. */
  const opennessOf = async (frame: VideoFrame): Promise<number> => {
    const even = (share: number, whole: number) => 2 * Math.round((share * whole) / 2);
    const rect = {
      x: even(MOUTH.left, frame.codedWidth),
      y: even(MOUTH.top, frame.codedHeight),
      width: even(MOUTH.width, frame.codedWidth),
      height: even(MOUTH.height, frame.codedHeight),
    };
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    const [luma] = await frame.copyTo(bytes, { rect });
    if (!luma) return 0;
    let darkest = 255;
    for (let top = 0; top + SQUARE <= rect.height; top += SQUARE)
      for (let left = 0; left + SQUARE <= rect.width; left += SQUARE) {
        let sum = 0;
        for (let at = 0; at < SQUARE ** 2; at += 1) {
          const row = top + Math.floor(at / SQUARE);
          sum += bytes[luma.offset + row * luma.stride + left + (at % SQUARE)] ?? 255;
        }
        darkest = Math.min(darkest, sum / SQUARE ** 2);
      }
    return 255 - darkest;
  };
  const see = (video: HTMLVideoElement) => {
    const onFrame: VideoFrameRequestCallback = (_, { presentationTime }) => {
      if (!running || !video.isConnected) return;
      video.requestVideoFrameCallback(onFrame);
      const frame = new VideoFrame(video);
      void opennessOf(frame).then(openness => {
        frames.push({ atMs: presentationTime, openness });
        frame.close();
      });
    };
    video.requestVideoFrameCallback(onFrame);
  };
  const hear = async (stream: MediaStream) => {
    const [track] = stream.getAudioTracks();
    if (!track) return;
    const reader = new MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader();
    const samples = new Float32Array(4_800);
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
  const read = () => {
    const text = document.querySelector('[data-caption]')?.textContent ?? '';
    if (text !== (captions.at(-1)?.text ?? '')) captions.push({ atMs: performance.now(), text });
  };

  new MutationObserver(read).observe(document, { childList: true, subtree: true, characterData: true });
  const timer = setInterval(() => {
    const video = document.querySelector<HTMLVideoElement>('video[data-seat-id="recruiter"]');
    if (video?.videoWidth && !watched.has(video)) {
      watched.add(video);
      see(video);
    }
    const audio = document.querySelector<HTMLAudioElement>('audio[data-seat-id="recruiter"]');
    if (audio?.srcObject instanceof MediaStream && !watched.has(audio.srcObject)) {
      watched.add(audio.srcObject);
      void hear(audio.srcObject);
    }
  }, LOOK_EVERY_MS);

  window.recruiterWatch = {
    stop: () => {
      running = false;
      clearInterval(timer);
      // Reads can be late but never early, so the smallest difference is the offset between the clocks.
      const offsetMs = Math.min(...chunks.map(({ readMs, timestampMs }) => readMs - timestampMs));
      const sounds = chunks.map(({ timestampMs, decibels }) => ({ atMs: timestampMs + offsetMs, decibels }));
      return { frames: frames.toSorted((a, b) => a.atMs - b.atMs), sounds, captions };
    },
  };
}
