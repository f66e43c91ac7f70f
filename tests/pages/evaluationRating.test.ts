import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calibrationTexts } from '../../client/texts/calibration.ts';
import { consensusTexts } from '../../client/texts/consensus.ts';
import { evaluationRatingTexts } from '../../client/texts/evaluationRating.ts';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { rubricTexts } from '../../client/texts/rubric.ts';
import { CLAIM_LEASE_MS } from '../../shared/evaluation/evaluationSettings.ts';
import type { InterviewId, UserId } from '../../shared/ids.ts';
import { QUEUE_PAGE } from '../../shared/protocol/evaluationRoutes.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ApiClient, OWNER, tokenOf } from '../support/apiClient.ts';
import { chosenKit } from '../support/exampleKit.ts';
import { leavePage } from '../support/pagePool.ts';
import { RaterPage } from '../support/raterPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';
import { signedInPage } from '../support/signedIn.ts';
import { smallTargets } from '../support/smallTargets.ts';
import { tabTo } from '../support/tabTo.ts';
import { WaitingEvaluations, WRITTEN_ANSWER } from '../support/waitingEvaluations.ts';

const { actions, queue, taken } = evaluationTexts;
const { after, over, rating } = evaluationRatingTexts;
const { calibration } = calibrationTexts;
const DESKTOP = { width: 1_440, height: 900 };
const PHONE = { width: 390, height: 844 };

let server: ServerProcess;
let owner: ApiClient;
let ivy: ApiClient;
let waiting: WaitingEvaluations;
const pages: Page[] = [];

beforeAll(async () => {
  ({ server, owner } = await sharedServer());
  await owner.call('evaluations.change', { settings: { invitedReports: true } });
  waiting = await WaitingEvaluations.open(server.dataDir);
  const email = 'ivy.evaluates@example.org';
  const { url } = await owner.call('staff.invite', { email, role: 'evaluator' });
  ivy = new ApiClient(server.url);
  await ivy.call('invitations.accept', { token: tokenOf(url), name: 'Ivy', password: OWNER.password });
  await ivy.signIn(email, OWNER.password);
});
afterAll(() => waiting?.[Symbol.asyncDispose]());
afterEach(async () => {
  for (const page of pages.splice(0)) await leavePage(page);
});

async function open(member: ApiClient, path: string): Promise<Page> {
  const page = await signedInPage(await sharedBrowser(), member);
  pages.push(page);
  await page.goto(`${server.url}/console/evaluations${path}`);
  return page;
}

const row = (page: Page, interviewId: InterviewId) => page.locator(`[data-evaluation="${interviewId}"]`);
const ended = (page: Page, end: keyof typeof over) => page.locator(`[data-claim-over="${end}"]`);

/** Claims the evaluation on a page of this member and waits for the panel. */
async function claimed(member: ApiClient, interviewId: InterviewId): Promise<RaterPage> {
  await member.call('evaluations.claim', { interviewId });
  const rater = new RaterPage(await open(member, `/${interviewId}`));
  await rater.panel.waitFor();
  return rater;
}

describe('an evaluation', () => {
  it('goes to one of two people who claim it at the same time; the other sees who has it and claims the next one', async () => {
    const [first, second] = [await waiting.add(), await waiting.add()];
    const both = await Promise.all([open(owner, ''), open(ivy, '')]);
    await Promise.all(both.map(page => row(page, first).waitFor()));
    await Promise.all(
      both.map(page => row(page, first).getByRole('button', { name: actions.claim }).click()),
    );
    const outcomes = await Promise.all(
      both.map(page =>
        Promise.race([
          page.waitForURL(`**/evaluations/${first}`).then(() => 'claimed'),
          page
            .getByRole('dialog')
            .waitFor()
            .then(() => 'taken'),
        ]),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['claimed', 'taken']);
    const loser = both[outcomes.indexOf('taken')];
    const winnerName = outcomes[0] === 'claimed' ? OWNER.name : 'Ivy';
    if (!loser) throw new Error('Someone came second.');
    const dialog = loser.getByRole('dialog', { name: taken.title([winnerName]) });
    await dialog.locator(`[data-next="${second}"]`).waitFor();
    await dialog.getByRole('button', { name: taken.claimNext }).click();
    await loser.waitForURL(`**/evaluations/${second}`);
    await loser.getByText(WRITTEN_ANSWER).waitFor();
    await Promise.all(
      [owner, ivy].map(async member => {
        const { items } = await member.call('evaluations.list', { filter: { who: 'mine' } });
        for (const { interviewId } of items) await member.call('evaluations.release', { interviewId });
      }),
    );
  });

  it('is claimed, read, rated, and locked using only the keyboard; then the report can be written', async () => {
    const interviewId = await waiting.add();
    const rater = new RaterPage(await open(ivy, ''));
    const { page } = rater;
    const action = row(page, interviewId).locator('[data-row]');
    await tabTo(page, page.getByRole('region', { name: queue.groups.open }).locator('ul'));
    for (let rows = 0; rows < QUEUE_PAGE; rows += 1) {
      if (await action.evaluate(element => element === document.activeElement)) break;
      await rater.keys('ArrowDown');
    }
    await rater.keys('Enter');
    await page.waitForURL(`**/evaluations/${interviewId}`);
    await rater.panel.getByText(WRITTEN_ANSWER).waitFor();
    // The key works from anywhere on the page.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await rater.keys('p');
    await rater.panel.locator('[role="radio"]:focus').waitFor();
    await page
      .locator('[data-claim-left]')
      .getByText(/^Yours for another (1 hr 59 min|2 hr)/)
      .waitFor();
    expect(await page.getByText('Ada').count()).toBe(0);
    await expectAccessibleInEveryLook(page);
    await page.setViewportSize(PHONE);
    expect(await smallTargets(page)).toEqual([]);
    await page.setViewportSize(DESKTOP);
    await rater.panel.focus();
    await rater.keys('4');
    await rater.rated('Databases', 4);
    await rater.keys('?');
    const shortcuts = page.getByRole('dialog', { name: rubricTexts.keys.title });
    await shortcuts.waitFor();
    await rater.keys('Escape');
    await shortcuts.waitFor({ state: 'detached' });
    await rater.panel.focus();
    await rater.tabTo(rubricTexts.question.next);
    await rater.keys('Enter');
    await rater.focused('h3').waitFor();
    await rater.panel.getByText(rubricTexts.question.of(2, 7)).waitFor();
    await rater.tabTo(rubricTexts.review.open);
    await rater.keys('Enter');
    for (const competency of ['Debugging', 'Communication', 'Judgment', 'Drive']) {
      await rater.tabTo(`No evidence: COMPMARK ${competency}`);
      await rater.keys('Enter');
    }
    // Moves from the last rating to the four values, which are native radios, and on to the summary.
    await rater.keys('Tab', 'Tab', 'Space', 'ArrowRight', 'Tab');
    await rater.focused('textarea').waitFor();
    await rater.type('Measures first.');
    await rater.saveState('saved');
    await rater.keys('Tab', 'Enter');
    await page.getByRole('alertdialog').waitFor();
    await rater.keys('Tab', 'Enter');
    await page.locator('[data-after-lock="write"]').getByText(after.write).waitFor();
    expect(await page.getByText(rubricTexts.review.lockedTitle).count()).toBe(0);
    const bar = await page.locator('[data-rating-bar]').boundingBox();
    const said = await page.locator('[data-after-lock]').boundingBox();
    if (!bar || !said) throw new Error('The bar or the notice is not visible.');
    expect(said.y).toBeGreaterThanOrEqual(bar.y + bar.height);
    expect(await page.locator('[data-claim-left]').count()).toBe(0);
    await rater.tabTo(actions.write, true);
    expect(await page.locator(':focus').getAttribute('href')).toBe(`/console/reports/${interviewId}`);
    await expectAccessibleInEveryLook(page);
  });

  it('says so when the claim expires while typing, and has every word after it is claimed again', async () => {
    const interviewId = await waiting.add();
    const rater = await claimed(ivy, interviewId);
    const { page } = rater;
    await rater.panel.focus();
    await rater.keys('c');
    await rater.type('Reads the plan');
    await rater.saveState('saved');
    await waiting.age(interviewId, CLAIM_LEASE_MS + 1_000);
    // One input event, because the panel can close between two keys.
    await page.keyboard.insertText(' before the index');
    await ended(page, 'expired').getByRole('heading', { name: over.expired.title }).waitFor();
    await expectAccessibleInEveryLook(page);
    await page.getByRole('button', { name: over.again }).click();
    await rater.note('Reads the plan before the index').waitFor();
    await rater.saveState('saved');
  });

  it('asks before it is returned, and has the draft when it is claimed again', async () => {
    const interviewId = await waiting.add();
    const rater = await claimed(ivy, interviewId);
    const { page } = rater;
    const address = `**/api/evaluations/interviews/${interviewId}`;
    await page.route(address, async route => {
      const response = await route.fetch();
      const { item } = (await response.json()) as { item: object };
      await route.fulfill({ response, json: { item: { ...item, recording: 'failed' } } });
    });
    await page.reload();
    await rater.panel.waitFor();
    await page.locator('[data-unplayable="failed"]').getByText(rating.unplayable.askForRetry).waitFor();
    await page.unroute(address);
    await rater.panel.focus();
    await rater.keys('3');
    await rater.rated('Databases', 3);
    await rater.saveState('saved');
    await page.getByRole('button', { name: rating.handBack }).click();
    await page
      .getByRole('alertdialog', { name: rating.handBackTitle })
      .getByRole('button', { name: rating.handBack })
      .click();
    await page.waitForURL('**/console/evaluations');
    await row(page, interviewId).getByText(evaluationTexts.who.draft).waitFor();
    await page.goto(`${server.url}/console/evaluations/${interviewId}`);
    await page.getByText(rating.offer.draft).waitFor();
    await page.getByRole('button', { name: actions.claim }).click();
    await rater.rated('Databases', 3);
  });

  it('can be rated in one tab at a time, and closes when a lead takes it back', async () => {
    const interviewId = await waiting.add();
    const first = await claimed(ivy, interviewId);
    const second = await open(ivy, `/${interviewId}`);
    await ended(first.page, 'elsewhere').getByRole('heading', { name: over.elsewhere.title }).waitFor();
    await first.page.getByRole('button', { name: over.continueHere }).click();
    await first.panel.waitFor();
    await ended(second, 'elsewhere').waitFor();
    const { item } = await owner.call('evaluations.read', { interviewId });
    const userId = item.claims[0]?.userId as UserId;
    await owner.call('evaluations.takeBack', { interviewId, userId });
    await ended(first.page, 'takenBack').getByRole('heading', { name: over.takenBack.title }).waitFor();
    await first.page.getByRole('link', { name: rating.back }).click();
    await row(first.page, interviewId).waitFor();
  });

  it('that is a reference shows the distance from the agreed ratings once it is locked', async () => {
    const interviewId = await waiting.add();
    const claim = async (member: ApiClient) => {
      const result = await member.call('evaluations.claim', { interviewId });
      if (result.outcome !== 'claimed') throw new Error('It is taken.');
      return result.claim.seatId;
    };
    await waiting.rate(interviewId, await claim(owner), 2);
    const { kit } = chosenKit();
    const ratings = Object.fromEntries(kit.competencies.map(({ id }) => [id, 2 as const]));
    await owner.call('evaluations.markReference', { interviewId, ratings });
    await owner.call('evaluations.change', { settings: { calibration: true } });
    await waiting.rate(interviewId, await claim(ivy), 4);
    const page = await open(ivy, `/${interviewId}`);
    const compared = page.locator(`[data-compared="${interviewId}"]`);
    await compared.getByText(calibration.difference(2)).first().waitFor();
    await page.getByRole('heading', { name: consensusTexts.compared.title }).waitFor();
    await expectAccessibleInEveryLook(page);
    await owner.call('evaluations.change', { settings: { calibration: false } });
  });

  it('says that an evaluation does not exist', async () => {
    const page = await open(ivy, '/019aa000-0000-7000-8000-000000000000');
    await page.getByText(rating.unknown).waitFor();
    await page.goto(`${server.url}/console/evaluations/nonsense-1`);
    await page.getByText(rating.unknown).waitFor();
  });
});
