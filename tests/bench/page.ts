import type { Response } from 'playwright-core';
import { TestBrowser } from '../support/chromium.ts';
import { ADA } from '../support/personas.ts';
import { declineUnanswered, joinButtonOf } from '../support/roomPage.ts';
import type { BenchCase } from './benchCase.ts';
import { checksDone, OpenInterview } from './browser/openInterview.ts';
import { largestPaint, type Scripts, weigh } from './browser/pageLoad.ts';
import { distribution, median } from './figure.ts';
import { measureRolePage } from './rolePage/rolePage.ts';

/**
 * What a candidate's browser loads, and when it shows something.
 *
 * Every load is a new visitor with empty caches. `page.join.js` is all scripts until the page has its "Join" button; `page.room.js` all
 * scripts until the candidate is in the room (including the first, and prefetched ones). Both are sums of gzip sizes, whatever compression
 * the server used; notes give the transferred bytes. `page.join.lcp` is the browser's largest contentful paint over loopback without
 * throttling: a lower bound for real networks. `page.home` and `page.role` are in `rolePage/`.
 */
export const page: BenchCase = {
  name: 'page',
  measures: "bytes of script and largest contentful paint of the candidate's pages, and of the public pages",
  figures: [
    'page.home.js',
    'page.home.lcp',
    'page.home.cls',
    'page.role.js',
    'page.role.lcp',
    'page.role.cls',
    'page.role.html',
    'page.role.html.rate',
    'page.join.js',
    'page.room.js',
    'page.join.lcp',
  ],
  parameters: {
    loads: { full: 10, quick: 2 },
    requests: { full: 2_000, quick: 100 },
    rounds: { full: 5, quick: 1 },
  },
  async run(context) {
    await measureRolePage(context);
    await using interview = await OpenInterview.create();
    await using browser = await TestBrowser.launch({ persona: ADA });
    const loads: PageLoad[] = [];
    for (let load = 1; load <= context.parameter('loads'); load += 1) {
      const result = await loadOnce(browser, interview);
      loads.push(result);
      context.progress(
        `${load}: largest contentful paint (${result.lcpElement}) after ${Math.round(result.lcpMs)} ms`,
      );
      if (load === 1)
        for (const { name, gzipKb } of result.room.heaviest)
          context.progress(`${gzipKb.toFixed(1)} kB ${name}`);
    }
    for (const [name, of] of [
      ['page.join.js', (load: PageLoad) => load.join],
      ['page.room.js', (load: PageLoad) => load.room],
    ] as const)
      context.report({
        name,
        value: median(loads.map(load => of(load).gzipKb)),
        unit: 'kB',
        n: loads.length,
        note: `gzip, ${median(loads.map(load => of(load).files))} files; ${Math.round(median(loads.map(load => of(load).sentKb)))} kB on the wire`,
      });
    context.report({
      name: 'page.join.lcp',
      unit: 'ms',
      ...distribution(loads.map(({ lcpMs }) => lcpMs)),
      note: `${[...new Set(loads.map(({ lcpElement }) => lcpElement))].join(' or ')}; empty caches, loopback, nothing slowed down`,
    });
  },
};

interface PageLoad {
  join: Scripts;
  room: Scripts;
  lcpMs: number;
  lcpElement: string;
}

async function loadOnce(browser: TestBrowser, { candidate }: OpenInterview): Promise<PageLoad> {
  const context = await browser.newContext();
  try {
    const visitor = await context.newPage();
    const scripts: Response[] = [];
    visitor.on('response', response => {
      if (response.request().resourceType() === 'script') scripts.push(response);
    });
    await visitor.goto(candidate.link);
    await joinButtonOf(visitor).waitFor();
    const join = await weigh(scripts);
    await checksDone(visitor);
    const paint = await largestPaint(visitor);
    await declineUnanswered(visitor);
    await joinButtonOf(visitor).click();
    await visitor.locator(`figure[data-seat-id="${candidate.seatId}"]`).waitFor();
    return { join, room: await weigh(scripts), lcpMs: paint.ms, lcpElement: paint.element };
  } finally {
    await context.close();
  }
}
