import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import { ApiClient } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { FrontDoor } from '../support/frontDoor.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { startPostgres } from '../support/postgresServer.ts';
import type { Program } from '../support/program.ts';
import { RecruiterStage } from '../support/recruiterStage.ts';
import { stopWatching, watchRecruiter } from '../support/recruiterWatch.ts';
import { type RedisServer, startRedis } from '../support/redisServer.ts';
import { ServerProcess, type Variables } from '../support/serverProcess.ts';
import { startSfu } from '../support/sfuProcess.ts';
import type { Sound } from '../support/spoken/sound.ts';
import { synthesize } from '../support/spokenAudio.ts';
import { briefKit } from '../support/spokenKit.ts';
import { TEST_CLIPS } from '../support/testClips.ts';

const kit = briefKit();
const [first, second] = kit.questions.map(({ text }) => text) as [string, string];
const MEDIA_SECRET = 'a secret that servers and media share'.padEnd(40, '.');
/** An expired lease, one check of the servers that wait for it, and a moment for a busy machine. */
const OTHER_SERVER_MS = 4_000 + 1_400 + 2_600;

/**
 * Starts two servers behind one address, a separate sfu, PostgreSQL, and Redis. Takes minutes, so only
 * `npm run test:long` runs it.
 */
describeInLongRuns('with two servers and a separate sfu', () => {
  const closers = new AsyncDisposableStack();
  let door: FrontDoor;
  let redis: RedisServer;
  let sfu: Program;
  let servers: [ServerProcess, ServerProcess];
  let stage: RecruiterStage;
  let browser: TestBrowser;
  let answer: Sound;
  let page: Page | undefined;

  beforeAll(async () => {
    const postgres = closers.use(await startPostgres());
    redis = closers.use(await startRedis());
    door = closers.use(await FrontDoor.open());
    const shared: Variables = {
      DATABASE_URL: await postgres.createDatabase(),
      REDIS_URL: redis.url,
      MEDIA: 'remote',
      MEDIA_SECRET,
      SECRET: 'one secret for both servers'.padEnd(40, '.'),
      PUBLIC_URL: door.url,
      CLIP_DIR: TEST_CLIPS,
    };
    sfu = await startSfu({ REDIS_URL: redis.url, MEDIA_SECRET });
    closers.defer(async () => {
      if (sfu.running) await sfu.stop();
    });
    servers = [
      closers.use(await ServerProcess.start(shared)),
      closers.use(await ServerProcess.start(shared)),
    ];
    door.port = servers[0].port;
    const owner = new ApiClient(door.url);
    await owner.setUpOwner(await servers[1].setupLink());
    stage = await RecruiterStage.on(servers[0], owner, { kit });
    browser = closers.use(await stage.browser());
    answer = await synthesize('I looked at the graphs first, and then I asked a colleague.', {
      voice: 'rms',
      levelDbov: -24,
    });
  }, 400_000);
  afterEach(() => page?.context().close());
  afterAll(() => closers[Symbol.asyncDispose]());

  async function opened(): Promise<AnsweringPage> {
    const interview = await stage.interview();
    const candidate = new AnsweringPage(await interview.candidate(browser, { beforePage: watchRecruiter }));
    page = candidate.page;
    return candidate;
  }

  async function answerTheRest(candidate: AnsweringPage): Promise<void> {
    await candidate.say(answer);
    await candidate.panel.getByText(STANDARD_LINES.concreteExample, { exact: true }).waitFor();
    await candidate.waitForTurn('yours');
    await candidate.press('finished');
    await candidate.waitForQuestion(second);
    await candidate.press('skip');
    await candidate.page
      .getByRole('heading', { name: ended.recruiterOver.title })
      .waitFor({ timeout: 30_000 });
  }

  it('the other server continues when the one that runs the recruiter is killed, and video and sound never stop', async () => {
    const [runs, other] = servers;
    const candidate = await opened();
    await candidate.waitForTurn('speaking');
    // In the middle of the greeting, which is heard to its end.
    await delay(1_500);
    await runs.kill();
    const killedAt = Date.now();
    door.port = other.port;
    await other.program.waitForOutput(/runs the recruiter/, OTHER_SERVER_MS);
    const tookOverAfterMs = Date.now() - killedAt;
    await candidate.waitForQuestion(first);
    const { frames, sounds } = await stopWatching(candidate.page);
    const origin = await candidate.page.evaluate(() => performance.timeOrigin);
    const heardAfterMs = sounds.flatMap(({ atMs, decibels }) => {
      const afterMs = atMs + origin - killedAt;
      return decibels > -40 && afterMs > 0 && afterMs < 3_000 ? [afterMs] : [];
    });
    const gaps = frames.slice(1).map(({ atMs }, index) => atMs - (frames[index]?.atMs ?? 0));
    await answerTheRest(candidate);
    expect(Math.max(...gaps)).toBeLessThan(1_000);
    // The greeting continues: no silence is longer than between its sentences.
    const silences = [...heardAfterMs, 3_000].map((atMs, index) => atMs - (heardAfterMs[index - 1] ?? 0));
    expect(Math.max(...silences)).toBeLessThan(1_000);
    expect(tookOverAfterMs).toBeLessThan(OTHER_SERVER_MS);
    await runs.launch();
  });

  it('the interview continues while Redis is away for a moment during an answer', async () => {
    const candidate = await opened();
    await candidate.waitForQuestion(first);
    await redis.kill();
    await delay(2_000);
    await redis.start();
    await answerTheRest(candidate);
  });

  it('the recruiter is back on another sfu when its own is killed', async () => {
    const candidate = await opened();
    await candidate.waitForQuestion(first);
    const before = sfu;
    sfu = await startSfu({ REDIS_URL: redis.url, MEDIA_SECRET });
    await candidate.room.markPictures('before');
    await before.kill();
    const picture = candidate.page.locator('video[data-seat-id="recruiter"]:not([data-mark="before"])');
    await picture.waitFor({ timeout: 30_000 });
    await waitForFrames(picture, 10);
    await candidate.waitForQuestion(first);
    await answerTheRest(candidate);
  });
});
