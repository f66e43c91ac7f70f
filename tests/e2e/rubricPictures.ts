import type { Page } from 'playwright-core';
import { rubricTexts } from '../../client/texts/rubric.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { CallStage } from '../support/callStage.ts';
import { RaterPage } from '../support/raterPage.ts';

type Take = (page: Page, name: string, schemes?: readonly ('light' | 'dark')[]) => Promise<void>;

/** Takes pictures of an evaluator's scorecard panel in a call, from the first rating to the lock. */
export async function takeRubric(takeAny: Take): Promise<void> {
  await using stage = await CallStage.create({}, {}, async () => KitId.parse('backend-developer'));
  const { lead, evaluator } = await stage.call('evaluator');
  const { page } = evaluator;
  const rater = new RaterPage(page);
  const take = (name: string) => takeAny(page, `rubric-${name}`, ['dark']);
  const openNext = async (number: number) => {
    await lead.page.locator('[data-conductor]').focus();
    await lead.page.keyboard.press('o');
    await page.locator('[data-conductor]').getByText(`Question ${number} of 9`).waitFor();
  };

  await rater.panel.waitFor();
  await take('before');
  await openNext(1);
  await rater.enter();
  await rater.keys('1', 'Tab');
  await rater.type('Could not say what an index costs.');
  await rater.keys('Escape', 'f', 'c');
  await rater.type('Starts from the query plan');
  await openNext(2);
  await take('held');
  await rater.keys('Escape');
  await take('notes');
  await rater.keys('g', '4');
  await rater.saveState('saved');
  await take('rated');

  await page.context().setOffline(true);
  await rater.saveState('offline');
  await rater.keys('3');
  await take('offline');
  await takeClash(stage, rater);
  await take('clash');
  await page.getByRole('button', { name: rubricTexts.scale.keep('3') }).click();
  await page.getByRole('button', { name: rubricTexts.keys.open }).click();
  await page.getByRole('dialog').waitFor();
  await take('keys');
  await page.keyboard.press('Escape');
  await takeLock(rater, take);
}

/** Changes a rating on another device of the same rater while this one is offline. */
async function takeClash(stage: CallStage, rater: RaterPage): Promise<void> {
  const other = await stage.interview.open('evaluator');
  const { chosen } = await other.request('kit.read', {});
  const question = chosen.kit.questions[1];
  const competencyId = question?.competencies[0];
  if (!question || !competencyId) throw new Error('The kit has too few questions.');
  await other.request('rating.put', {
    questionId: question.id,
    competencyId,
    value: 2,
    expectedVersion: 1,
    stamp: { mediaTimeMs: 0 },
  });
  await rater.page.context().setOffline(false);
  const clash = rater.page.getByText(rubricTexts.scale.clash('2', '3'));
  await clash.scrollIntoViewIfNeeded();
}

async function takeLock({ page, panel }: RaterPage, take: (name: string) => Promise<void>): Promise<void> {
  const { review, recommendations } = rubricTexts;
  await panel.getByRole('button', { name: review.open }).click();
  await take('review-open');
  const markN = panel.getByRole('button', { name: review.markNOf('') });
  for (let left = await markN.count(); left > 0; left -= 1) await markN.first().click();
  await panel.getByText(recommendations['strong-yes']).click();
  await panel.getByLabel(review.summary).fill('Careful with data, quick to measure.');
  const lock = panel.getByRole('button', { name: review.lock });
  await lock.scrollIntoViewIfNeeded();
  await take('review-ready');
  await lock.click();
  await page.getByRole('button', { name: review.confirm }).waitFor();
  await take('confirm');
  await page.getByRole('button', { name: review.confirm }).click();
  await panel.getByText(review.lockedTitle).waitFor();
  await take('locked');
}
