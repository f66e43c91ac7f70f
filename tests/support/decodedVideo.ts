import { errors, type Locator } from 'playwright-core';
import type { Color } from './personas.ts';

const WAIT_MS = 20_000;
/** Largest shift by encoders, scaling, and dimming; personas differ by more than twice this. */
const COLOR_TOLERANCE = 70;

interface Watch {
  color?: Color;
  tolerance: number;
  frames: number;
  timeoutMs: number;
}

interface Seen {
  ok: boolean;
  /** The page replaced the element that was watched. */
  replaced: boolean;
  frames: number;
  color: Color | undefined;
}

/** Waits until the element paints decoded frames of this color, measured in pixels. */
export async function waitForColor(video: Locator, color: Color, timeoutMs = WAIT_MS): Promise<void> {
  const seen = await watch(video, { color, tolerance: COLOR_TOLERANCE, frames: 3, timeoutMs });
  if (!seen.ok)
    throw new Error(`Expected frames of rgb(${color}); the last of ${seen.frames} was rgb(${seen.color}).`);
}

/** Waits until the element has painted this many more frames. */
export async function waitForFrames(video: Locator, frames: number, timeoutMs = WAIT_MS): Promise<void> {
  const seen = await watch(video, { tolerance: 0, frames, timeoutMs });
  if (!seen.ok) throw new Error(`Expected ${frames} more frames within ${timeoutMs} ms, got ${seen.frames}.`);
}

/** Returns the average color of the current frame. */
export async function colorOf(video: Locator): Promise<Color | undefined> {
  return (await watch(video, { tolerance: 0, frames: 1, timeoutMs: WAIT_MS })).color;
}

/** Returns the number of frames that the element paints in this time. */
export async function framesWithin(video: Locator, milliseconds: number): Promise<number> {
  const seen = await watch(video, { tolerance: 0, frames: Number.MAX_SAFE_INTEGER, timeoutMs: milliseconds });
  return seen.frames;
}

/** Waits until the decoded picture is this wide, regardless of the element's size. */
export async function waitForWidth(video: Locator, width: number, timeoutMs = WAIT_MS): Promise<void> {
  const seen = await video.evaluate(watchWidthInPage, { width, timeoutMs });
  if (seen !== width) throw new Error(`Expected a picture ${width} wide, the last one was ${seen}.`);
}

/** Watches the video from element to element: the page replaces the element when its track is replaced. */
async function watch(video: Locator, options: Watch): Promise<Seen> {
  const giveUpAt = performance.now() + options.timeoutMs;
  let frames = 0;
  for (;;) {
    const leftMs = Math.max(1, giveUpAt - performance.now());
    const attached = await video.waitFor({ state: 'attached', timeout: leftMs }).then(
      () => true,
      () => false,
    );
    const wanted = { ...options, frames: options.frames - frames, timeoutMs: giveUpAt - performance.now() };
    const seen = attached && wanted.timeoutMs > 0 ? await watchElement(video, wanted) : undefined;
    if (!seen) return { ok: false, replaced: true, frames, color: undefined };
    frames += seen.frames;
    if (!seen.replaced) return { ...seen, frames };
  }
}

async function watchElement(video: Locator, options: Watch): Promise<Seen> {
  try {
    return await video.evaluate(watchInPage, options, { timeout: options.timeoutMs });
  } catch (error) {
    // The element was removed after it was found.
    if (error instanceof errors.TimeoutError)
      return { ok: false, replaced: true, frames: 0, color: undefined };
    throw error;
  }
}

/** Runs in the page: counts decoded frames, or only those of one color. */
function watchInPage(element: Element, { color, tolerance, frames, timeoutMs }: Watch): Promise<Seen> {
  const video = element as HTMLVideoElement;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [16, 9];
  const context = canvas.getContext('2d', { willReadFrequently: true });

  const paintedColor = (): Color | undefined => {
    if (!context || video.videoWidth === 0) return undefined;
    // The lowest eighth contains the frame counter.
    context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * 0.85, 0, 0, 16, 9);
    const { data } = context.getImageData(0, 0, 16, 9);
    const sum = [0, 0, 0];
    for (let index = 0; index < data.length; index += 4)
      for (let channel = 0; channel < 3; channel += 1)
        sum[channel] = (sum[channel] ?? 0) + (data[index + channel] ?? 0);
    const [red = 0, green = 0, blue = 0] = sum.map(total => Math.round(total / (data.length / 4)));
    return [red, green, blue];
  };
  const fits = (seen: Color | undefined) =>
    !color ||
    (seen !== undefined &&
      Math.hypot(...seen.map((value, channel) => value - (color[channel] ?? 0))) < tolerance);

  return new Promise(resolve => {
    let counted = 0;
    let last: Color | undefined;
    const finish = (ok: boolean, replaced = false) => {
      deadline.removeEventListener('abort', giveUp);
      presence.disconnect();
      resolve({ ok, replaced, frames: counted, color: last });
    };
    const deadline = AbortSignal.timeout(timeoutMs);
    const giveUp = () => finish(false);
    deadline.addEventListener('abort', giveUp);
    const presence = new MutationObserver(() => {
      if (!video.isConnected) finish(false, true);
    });
    presence.observe(document, { childList: true, subtree: true });
    const onFrame = () => {
      last = paintedColor();
      if (fits(last)) counted += 1;
      if (counted >= frames) finish(true);
      else video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  });
}

/** Runs in the page: resolves with the wanted width, or with the current one at the timeout. */
function watchWidthInPage(
  element: Element,
  { width, timeoutMs }: { width: number; timeoutMs: number },
): Promise<number> {
  const video = element as HTMLVideoElement;
  return new Promise(resolve => {
    const finish = () => {
      deadline.removeEventListener('abort', finish);
      video.removeEventListener('resize', look);
      resolve(video.videoWidth);
    };
    const look = () => {
      if (video.videoWidth === width) finish();
    };
    const deadline = AbortSignal.timeout(timeoutMs);
    deadline.addEventListener('abort', finish);
    video.addEventListener('resize', look);
    look();
  });
}
