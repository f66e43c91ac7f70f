import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Response } from 'playwright-core';
import { POSTER } from '../../../shared/site/sitePages.ts';
import { TestBrowser } from '../../support/chromium.ts';
import { Program } from '../../support/program.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchContext } from '../benchCase.ts';
import { largestPaint, noteShifts, shiftOf, weigh } from '../browser/pageLoad.ts';
import { compared, distribution, median } from '../figure.ts';
import { RawClient } from './rawClient.ts';

const ADDRESS = '/roles/backend-developer';
const STATIC_FILE = fileURLToPath(new URL('staticFile.ts', import.meta.url));
/** The usual profile of a fast 3G connection. */
const FAST_3G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1_000_000) / 8,
  uploadThroughput: (0.75 * 1_000_000) / 8,
};
/** The first responses render and compress the page, and Node compiles its code. */
const WARM_UP = 3_000;
const ROUND_SECONDS = 2;

/**
 * The public pages: `page.home.js`, `.lcp`, and `.cls` in Chromium with empty caches, on a phone's screen and a fast 3G connection;
 * `page.role.…`, the same for the page of a role;
 * `page.role.html`, the time to the first byte of the rendered page, warm; `page.role.html.rate`, pages per second of the server's
 * processor time, alternating with express sending a file of equal size.
 */
export async function measureRolePage(context: BenchContext): Promise<void> {
  await using server = await ServerProcess.start({ LOG_LEVEL: 'error' });
  await measureLoads(context, server, { name: 'home', address: '/' });
  await measureLoads(context, server, { name: 'role', address: ADDRESS });
  await measureSending(context, server);
}

async function measureLoads(
  context: BenchContext,
  server: ServerProcess,
  { name, address }: { name: 'home' | 'role'; address: string },
): Promise<void> {
  const note = 'empty caches, 1.6 Mbit/s, 150 ms to the server and back, warm server';
  // Renders the page and its picture.
  await Promise.all([fetch(server.url + address), fetch(`${server.url}${POSTER}`)]);
  await using browser = await TestBrowser.launch();
  const loads: { gzipKb: number; files: number; lcp: number; element: string; shift: number }[] = [];
  for (let load = 1; load <= context.parameter('loads'); load += 1) {
    const visitor = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const scripts: Response[] = [];
    visitor.on('response', response => {
      if (response.request().resourceType() === 'script') scripts.push(response);
    });
    await noteShifts(visitor);
    const session = await visitor.context().newCDPSession(visitor);
    await session.send('Network.emulateNetworkConditions', FAST_3G);
    await visitor.goto(server.url + address, { waitUntil: 'networkidle' });
    const { gzipKb, files } = await weigh(scripts);
    const { ms: lcp, element } = await largestPaint(visitor);
    loads.push({ gzipKb, files, lcp, element, shift: await shiftOf(visitor) });
    await visitor.context().close();
    context.progress(`${name} ${load}: largest contentful paint (${element}) after ${Math.round(lcp)} ms`);
  }
  context.report({
    name: `page.${name}.js`,
    value: median(loads.map(({ gzipKb }) => gzipKb)),
    unit: 'kB',
    n: loads.length,
    note: `gzip, ${median(loads.map(({ files }) => files))} files`,
  });
  const paints = distribution(loads.map(({ lcp }) => lcp));
  const elements = [...new Set(loads.map(({ element }) => element))].join(' or ');
  context.report({ name: `page.${name}.lcp`, unit: 'ms', ...paints, note: `${elements}; ${note}` });
  const shifts = loads.map(({ shift }) => shift);
  context.report({
    name: `page.${name}.cls`,
    unit: 'share',
    ...distribution(shifts),
    value: Math.max(...shifts),
    note,
  });
}

async function measureSending(context: BenchContext, server: ServerProcess): Promise<void> {
  const ours = await RawClient.create(server.port, ADDRESS);
  await ours.timesToFirstByte(WARM_UP);
  const times = await ours.timesToFirstByte(context.parameter('requests'));
  context.report({
    name: 'page.role.html',
    unit: 'ms',
    ...distribution(times),
    note: `time to the first byte, warm, one after the other; ${(ours.answerBytes / 1_000).toFixed(1)} kB with its head`,
  });

  await using folder = await temporaryFolder('bench');
  await writeFile(path.join(folder.path, 'page.html'), Buffer.alloc(ours.answerBytes, 'x'));
  const program = new Program({ command: process.execPath, args: [STATIC_FILE, folder.path] });
  try {
    const [, port] = await program.waitForOutput(/^listening on (\d+)$/m);
    const bare = await RawClient.create(Number(port), '/page.html');
    await bare.timesToFirstByte(WARM_UP);
    const rates: { ours: number; bare: number }[] = [];
    for (let round = 1; round <= context.parameter('rounds'); round += 1) {
      rates.push({
        ours: await ours.rate(server.program.pid, ROUND_SECONDS),
        bare: await bare.rate(program.pid, ROUND_SECONDS),
      });
      const { ours: one, bare: other } = rates.at(-1) ?? { ours: 0, bare: 0 };
      context.progress(`round ${round}: ${Math.round(one)} pages per second, ${Math.round(other)} files`);
    }
    const value = median(rates.map(rate => rate.ours));
    context.report({
      name: 'page.role.html.rate',
      value,
      unit: 'requests/s',
      n: rates.length,
      ...compared(value, median(rates.map(rate => rate.bare))),
      note: 'per second of the processor; baseline: bare express.static with a file of as many bytes',
    });
  } finally {
    await program.kill();
  }
}
