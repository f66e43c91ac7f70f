import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { practicePage } from '../../client/texts/practicePage.ts';
import { readReport } from '../../client/texts/readReport.ts';
import { AppError } from '../../shared/errors.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { LOOKS_ON_PHONE } from '../support/looks.ts';
import { type MadeUpPractice, madeUpAttempt, madeUpPage, PAGE, SLUG } from '../support/madeUpPractice.ts';
import { strongReport } from '../support/madeUpReport.ts';
import { PrivatePage } from '../support/privatePage.ts';
import { MadeUpReader, openReport } from '../support/reportPage.ts';

const { reports } = practicePage;
const DAY_MS = 86_400_000;
const ready = (unread: boolean) =>
  madeUpAttempt(2, {
    purpose: 'evaluation',
    evaluation: 'ready',
    report: { publishedAt: Date.now() - DAY_MS, unread },
  });

const own = PrivatePage.ofEach();
const { askNow, button } = own;
let house: MadeUpPractice;
let page: Page;
beforeEach(() => {
  ({ house, page } = own);
});

describe('a report on a private page', () => {
  it('shows its due time while it is written, and stands out once it is published and unread', async () => {
    const waiting = madeUpAttempt(1, {
      purpose: 'evaluation',
      evaluation: 'waiting',
      report: { promisedAt: Date.now() + DAY_MS, unread: false },
    });
    await own.open(waiting, ready(true));
    const [first, second] = [page.getByRole('article').nth(0), page.getByRole('article').nth(1)];
    await first.getByText(/Report due by tomorrow, \d/).waitFor();
    await second.getByText(reports.unread).waitFor();
    expect(await first.getByRole('button', { name: reports.read }).count()).toBe(0);
    await second.getByRole('button', { name: reports.read }).waitFor();
    await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
    const promisedAt = Date.now() - DAY_MS;
    house.page = madeUpPage([{ ...waiting, report: { promisedAt, unread: false } }, ready(false)]);
    await askNow();
    await first.getByText(/late. It was due by yesterday, /).waitFor();
    await second.getByText(practicePage.evaluations.ready).waitFor();
  });

  it('opens with the key of the page, links to practice and to one’s answers on it, and back to the list', async () => {
    const reader = new MadeUpReader(openReport(strongReport())).serve(own.server);
    await own.open(ready(true));
    await button(reports.read).click();
    await page.getByText(strongReport().headline).waitFor();
    const { interviewId } = ready(true);
    expect(reader.keys[0]).toEqual({ page: PAGE, interviewId });
    const hrefOf = (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href');
    const { againOf, watchOf } = readReport.questions;
    expect(await hrefOf(againOf(2))).toBe(`/practice?role=${SLUG}&question=slow-endpoint&now=1#${PAGE}`);
    expect(await hrefOf(watchOf(2))).toBe(`/practice?watch=${interviewId}&q=slow-endpoint#${PAGE}`);
    house.page = madeUpPage([ready(false)]);
    await button(readReport.back).click();
    await page.getByText(practicePage.evaluations.ready).waitFor();
    await page.goForward();
    await page.getByText(strongReport().headline).waitFor();
  });

  it('says when it no longer exists, and links back', async () => {
    new MadeUpReader(openReport(strongReport())).serve(own.server).opened = AppError.linkInvalid();
    await own.open(ready(true));
    await button(reports.read).click();
    await page.getByText(practicePage.watching.gone).waitFor();
    await button(readReport.back).click();
    await button(reports.read).waitFor();
  });
});
