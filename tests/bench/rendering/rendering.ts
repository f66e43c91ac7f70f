import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../../support/chromium.ts';
import { waitForFrames } from '../../support/decodedVideo.ts';
import { eventually } from '../../support/eventually.ts';
import { ADA, GRACE } from '../../support/personas.ts';
import { joinButtonOf, pictureOn } from '../../support/roomPage.ts';
import type { ServerProcess } from '../../support/serverProcess.ts';
import type { BenchCase } from '../benchCase.ts';
import { OpenInterview, prepare } from '../browser/openInterview.ts';
import { compared, median } from '../figure.ts';
import { secondsWithChildren } from '../practice/serverCost.ts';
import { keepConnections, receivedMedia } from './receivedMedia.ts';

const PATIENCE_MS = 300_000;
const SETTLED_FRAMES = 50;
/** Until the browser has adapted to the load. */
const SETTLE_MS = 2_000;

interface Period {
  framesPerSecond: number;
  frozen: number;
  concealed: number;
}

/**
 * A new installation renders the lines of all public roles while two people in Chromium are in a call on the same machine.
 *
 * The render process is stopped and continued in turn; the figures are those of the periods in which it renders, and the baselines those of
 * the same call without. Browsers also need processor time, which people have on machines of their own, so this is the worst case.
 * `rendering.clip` is processor time for each finished clip, in the render process and its encoders.
 */
export const rendering: BenchCase = {
  name: 'rendering',
  measures: 'what the receiver of a call notices of rendering, and the processor time of a clip',
  figures: ['rendering.fps', 'rendering.frozen', 'rendering.concealed', 'rendering.clip'],
  parameters: {
    pairs: { full: 6, quick: 1 },
    seconds: { full: 10, quick: 2 },
  },
  async run(context) {
    // The limit of simultaneous practices also decides whether there is anything to render.
    await using interview = await OpenInterview.create({ PRACTICE_SESSIONS: '2' });
    await using candidates = await TestBrowser.launch({ persona: ADA });
    await using interviewers = await TestBrowser.launch({ persona: GRACE });
    const [sender, receiver] = [await candidates.newPage(), await interviewers.newPage()];
    await keepConnections(receiver);
    await prepare(sender, interview.candidate.link);
    await prepare(receiver, interview.interviewer.link);
    await joinButtonOf(sender).click();
    await joinButtonOf(receiver).click();
    await waitForFrames(pictureOn(receiver, interview.candidate.seatId), SETTLED_FRAMES, PATIENCE_MS);
    const pid = await renderPid(interview.server);
    const ms = context.parameter('seconds') * 1_000;
    const pairs: { without: Period; rendering: Period }[] = [];
    while (pairs.length < context.parameter('pairs')) {
      // The whole process group, with the encoder.
      process.kill(-pid, 'SIGSTOP');
      const without = await period(receiver, ms);
      process.kill(-pid, 'SIGCONT');
      const pair = { without, rendering: await period(receiver, ms) };
      pairs.push(pair);
      context.progress(
        `${pairs.length}: ${describe(pair.rendering)} while rendering, ${describe(pair.without)} without`,
      );
    }
    for (const [name, unit, of] of [
      ['rendering.fps', 'fps', ({ framesPerSecond }: Period) => framesPerSecond],
      ['rendering.frozen', 'share', ({ frozen }: Period) => frozen],
      ['rendering.concealed', 'share', ({ concealed }: Period) => concealed],
    ] as const) {
      const value = median(pairs.map(pair => of(pair.rendering)));
      const baseline = median(pairs.map(pair => of(pair.without)));
      const both = baseline === 0 ? { baseline } : compared(value, baseline);
      context.report({ name, value, unit, n: pairs.length, ...both, note: 'baseline: rendering stopped' });
    }
    const clips = await eventually(
      'clips',
      () => clipsIn(interview.server.dataDir) || undefined,
      PATIENCE_MS,
    );
    context.report({
      name: 'rendering.clip',
      value: (1_000 * secondsWithChildren(pid)) / clips,
      unit: 'ms',
      n: clips,
      note: 'of the processor, with the start of the process',
    });
  },
};

async function period(receiver: Page, ms: number): Promise<Period> {
  await delay(SETTLE_MS);
  const [before, startedAt] = [await receivedMedia(receiver), performance.now()];
  await delay(ms);
  const [after, endedAt] = [await receivedMedia(receiver), performance.now()];
  const seconds = (endedAt - startedAt) / 1_000;
  return {
    framesPerSecond: (after.frames - before.frames) / seconds,
    frozen: (after.frozenS - before.frozenS) / seconds,
    concealed: (after.concealed - before.concealed) / Math.max(1, after.samples - before.samples),
  };
}

function describe({ framesPerSecond, frozen, concealed }: Period): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return `${framesPerSecond.toFixed(1)} fps, ${percent(frozen)} frozen, ${percent(concealed)} concealed`;
}

function renderPid(server: ServerProcess): Promise<number> {
  return eventually('the render process', () =>
    server.program.childPids.find(pid =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('clips/render'),
    ),
  );
}

/** Finished clips have a data sheet. */
function clipsIn(dataDir: string): number {
  const files = readdirSync(path.join(dataDir, 'clips'), { recursive: true, encoding: 'utf8' });
  return files.filter(name => /^[0-9a-f]{2}\/[0-9a-f]{64}\.json$/.test(name)).length;
}
