import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreementTexts } from '../../client/texts/agreement.ts';
import { consensusTexts } from '../../client/texts/consensus.ts';
import { insightTexts } from '../../client/texts/insights.ts';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { kitTexts } from '../../client/texts/kits.ts';
import { scorecardsTexts } from '../../client/texts/scorecards.ts';
import { scoringTexts } from '../../client/texts/scoring.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { LIMITS } from '../../shared/interview/fields.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { SCORECARD_FILES, type ScorecardFormat } from '../../shared/protocol/scoringRoutes.ts';
import { SCORING_WINDOW_MS } from '../../shared/rubric/scorecardOpening.ts';
import { expectAccessible } from '../support/accessible.ts';
import { ApiClient, OWNER, tokenOf } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { LOOKS_ON_DESKTOP } from '../support/looks.ts';
import { leavePage } from '../support/pagePool.ts';
import { PastInterviews } from '../support/pastInterviews.ts';
import { pdfPages } from '../support/pdfText.ts';
import { SeatSocket } from '../support/seatSocket.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';
import { signedIn, signedInPage } from '../support/signedIn.ts';

const FORMATS = Object.keys(SCORECARD_FILES) as ScorecardFormat[];
const REASON = 'One of us is away until Monday.';

let server: ServerProcess;
let owner: ApiClient;
let browser: TestBrowser;
let held: PastInterviews;
let blind: InterviewId;
let open: InterviewId;

beforeAll(async () => {
  ({ server, owner } = await sharedServer());
  browser = await sharedBrowser();
  const { kit } = await owner.call('kits.read', { kitId: KitId.parse('backend-developer') });
  const { kitId } = await owner.call('kits.create', { kit: { ...kit, role: 'Developer with scorecards' } });
  held = await PastInterviews.open(server.dataDir, kitId);
  blind = await held.hold({ edsgerLocks: false });
  open = await held.hold();
});
afterAll(() => held?.[Symbol.asyncDispose]());

const detailOf = (interviewId: InterviewId) => `${server.url}/console/interviews/${interviewId}`;
const agreementPage = () => `${server.url}/console/insights/${held.chosen.kitId}`;

/** Presses a download button and returns the saved file. */
async function saved(page: Page, format: ScorecardFormat): Promise<{ name: string; content: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: scorecardsTexts.exports.download(format) }).click();
  const file = await download;
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

async function invitedMember(email: string, role: 'interviewer' | 'organizer'): Promise<ApiClient> {
  const { url } = await owner.call('staff.invite', { email, role });
  const member = new ApiClient(server.url);
  await member.call('invitations.accept', { token: tokenOf(url), name: 'Ivy', password: OWNER.password });
  await member.signIn(email, OWNER.password);
  return member;
}

/** Tests run in order and follow one organizer. */
describe('scorecards in the console', () => {
  let page: Page;

  it('stay closed and reveal nothing while a rater has not locked', async () => {
    page = await signedInPage(browser, owner);
    await page.goto(detailOf(blind));
    const section = page.getByRole('region', { name: scorecardsTexts.title });
    await section.getByText(scorecardsTexts.section.independent).waitFor();
    const deadline = section.getByText(/^Evaluators can write them until \w{3},? \d/);
    const said = ((await section.textContent()) ?? '').replace((await deadline.textContent()) ?? '', '');
    expect(said).not.toMatch(/Grace|Barbara|Edsger|\d/);
    await page.goto(`${detailOf(blind)}/scorecards`);
    await page.getByRole('heading', { name: scorecardsTexts.page.blindTitle }).waitFor();
    expect(await page.getByRole('button', { name: scorecardsTexts.exports.download('pdf') }).count()).toBe(0);
  });

  it('say when the time to write them is over, and can still be opened then', async () => {
    const later = await (await signedIn(browser, owner)).newPage();
    await later.clock.install({ time: Date.now() + SCORING_WINDOW_MS + 60_000 });
    await later.goto(detailOf(blind));
    const section = later.getByRole('region', { name: scorecardsTexts.title });
    await section.getByText(scorecardsTexts.section.over).waitFor();
    expect(await section.textContent()).not.toMatch(/Grace|Barbara|Edsger|\d/);
    await section.getByRole('button', { name: scoringTexts.lead.openEarly }).waitFor();
    await later.context().close();
  });

  it('are in the menu of an ended interview, next to the recording if there is one', async () => {
    await page.goto(detailOf(blind));
    await page.getByRole('button', { name: interviewPageTexts.detail.more }).click();
    await page.getByRole('menuitem', { name: interviewPageTexts.detail.scorecards }).waitFor();
    expect(await page.getByRole('menuitem', { name: interviewPageTexts.detail.watch }).count()).toBe(0);
  });

  it('open early with a reason, readable by everyone', async () => {
    await page.goto(detailOf(blind));
    await page.getByRole('button', { name: scoringTexts.lead.openEarly }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: scoringTexts.lead.openEarlyConfirm }).click();
    await dialog.locator('[aria-invalid="true"]').waitFor();
    await dialog.getByLabel(scoringTexts.lead.reason).fill(REASON);
    await dialog.getByRole('button', { name: scoringTexts.lead.openEarlyConfirm }).click();
    await page.getByRole('link', { name: scorecardsTexts.section.read }).click();
    await page.locator('[data-headline]').waitFor();
    await page.getByText(REASON).waitFor();
    expect(await page.locator('[data-consensus]').textContent()).toMatch(/Grace Hopper/);
    expect(await page.locator('[data-consensus]').textContent()).not.toMatch(/Edsger/);
  });

  it('are downloaded as files from the same page', async () => {
    await page.goto(`${detailOf(open)}/scorecards`);
    await page.locator('[data-headline]').waitFor();
    const files = new Map<ScorecardFormat, Buffer>();
    for (const format of FORMATS) {
      const { name, content } = await saved(page, format);
      expect(name).toMatch(new RegExp(`^scorecards-[a-z-]+-\\d{4}-\\d\\d-\\d\\d\\.${format}$`));
      files.set(format, content);
    }
    expect(files.get('csv')?.toString()).toContain('"Edsger Dijkstra"');
    expect(JSON.parse(String(files.get('json')))).toHaveLength(3);
    expect(pdfPages(files.get('pdf') ?? Buffer.of()).join('\n')).toContain('Grace Hopper');
  });

  it('are read-only for people who did not rate', async () => {
    await page.locator('[data-consensus] [aria-expanded="false"]').first().click();
    await page.getByText(consensusTexts.details.anchors).first().waitFor();
    expect(await page.getByRole('button', { name: /^Revise/ }).count()).toBe(0);
  });

  it('accept no change after the organizer has closed scoring', async () => {
    await page.goto(detailOf(open));
    await page.getByRole('button', { name: scoringTexts.lead.closeRating.action }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: scoringTexts.lead.closeRating.action })
      .click();
    await page.getByText(scorecardsTexts.section.closed).waitFor();
    // While the dialog is open, buttons behind it have no role.
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: scoringTexts.lead.closeRating.action }).count()).toBe(0);
    await leavePage(page);
  });

  it('are readable by an interviewer who rated, who cannot download or change them', async () => {
    const ivysPage = await signedInPage(
      browser,
      await invitedMember('grace.hopper@example.org', 'interviewer'),
    );
    await ivysPage.goto(detailOf(open));
    await ivysPage.getByRole('link', { name: scorecardsTexts.section.read }).click();
    await ivysPage.getByText(consensusTexts.score.headline).waitFor();
    expect(
      await ivysPage.getByRole('button', { name: scorecardsTexts.exports.download('csv') }).count(),
    ).toBe(0);
    await ivysPage.goto(agreementPage());
    await ivysPage.getByText(agreementTexts.forbidden).waitFor();
    await leavePage(ivysPage);
  });

  itInWholeRuns(
    'say that they do not update while a member has interviews open on too many pages',
    async () => {
      const max = await invitedMember('max@example.org', 'organizer');
      const others = Array.from({ length: LIMITS.pagesPerMember }, () => SeatSocket.openConsole(max, blind));
      const pages = await Promise.all(others);
      const last = await signedInPage(browser, max);
      for (const address of [detailOf(open), `${detailOf(open)}/scorecards`]) {
        await last.goto(address);
        await last.getByText(interviewPageTexts.detail.tooManyPages).waitFor();
      }
      for (const page of pages) page.close();
      await leavePage(last);
    },
  );
});

describe('agreement between raters in the console', () => {
  it('is hidden below ten candidates and shows the progress to ten', async () => {
    const page = await signedInPage(browser, owner);
    await page.goto(`${server.url}/console/kits`);
    const { role, level } = held.chosen.kit;
    await page.getByRole('button', { name: kitTexts.list.actions(kitTexts.name(role, level)) }).click();
    await page.getByRole('menuitem', { name: agreementTexts.menu }).click();
    await page.getByRole('heading', { name: agreementTexts.hidden.title(2, 10) }).waitFor();
    await leavePage(page);
  });

  it('shows each coefficient with its interval and sample, and explains it on one press', async () => {
    await held.holdMany(12);
    const page = await signedInPage(browser, owner);
    await page.goto(agreementPage());
    const trust = page.getByRole('region', { name: agreementTexts.reliability.title });
    await trust
      .getByText(/^95% interval .*, n = 14 candidates$/)
      .nth(2)
      .waitFor();
    const raters = page.getByRole('region', { name: agreementTexts.raters.title });
    await expect.poll(() => raters.getByRole('heading', { level: 3 }).count()).toBe(3);
    await raters
      .getByText(/points stricter/)
      .first()
      .waitFor();
    expect(await trust.getByText(agreementTexts.reliability.explanation).isVisible()).toBe(false);
    await trust.getByText(agreementTexts.explain).click();
    expect(await trust.getByText(agreementTexts.reliability.explanation).isVisible()).toBe(true);
    await leavePage(page);
  });
});

describe('insights in the console', () => {
  it('show the figures of the period and role in the address, and are downloaded as a file', async () => {
    const hold = () => held.hold({ scheduledAt: Date.UTC(2001, 1, 3) });
    await hold();
    const page = await signedInPage(browser, owner);
    await page.goto(`${server.url}/console/insights?from=2001-02-01&to=2001-02-28`);
    const steps = page.getByRole('region', { name: insightTexts.funnel.title });
    await steps.getByText(insightTexts.funnel.tooFew(5)).waitFor();
    for (let number = 0; number < 4; number += 1) await hold();
    await page.reload();
    await steps.getByRole('row', { name: `${insightTexts.funnel.steps.planned} 5 100%` }).waitFor();
    // Says what will be shown before it says how many candidates are missing.
    await page.getByText(insightTexts.agreement(10)).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: insightTexts.role, exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Backend Developer' }).click();
    await page.waitForURL(url => url.search === '?from=2001-02-01&to=2001-02-28&role=Backend+Developer');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: insightTexts.download }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toContain(
      '"Backend Developer","Planned","5"',
    );
    await leavePage(page);
  });
});

describe.each(LOOKS_ON_DESKTOP)('$look, axe finds no serious problem', ({ options }) => {
  itInWholeRuns('on the scorecards, in the interview, and on the agreement of a kit', async () => {
    const page = await signedInPage(browser, owner, options);
    await page.goto(`${detailOf(open)}/scorecards`);
    await page.locator('[data-headline]').waitFor();
    await expectAccessible(page);
    await page.goto(detailOf(blind));
    await page.getByRole('region', { name: scorecardsTexts.title }).waitFor();
    await expectAccessible(page);
    await page.goto(agreementPage());
    await page.getByRole('region', { name: agreementTexts.pairs.title }).waitFor();
    for (const explain of await page.getByText(agreementTexts.explain).all()) await explain.click();
    await expectAccessible(page);
    await leavePage(page);
  });
});
