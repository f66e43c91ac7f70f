import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';

const KB = 1_000;
const HEAVIEST = 5;

export interface Scripts {
  files: number;
  heaviest: { name: string; gzipKb: number }[];
  gzipKb: number;
  /** Transferred bodies. */
  sentKb: number;
}

export async function weigh(responses: readonly Response[]): Promise<Scripts> {
  const files = await Promise.all(
    responses.map(async response => ({
      name: new URL(response.url()).pathname,
      gzipKb: gzipSync(await response.body()).length / KB,
      sentKb: (await response.request().sizes()).responseBodySize / KB,
    })),
  );
  return {
    files: files.length,
    heaviest: files.toSorted((a, b) => b.gzipKb - a.gzipKb).slice(0, HEAVIEST),
    gzipKb: files.reduce((sum, file) => sum + file.gzipKb, 0),
    sentKb: files.reduce((sum, file) => sum + file.sentKb, 0),
  };
}

/** The largest contentful paint so far. */
export function largestPaint(visitor: Page): Promise<{ ms: number; element: string }> {
  return visitor.evaluate(
    () =>
      new Promise(resolve => {
        // Includes earlier paints, with the largest last.
        new PerformanceObserver(list => {
          const largest = list.getEntries().at(-1) as (PerformanceEntry & { element?: Element }) | undefined;
          resolve({
            ms: largest?.startTime ?? Number.NaN,
            element: largest?.element?.tagName.toLowerCase() ?? 'something',
          });
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
}

/** Adds up layout shifts without user input, from the first paint on. Call before the page is loaded. */
export async function noteShifts(visitor: Page): Promise<void> {
  await visitor.addInitScript(() => {
    const noted = window as unknown as { shift: number };
    noted.shift = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        noted.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

export function shiftOf(visitor: Page): Promise<number> {
  return visitor.evaluate(() => (window as unknown as { shift: number }).shift);
}
