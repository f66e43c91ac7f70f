import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consensusTexts } from '../../client/texts/consensus.ts';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { practiceRoom } from '../../client/texts/practiceRoom.ts';
import { rubricTexts } from '../../client/texts/rubric.ts';
import { site } from '../../client/texts/site.ts';
import { InterviewId } from '../../shared/ids.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import type { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { RecruiterButton } from '../../shared/recruiter/recruiterView.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import { ApiClient, OWNER, tokenOf } from '../support/apiClient.ts';
import { CandidateVoice } from '../support/candidateVoice.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { Mailbox } from '../support/mailbox.ts';
import { ADA } from '../support/personas.ts';
import {
  FINISHING_MS,
  RENDERING_MS,
  startPracticeServer,
  waitForReadyAttempts,
} from '../support/practiceServer.ts';
import { RaterPage } from '../support/raterPage.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { firstCompetencies, rateByKeys, readReportOn, writeReportOn } from '../support/reportWalk.ts';
import { joinButtonOf, RoomPage } from '../support/roomPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';
import { type Sound, synthesize } from '../support/spokenAudio.ts';
import { tabTo } from '../support/tabTo.ts';

const NAME = 'Augusta Byron';
const EMAIL = 'augusta@example.org';
const PHONE = { viewport: { width: 390, height: 844 }, phone: true };
const END_MS = 60_000;
const { actions, queue } = evaluationTexts;

const cleanUp = new AsyncDisposableStack();
let mailbox: Mailbox;
let server: ServerProcess;
let owner: ApiClient;
let kit: Kit;
let slug: Slug;
let browser: TestBrowser;
let spoken: Sound;

beforeAll(async () => {
  mailbox = cleanUp.use(await Mailbox.start());
  ({ server, owner, kit, slug } = await startPracticeServer({ SMTP_URL: mailbox.url }));
  cleanUp.use(server);
  const { settings } = await owner.call('evaluations.settings', {});
  await owner.call('evaluations.change', { settings: { ...settings, raters: 2 } });
  [browser, spoken] = await Promise.all([
    TestBrowser.launch({ persona: ADA }),
    synthesize(
      'I looked at the graphs first, because they show when it began. Then I compared the two releases.',
      {
        voice: 'rms',
        levelDbov: -24,
      },
    ),
  ]);
  cleanUp.use(browser);
}, 60_000);
afterAll(() => cleanUp.disposeAsync());

it(
  'four people: practice by voice, two blind raters who disagree and then agree, a report with clips, and the stars that the role counts',
  async () => {
    const [first, second] = [await evaluator('Ivy'), await evaluator('Grace')];
    const candidate = await browser.newPage(PHONE);
    await practices(candidate);

    const one = await ratesByKeyboard(first);
    const interviewId = InterviewId.parse(new URL(one.page.url()).pathname.split('/').at(-1));
    await ratesOnPhone(second, interviewId);
    await one.page.locator('[data-after-lock="write"]').waitFor();

    const author = await (await signedIn(browser, owner)).newPage();
    await author.goto(`${server.url}/console/reports/${interviewId}`);
    await writeReportOn(author, firstCompetencies(kit));
    const ready = await mailbox.mailTo(EMAIL, /report/);
    const address = /\S+\/report#\S+/.exec(ready.parts.get('text/plain') ?? '')?.[0] ?? '';
    await readReportOn(candidate, address);

    const { publications } = await owner.call('publications.list', {});
    const { numbers } = publications.find(one => one.slug === slug) ?? {};
    expect(numbers).toMatchObject({ average: 4, rated: 1, withFeedback: 1 });
    const stranger = await browser.newPage();
    await stranger.goto(`${server.url}/roles/${slug}`);
    await stranger.getByRole('heading', { level: 1 }).waitFor();
    expect(await stranger.getByText(site.stars('4.0', 1)).count(), 'one rating proves nothing').toBe(0);
  },
  RENDERING_MS + 3 * FINISHING_MS,
);

async function evaluator(name: string): Promise<ApiClient> {
  const email = `${name.toLowerCase()}@example.org`;
  const { url } = await owner.call('staff.invite', { email, role: 'evaluator' });
  const member = new ApiClient(server.url);
  await member.call('invitations.accept', { token: tokenOf(url), name, password: OWNER.password });
  await member.signIn(email, OWNER.password);
  return member;
}

/** Goes from the role's page to the private page with a watchable recording. */
async function practices(page: Page): Promise<void> {
  const voice = await CandidateVoice.on(page);
  const room = await RoomPage.on(page, `${server.url}/roles/${slug}`);
  const answering = new AnsweringPage({ page: room, voice });
  const press = (name: RecruiterButton) =>
    page.locator(`[data-button="${name}"]:not([aria-disabled])`).tap({ timeout: END_MS });
  const [question] = kit.questions as [Kit['questions'][number]];
  await page.getByRole('link', { name: site.practice }).first().tap();
  await page.getByRole('radio', { name: practice.lengths.question, exact: true }).tap();
  await page.getByRole('radio', { name: practice.start.purposes.evaluation.label }).tap();
  await page.getByLabel(practice.start.name).fill(NAME);
  await page.getByLabel(practice.start.email).fill(EMAIL);
  await page.getByRole('button', { name: practice.start.begin, exact: true }).tap();
  await page.getByRole('heading', { name: practiceRoom.hello }).waitFor({ timeout: RENDERING_MS });
  await joinButtonOf(page).tap();
  await answering.waitForQuestion(question.text);
  await answering.say(spoken);
  await press('finished');
  await answering.waitForQuestion(question.probes[0]?.text ?? '');
  await answering.say(spoken);
  await press('finished');
  await press('finish');
  await page.getByRole('heading', { name: practicePage.titleOf(NAME) }).waitFor({ timeout: END_MS });
  await waitForReadyAttempts(page, server);
}

/** Claims, watches the recording, rates, and locks, using only the keyboard. */
async function ratesByKeyboard(member: ApiClient): Promise<RaterPage> {
  const page = await (await signedIn(browser, member)).newPage();
  const rater = new RaterPage(page);
  await page.goto(`${server.url}/console/evaluations`);
  await page.locator('[data-evaluation]').waitFor();
  expect(await page.getByText(NAME).count()).toBe(0);
  await tabTo(page, page.getByRole('region', { name: queue.groups.open }).locator('ul'));
  await rater.keys('ArrowDown', 'Enter');
  const replay = new ReplayPage(page);
  await replay.ready();
  await replay.press('1', 'k');
  await waitForFrames(page.locator('[data-player] video').first(), 15);
  await replay.press('k');
  await rater.enter();
  await rateByKeys(rater, firstCompetencies(kit), [4, 4]);
  await rater.keys('c');
  await rater.type('Says what the graphs showed, and from when on.');
  await rater.keys('Escape');
  await rater.saveState('saved');
  const { review } = rubricTexts;
  await rater.tabTo(review.open);
  await rater.keys('Enter');
  // Practice asks for no recommendation.
  await tabTo(page, rater.panel.locator('textarea'));
  expect(await rater.panel.locator('input[type="radio"]').count()).toBe(0);
  await rater.type('Looks first, and says why.');
  await rater.keys('Tab', 'Enter');
  await page.getByRole('alertdialog', { name: review.confirmTitle }).waitFor();
  await tabTo(page, page.getByRole('alertdialog').getByRole('button', { name: review.confirm }));
  await rater.keys('Enter');
  await page.locator('[data-after-lock="rate"]').waitFor();
  expect(await page.getByText(NAME).count()).toBe(0);
  return rater;
}

/** Sees nothing of the first rater until the lock; then revises ratings that are two points apart. */
async function ratesOnPhone(member: ApiClient, interviewId: InterviewId): Promise<void> {
  const page = await (await signedIn(browser, member, PHONE)).newPage();
  const rater = new RaterPage(page);
  await page.goto(`${server.url}/console/evaluations`);
  await page.locator(`[data-evaluation="${interviewId}"]`).getByRole('button', { name: actions.claim }).tap();
  await new ReplayPage(page).tab('rubric').tap();
  const [clear, thin] = firstCompetencies(kit) as [string, string];
  await rater.radio(clear, 4).tap();
  await rater.radio(thin, 2).tap();
  await rater.saveState('saved');
  expect(await page.getByText('graphs showed').count()).toBe(0);
  const { review } = rubricTexts;
  await page.getByRole('button', { name: review.open }).tap();
  await rater.panel.locator('textarea').fill('The second part was thin.');
  await page.getByRole('button', { name: review.lock }).tap();
  await page.getByRole('alertdialog').getByRole('button', { name: review.confirm }).tap();
  await page.locator('[data-after-lock="agree"]').waitFor();
  const [, apart] = kit.questions[0]?.competencies ?? [];
  const row = page.locator(`[data-competency="${apart}"]`);
  await row
    .getByRole('button', { name: /^Revise/ })
    .first()
    .tap();
  await row.getByRole('radio', { name: '3' }).check({ force: true });
  await row.getByLabel(consensusTexts.revise.reason).fill('The comparison of the releases is in it.');
  await row.getByRole('button', { name: consensusTexts.revise.save }).tap();
  await page.locator('[data-after-lock="write"]').waitFor();
  await page.context().close();
}
