import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUILT_IN_KITS } from '../../server/features/kit/builtInKits.ts';
import { CLIENT_FOLDER } from '../support/reviewServer.ts';
import { sharedBrowser } from '../support/shared.ts';
import { startTestServer, type TestServer } from '../unit/http/testServer.ts';

const PHONE = { width: 390, height: 844 };

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ builtInKitFolder: BUILT_IN_KITS, clientFolder: CLIENT_FOLDER });
  await server.owner();
});
afterAll(() => server.close());

/** Proxies the server: the first response stops at `cut` until `goOn` is called. */
async function inPieces(cut: string) {
  const { promise: rest, resolve: goOn } = Promise.withResolvers<void>();
  let isFirst = true;
  const front = createServer(async (request, response) => {
    const answer = await fetch(server.url + request.url);
    const body = Buffer.from(await answer.arrayBuffer());
    response.setHeader('content-type', answer.headers.get('content-type') ?? '');
    if (isFirst) {
      isFirst = false;
      const at = body.indexOf(cut);
      expect(at).toBeGreaterThan(0);
      response.write(body.subarray(0, at));
      await rest;
      response.end(body.subarray(at));
    } else response.end(body);
  });
  await new Promise<void>(listening => front.listen(0, '127.0.0.1', listening));
  const { port } = front.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, goOn, [Symbol.asyncDispose]: async () => void front.close() };
}

it('content that arrives late over a slow network moves nothing that is already visible', async () => {
  const browser = await sharedBrowser();
  await using front = await inPieces('<a href="/login"');
  const page = await browser.newPage({ viewport: PHONE });
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${front.url}/roles`, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('first-paint').length > 0);
  front.goOn();
  await page.waitForLoadState('load');
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
  });
  expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
  await page.context().close();
});
