import type { Page } from 'playwright-core';

/** How a media element in Chromium seeks in a file. Times are seconds of the file. */
export interface Sought {
  duration: number;
  seekableTo: number;
  /** The current time after each seek. */
  landed: number[];
  /** The frame after each seek; all zero without one. */
  shown: { mediaTime: number; width: number }[];
}

/** Opens a file of the page's server and seeks to these times in order. Rejects when the browser can't. */
export function seekInChromium(page: Page, url: string, targets: readonly number[]): Promise<Sought> {
  return page.evaluate(seekInPage, { url, targets: [...targets] });
}

async function seekInPage({ url, targets }: { url: string; targets: number[] }): Promise<Sought> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  document.body.replaceChildren(video);
  const told = (name: string) =>
    new Promise<void>((resolve, reject) => {
      video.addEventListener(name, () => resolve(), { once: true });
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
    });
  const loaded = told('canplaythrough');
  video.src = url;
  await loaded;
  const hasPicture = video.videoWidth > 0;
  const sought: Sought = {
    duration: video.duration,
    seekableTo: video.seekable.end(0),
    landed: [],
    shown: [],
  };
  for (const target of targets) {
    const painted = new Promise<{ mediaTime: number; width: number }>(resolve => {
      if (!hasPicture) resolve({ mediaTime: 0, width: 0 });
      video.requestVideoFrameCallback((_, { mediaTime, width }) => resolve({ mediaTime, width }));
    });
    const arrived = told('seeked');
    video.currentTime = target;
    await arrived;
    sought.landed.push(video.currentTime);
    sought.shown.push(await painted);
  }
  return sought;
}
