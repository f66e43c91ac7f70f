import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consensusTexts } from '../../client/texts/consensus.ts';
import { scoringTexts } from '../../client/texts/scoring.ts';
import { interviewKitOf } from '../../shared/kit/kit.ts';
import { partsOfKey } from '../../shared/rubric/rating.ts';
import { expectAccessible } from '../support/accessible.ts';
import { exampleKit } from '../support/exampleKit.ts';
import type { Part } from '../support/interviewStage.ts';
import { openPageTheatre } from '../support/pageTheatre.ts';
import { BARBARA, EDSGER, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';
import { lock, rateAll, ratingKeysOf } from '../support/scriptedRater.ts';
import type { SeatSocket } from '../support/seatSocket.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1_440, height: 900 };
const REASON = 'Edsger is away until Monday.';

const kit = interviewKitOf(exampleKit());
const theatre = openPageTheatre({ kit: exampleKit() });
let raters: Record<'lead' | 'second' | 'evaluator', SeatSocket>;

/** Ended interview that all have rated; lead and evaluator have locked. */
beforeEach(async () => {
  raters = await theatre.stage.inside('second', 'evaluator');
  await Promise.all([
    rateAll(raters.lead, kit, [4, 2]),
    rateAll(raters.evaluator, kit, 2),
    rateAll(raters.second, kit, 'N'),
  ]);
  await raters.lead.request('session.end', {});
  await lock(raters.lead, 'yes', 'Clear and calm.');
  await lock(raters.evaluator, 'no');
});
afterEach(() => {
  expect(theatre.complaints, 'what browsers complained about').toEqual([]);
});

const headingOn = (page: RoomPage, name: string) => page.page.getByRole('heading', { name }).waitFor();

/** Opens a person's link again after everyone has locked. */
async function openConsensus(part: Part): Promise<RoomPage> {
  const page = await theatre.open(part);
  await headingOn(page, consensusTexts.title);
  return page;
}

const answersOf = (page: RoomPage, part: Part) =>
  page.page.locator(`[data-rater="${theatre.stage.seatId(part)}"]`);

describe('after the call, until everyone has locked', () => {
  it('raters who have locked wait, and no one sees the progress of the others', async () => {
    for (const part of ['lead', 'evaluator'] as const) {
      const page = await theatre.open(part);
      await headingOn(page, scoringTexts.waiting.title);
      await expectAccessible(page.page);
      expect(await page.page.getByText(EDSGER.name).count()).toBe(0);
    }
  });

  it('the link opens the scorecard again, and asks for no camera or microphone', async () => {
    const edsger = await theatre.open('second', {
      prepare: context =>
        context.addInitScript(() => {
          navigator.mediaDevices.getUserMedia = async () => {
            document.documentElement.dataset.asked = 'yes';
            throw new DOMException('Not here', 'NotFoundError');
          };
        }),
    });
    await headingOn(edsger, scoringTexts.rating.title);
    expect(await edsger.page.locator('html').getAttribute('data-asked')).toBeNull();
    await expectAccessible(edsger.page);
  });

  it('the lead opens early with a reason; raters who have locked see the scorecards, the others only after they lock', async () => {
    const [lead, evaluator, edsger] = await Promise.all(
      (['lead', 'evaluator', 'second'] as const).map(part => theatre.open(part)),
    );
    if (!lead || !evaluator || !edsger) throw new Error('All three pages are open.');
    await lead.page.getByRole('button', { name: scoringTexts.lead.openEarly }).click();
    const dialog = lead.page.getByRole('dialog', { name: scoringTexts.lead.openEarlyTitle });
    await dialog.getByRole('button', { name: scoringTexts.lead.openEarlyConfirm }).click();
    await dialog.getByText(scoringTexts.lead.sayWhy).waitFor();
    await expectAccessible(lead.page);
    await dialog.getByLabel(scoringTexts.lead.reason).fill(REASON);
    await lead.page.keyboard.press('Enter');

    for (const page of [lead, evaluator]) {
      await headingOn(page, consensusTexts.title);
      await page.page.getByText(REASON).waitFor();
      expect(await page.page.locator('[data-recommendation]').count()).toBe(2);
    }
    await edsger.page.getByText(REASON).waitFor();
    expect(raters.second.view.rubric?.scorecards).toBeUndefined();
    const seen = (await edsger.page.locator('body').textContent()) ?? '';
    expect(seen).not.toContain('Clear and calm.');
    expect(seen).not.toContain(BARBARA.name);

    // The score is the mean of the locked ratings, and a "not observed" does not lower it after the last
    // lock.
    const headline = (page: RoomPage) => page.page.locator('[data-headline]').textContent();
    const before = await headline(lead);
    await lock(raters.second, 'strong-yes');
    await headingOn(edsger, consensusTexts.title);
    for (const page of [lead, evaluator, edsger]) {
      await page.page.getByText(consensusTexts.score.from(2 * ratingKeysOf(kit).length, 3)).waitFor();
      expect(await headline(page)).toBe(before);
    }
  });
});

describe('after everyone has locked', () => {
  beforeEach(() => lock(raters.second, 'strong-yes'));

  it('a row with ratings far apart is open and shows what each rater heard, the lowest first', async () => {
    const lead = await openConsensus('lead');
    // The spread fits on one line.
    for (const mark of await lead.page.locator('[data-spread]').all())
      expect((await mark.boundingBox())?.height).toBe(24);
    const row = lead.page.locator('[data-competency="competency-1"]');
    await row.locator('[data-rater]').first().waitFor();
    // Answers whose ratings are far apart are marked, and come first.
    const answers = row.locator('[data-answer]');
    expect(await answers.first().getAttribute('data-apart')).not.toBeNull();
    const names = await answers
      .first()
      .locator('[data-rater]')
      .evaluateAll(sections => sections.map(section => section.getAttribute('aria-label')));
    expect(names).toEqual([BARBARA.name, GRACE.name, EDSGER.name]);
    await row
      .getByText(kit.competencies[0]?.anchors[3] ?? '', { exact: true })
      .first()
      .waitFor();
    await expectAccessible(lead.page);
  });

  it('the lead revises their own rating by keyboard, with a reason that everyone sees', async () => {
    const lead = await openConsensus('lead');
    const evaluator = await openConsensus('evaluator');
    const own = answersOf(lead, 'lead');
    await own.first().waitFor();
    // Once the recording can be played, answers link to it.
    expect(
      await answersOf(lead, 'evaluator')
        .getByRole('button', { name: /^Revise/ })
        .count(),
    ).toBe(0);
    await own
      .getByRole('button', { name: /^Revise/ })
      .first()
      .press('Enter');
    const places = () =>
      lead.page
        .locator('[data-answer], [data-rater]')
        .evaluateAll(all =>
          all.map(one => one.getAttribute('data-rater') ?? one.getAttribute('data-answer')),
        );
    const before = await places();
    // The first choice has the focus; arrows move on from it.
    await own.getByRole('radio', { name: '1' }).press('ArrowRight');
    await own.getByLabel(consensusTexts.revise.reason).fill('Barbara heard what I had missed.');
    await own.getByLabel(consensusTexts.revise.reason).press('Tab');
    await lead.page.keyboard.press('Enter');
    await own.locator('[data-revising]').waitFor({ state: 'detached' });
    await own.getByText('4 → 2').waitFor();
    // Raters and answers keep their places.
    expect(await places()).toEqual(before);
    await lead.page.waitForFunction(() => document.activeElement?.textContent === 'Revise');

    await evaluator.page.getByText('Barbara heard what I had missed.').waitFor();
    const revised = await evaluator.page.locator('[data-revised]').textContent();
    expect(revised).not.toBe((await evaluator.page.locator('[data-headline]').textContent())?.slice(0, 3));
  });

  it('ends for a rater who keeps their ratings, and says for whom it still waits', async () => {
    const lead = await openConsensus('lead');
    const comparing = lead.page.locator('[data-comparing]');
    const { keep, keepTitle } = consensusTexts.comparing;
    await lead.page.getByRole('button', { name: keep }).click();
    await lead.page.getByRole('alertdialog', { name: keepTitle }).getByRole('button', { name: keep }).click();
    await lead.page.locator('[data-comparing="kept"]').waitFor();
    await comparing.getByText(/^You’ve compared\. Waiting for .+/).waitFor();
    await expectAccessible(lead.page);
  });

  it('a revision from another page of the same rater is shown, and typed text stays, on a phone too', async () => {
    const [first] = ratingKeysOf(kit);
    if (!first) throw new Error('The kit asks for no rating.');
    const lead = await openConsensus('lead');
    const own = lead.page.locator(`[data-answer="${first}"] [data-rater="${theatre.stage.seatId('lead')}"]`);
    await own.getByRole('button', { name: /^Revise/ }).click();
    await own.getByRole('radio', { name: '5' }).press('Space');
    await own.getByLabel(consensusTexts.revise.reason).fill('On third thoughts.');
    // Keeps what is typed.
    await lead.page.keyboard.press('Escape');
    await raters.lead.request('rating.revise', {
      ...partsOfKey(first),
      value: 3,
      reason: 'From my phone.',
      expectedRevisions: 0,
    });
    await own.getByText(consensusTexts.revise.conflictTitle).waitFor();
    expect(await own.getByLabel(consensusTexts.revise.reason).inputValue()).toBe('On third thoughts.');
    await expectAccessible(lead.page);
    await own.getByRole('button', { name: consensusTexts.revise.save }).click();
    await own.getByText('3 → 5').waitFor();
    await own.locator('[data-revising]').waitFor({ state: 'detached' });
    // Rotating the device closes no row.
    await lead.page.setViewportSize(PHONE);
    await lead.page.getByText('On third thoughts.').waitFor();
    await expectAccessible(lead.page);
    await lead.page.setViewportSize(DESKTOP);
    await lead.page.getByText('On third thoughts.').waitFor();
  });

  it('no rating can be revised after the lead has closed the scoring', async () => {
    const lead = await openConsensus('lead');
    const revise = lead.page.getByRole('button', { name: /^Revise/ }).first();
    await revise.waitFor();
    await lead.page.getByRole('button', { name: scoringTexts.lead.endComparison.action }).click();
    await lead.page
      .getByRole('alertdialog')
      .getByRole('button', { name: scoringTexts.lead.endComparison.action })
      .click();
    // While the dialog is open, buttons behind it have no role.
    await lead.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await revise.waitFor({ state: 'detached' });
    await answersOf(lead, 'lead').first().waitFor();
  });
});
