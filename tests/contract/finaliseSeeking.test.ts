import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finaliseRecording } from '../../server/features/recording/finalise/finalise.ts';
import type { FinishedMedia, FinishedRecording } from '../../shared/recording/finished.ts';
import { TestBrowser } from '../support/chromium.ts';
import { type CapturedTrack, handMadeCapture } from '../support/handMadeCapture.ts';
import { BLUE, GREEN, RED, YELLOW } from '../support/oracle/beacon.ts';
import { seekInChromium } from '../support/seekInChromium.ts';
import { seekWithFfprobe } from '../support/seekWithFfprobe.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

let folder: TemporaryFolder;
let finished: FinishedRecording;
let server: Server;
let browser: TestBrowser;
let page: Page;

/**
 * Hard cases for players: video that starts late and has a gap, no video, no audio, video of several sizes,
 * and a sender that changes in the middle because a page was reopened.
 */
beforeAll(async () => {
  folder = await temporaryFolder('finalise-seeking');
  const sizes = [
    { width: 320, height: 180, fromMs: 0 },
    { width: 640, height: 360, fromMs: 4_000 },
    { width: 160, height: 90, fromMs: 8_000 },
  ];
  const first = { rtp: 2 ** 32 - 40_000 };
  const second = { rtp: 1_234_567 };
  const tracks: CapturedTrack[] = [
    { ...first, beacon: RED, peerId: 'red.1', source: 'microphone', fromMs: 0, toMs: 9_000 },
    {
      ...first,
      beacon: RED,
      peerId: 'red.1',
      source: 'camera',
      fromMs: 1_500,
      toMs: 9_000,
      mutes: [{ fromMs: 4_000, toMs: 6_500 }],
    },
    { ...second, beacon: RED, peerId: 'red.2', source: 'microphone', fromMs: 9_700, toMs: 12_000 },
    { ...second, beacon: RED, peerId: 'red.2', source: 'camera', fromMs: 9_900, toMs: 12_000 },
    {
      ...first,
      beacon: GREEN,
      peerId: 'green.1',
      source: 'microphone',
      fromMs: 500,
      toMs: 6_000,
      isStereo: true,
    },
    { ...second, beacon: GREEN, peerId: 'green.2', source: 'microphone', fromMs: 7_000, toMs: 12_000 },
    { beacon: BLUE, source: 'camera', fromMs: 500, toMs: 12_000, sizes },
    { beacon: YELLOW, source: 'screen', fromMs: 2_000, toMs: 12_000 },
    { beacon: YELLOW, source: 'screenAudio', fromMs: 2_000, toMs: 12_000 },
  ];
  const capture = await handMadeCapture(path.join(folder.path, 'capture'), [
    { fromMs: 0, toMs: 12_000, tracks },
  ]);
  finished = await finaliseRecording({ ...capture.task, outFolder: path.join(folder.path, 'out') });
  server = await serve(path.join(folder.path, 'out'));
  browser = await TestBrowser.launch();
  page = await browser.newPage();
  await page.goto(`${addressOf(server)}/`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
  await folder?.remove();
});

it.each(['red', 'green', 'blue', 'yellow'])('Chromium opens %s, and seeks to any moment', async person => {
  const media = finished.media.find(each => each.person === person) ?? expect.fail();
  const lengthS = (media.toMs - media.fromMs) / 1_000;
  const targets = [0.9, 0.1, 0.5, 0.75, 0.3].map(share => share * lengthS);
  const played = await seekInChromium(page, `/${media.fileName}`, targets);
  expect(played.duration).toBeCloseTo(lengthS, 1);
  expect(played.seekableTo).toBeCloseTo(lengthS, 1);
  expect(played.landed).toEqual(targets.map(target => expect.closeTo(target, 2)));
  if (!media.hasVideo) return;
  for (const [index, target] of targets.entries()) {
    const shown = played.shown[index] ?? expect.fail();
    const atMs = media.fromMs + target * 1_000;
    // In its gaps the video freezes; before its first frame it shows that frame.
    const dueMs = heldIn(media, atMs);
    expect(Math.abs(media.fromMs + shown.mediaTime * 1_000 - dueMs)).toBeLessThanOrEqual(45);
    expect(shown.width).toBe(media.sizes.findLast(size => size.atMs <= dueMs)?.width);
  }
});

it.each(['red', 'green', 'blue', 'yellow'])('ffprobe opens %s, and seeks to any moment', async person => {
  const media = finished.media.find(each => each.person === person) ?? expect.fail();
  const lengthS = (media.toMs - media.fromMs) / 1_000;
  const file = path.join(folder.path, 'out', media.fileName);
  for (const share of [0.9, 0.5, 0.3]) {
    const target = share * lengthS;
    const { kinds, duration, firstAt } = await seekWithFfprobe(file, target);
    expect(kinds).toEqual([...(media.hasAudio ? ['audio'] : []), ...(media.hasVideo ? ['video'] : [])]);
    expect(duration).toBeCloseTo(lengthS, 1);
    // It starts with a key frame at or before the moment, without reading the file from its start.
    expect(firstAt).toBeLessThanOrEqual(target + 0.05);
    expect(firstAt).toBeGreaterThan(target - 5);
  }
});

/** Returns when the frame visible at a moment was captured. */
function heldIn({ gaps, sizes }: FinishedMedia, atMs: number): number {
  const gap = gaps.find(({ kind, fromMs, toMs }) => kind === 'video' && fromMs <= atMs && atMs < toMs);
  return Math.max(sizes[0]?.atMs ?? 0, gap ? gap.fromMs : atMs);
}

/** Serves only byte ranges, as media elements request them. */
async function serve(root: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (!request.url?.endsWith('.webm')) {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>player</title>');
      return;
    }
    const file = path.join(root, path.basename(request.url));
    const size = statSync(file).size;
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const range = { start: Number(first), end: last ? Number(last) : size - 1 };
    response.writeHead(206, {
      'content-type': 'video/webm',
      'accept-ranges': 'bytes',
      'content-length': range.end - range.start + 1,
      'content-range': `bytes ${range.start}-${range.end}/${size}`,
    });
    createReadStream(file, range).pipe(response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
