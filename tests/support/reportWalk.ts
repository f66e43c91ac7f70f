import type { Page } from 'playwright-core';
import { readReport } from '../../client/texts/readReport.ts';
import { reportEditorTexts } from '../../client/texts/reportEditor.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import { waitForFrames } from './decodedVideo.ts';
import { waitForSound } from './playedSound.ts';
import type { RaterPage } from './raterPage.ts';

/** Clips are cut while other tests run. */
const CUTTING_MS = 120_000;
const ACTION = 'Name two causes that the graphs rule out, and how.';

/** Names of the competencies of the first question. */
export function firstCompetencies({
  questions,
  competencies,
}: Pick<Kit, 'questions' | 'competencies'>): string[] {
  return (questions[0]?.competencies ?? []).map(
    wanted => competencies.find(({ id }) => id === wanted)?.name ?? '',
  );
}

/** Rates them by keyboard in order. */
export async function rateByKeys(
  rater: RaterPage,
  names: readonly string[],
  values: readonly (1 | 2 | 3 | 4 | 5)[],
): Promise<void> {
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? 3;
    await rater.keys(`${value}`);
    await rater.rated(name, value);
    if (index + 1 === names.length) continue;
    // The scale starts with 5; after its last value, N, it wraps around.
    for (let step = 5 - value; step <= 5; step += 1) await rater.keys('ArrowDown');
  }
}

/** Writes and publishes a report in the console, and fixes the linter's findings. */
export async function writeReportOn(page: Page, names: readonly string[]): Promise<void> {
  const { publish, points } = reportEditorTexts;
  const field = (place: string) => page.locator(`[data-path="${place}"]`);
  const point = (place: string) => page.locator(`[data-point="${place}"]`);
  await page.locator('[data-note]').first().press('k');
  await point('keep.0').waitFor();
  await page.locator('[data-note]').first().press('c');
  await point('change.0').waitFor();
  await field('headline').fill('You are not confident.');
  await page.getByText('is about the person').first().waitFor();
  await field('headline').fill('The graphs carried the answer; say next time what you ruled out.');
  // The level from the report's table.
  for (const [index, place] of ['keep.0', 'change.0'].entries())
    await point(place)
      .getByLabel(points.competency)
      .selectOption({ label: names[index] ?? '' });
  await field('keep.0.seen').fill('The answer began with what was measured, and when.');
  await field('keep.0.action').fill('It lets others follow. Begin the same way when the pressure is on.');
  await field('change.0.seen').fill('The comparison came without what it ruled out.');
  await field('change.0.action').fill(ACTION);
  await page.getByRole('button', { name: publish.button, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: publish.button, exact: true }).click();
  await page.locator('[data-published]').waitFor();
}

/** On a phone: guesses the result, sees and hears the clips, and gives the report four stars. */
export async function readReportOn(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
  const { guess, ladder, rating } = readReport;
  await page.locator('[data-guess] label').nth(3).tap();
  const last = page.getByRole('button', { name: guess.open, exact: true });
  while (!(await last.isVisible())) {
    const step = await page.locator('[data-guess]').getAttribute('data-guess');
    await page.getByRole('button', { name: guess.next }).tap();
    // The page may react to a tap with a delay.
    await page.locator(`[data-guess]:not([data-guess="${step}"])`).waitFor();
  }
  await last.tap();
  await page.getByText(ACTION).waitFor();
  await page.getByText(ladder.guess(4)).first().waitFor();
  const clip = page.locator('[data-clip="ready"]').first();
  await clip.getByRole('button').tap({ timeout: CUTTING_MS });
  await waitForFrames(clip.locator('video'), 15);
  await waitForSound(clip);
  await page.getByLabel(rating.star(4)).check({ force: true });
  for (const question of ['specific', 'fair', 'nextStep'] as const)
    await page
      .getByRole('group', { name: rating.questions[question] })
      .getByText(rating.answers.yes, { exact: true })
      .tap();
  await page.getByRole('button', { name: rating.send }).tap();
  await page.getByText(rating.saved).waitFor();
}
