import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publicSideTexts } from '../../client/texts/publicSide.ts';
import { keepTexts } from '../../client/texts/recordingList.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { expectAccessible, expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { eventually } from '../support/eventually.ts';
import { MadeUpPublicSide, refused, severalPublications } from '../support/madeUpSite.ts';
import { smallTargets } from '../support/smallTargets.ts';

let staff: ConsolePage;
let page: Page;
let side: MadeUpPublicSide;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  side = new MadeUpPublicSide().serve(staff.server);
  staff.signIn('owner');
  await page.setViewportSize(DESKTOP);
});

describe('the public pages', () => {
  const row = (kitId: string) => page.locator(`[data-kit="${kitId}"]`);
  const inOrder = () =>
    page.locator('[data-drag-row]').evaluateAll(all => all.map(one => one.getAttribute('data-kit')));
  const START = ['backend-developer', 'frontend-developer', 'data-analyst', 'product-manager'];
  const name = (kitId: string) => {
    const { role, level } = side.require(kitId);
    return publicSideTexts.name(role, level);
  };
  const toggle = (kitId: string) => page.getByRole('switch', { name: publicSideTexts.publicOf(name(kitId)) });

  it('are listed in order with addresses and counts, and link to preview and page, or to the kit when findings block publishing', async () => {
    await staff.open('site');
    await row('backend-developer').waitFor();
    expect(await inOrder()).toEqual(START);
    await row('backend-developer')
      .getByText('128 practiced · 31 evaluated · 4.6 out of 5 from 12 ratings')
      .waitFor();
    await row('frontend-developer').getByText('9 practiced', { exact: true }).waitFor();
    await row('data-analyst').getByText(publicSideTexts.noNumbers).waitFor();
    const link = (kitId: string, label: string) => row(kitId).getByRole('link', { name: label, exact: true });
    const previewed = link('hr-recruiter', publicSideTexts.previewOf(name('hr-recruiter')));
    expect(await previewed.getAttribute('href')).toBe('/site-preview/hr-recruiter');
    const opened = link('data-analyst', publicSideTexts.openOf(name('data-analyst')));
    expect(await opened.getAttribute('href')).toBe('/roles/data-analyst');
    // A page that cannot be opened has no link.
    expect(
      await row('hr-recruiter')
        .getByRole('link', { name: /^Open page/ })
        .count(),
    ).toBe(0);
    const unfit = row('site-reliability');
    await unfit.getByText(publicSideTexts.unfit(3)).waitFor();
    expect(await toggle('site-reliability').isDisabled()).toBe(true);
    const kit = link('site-reliability', publicSideTexts.openKitOf(name('site-reliability')));
    expect(await kit.getAttribute('href')).toBe('/console/kits/site-reliability');
  });

  it('show how many of the recruiter’s lines are ready, until all are', async () => {
    staff.server.answer('recruiterClips.published', () => ({ done: 12, total: 40 }));
    await staff.open('site');
    const bar = page.getByRole('progressbar', { name: publicSideTexts.voiceBar });
    await bar.waitFor();
    await page.getByText(publicSideTexts.voice(12, 40), { exact: true }).waitFor();
    expect(await bar.getAttribute('aria-valuetext')).toBe(publicSideTexts.voice(12, 40));
    await expectAccessible(page);
    staff.server.answer('recruiterClips.published', () => ({ done: 40, total: 40 }));
    await bar.waitFor({ state: 'detached' });
  });

  it('are published and unpublished with one switch each, which says why it was refused', async () => {
    staff.server.answer('publications.change', () => {
      throw AppError.invalid('kit-archived');
    });
    await staff.open('site');
    await toggle('hr-recruiter').click();
    const dialog = page.getByRole('dialog', { name: publicSideTexts.publish.title(name('hr-recruiter')) });
    // Publishing needs a look at what strangers will read and be asked.
    await dialog.locator('[data-asked]').getByText('QUESTIONMARK 4: tell me about it.').waitFor();
    expect(await dialog.locator('[data-asked] li').count()).toBe(7);
    await dialog.locator('[data-guide]').getByText('GUIDEMARK What is an index?').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: publicSideTexts.publish.confirm }).click();
    await page.getByText('This kit is archived. Restore it first.').waitFor();
    expect(side.require('hr-recruiter').published).toBe(false);
    side.serve(staff.server);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await toggle('hr-recruiter').getAttribute('aria-checked')).toBe('false');
    await toggle('hr-recruiter').click();
    await dialog.getByRole('button', { name: publicSideTexts.publish.confirm }).click();
    await page.getByText(publicSideTexts.madePublic(name('hr-recruiter'))).waitFor();
    await eventually('it to stand among the others', async () => (await inOrder()).length === 5);
    expect(await toggle('hr-recruiter').getAttribute('aria-checked')).toBe('true');
    await toggle('data-analyst').click();
    await page.getByText(publicSideTexts.madePrivate(name('data-analyst'))).waitFor();
    await eventually('it to be gone from them', async () => !(await inOrder()).includes('data-analyst'));
  });

  it('are reordered by keyboard, and the focus stays on the moved page', async () => {
    await staff.open('site');
    const { down, up, movedTo } = publicSideTexts.move;
    await page.getByRole('button', { name: down(name('backend-developer')) }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText(movedTo(name('backend-developer'), 3, 4)).waitFor();
    expect(await inOrder()).toEqual([
      'frontend-developer',
      'data-analyst',
      'backend-developer',
      'product-manager',
    ]);
    // At the end of the list the button is disabled, and the focus moves to the one next to it.
    await page.keyboard.press('Enter');
    await page.getByText(movedTo(name('backend-developer'), 4, 4)).waitFor();
    await page
      .getByRole('button', { name: up(name('backend-developer')) })
      .and(page.locator(':focus'))
      .waitFor();
    await eventually('all of it to be sent', () => side.orders.length === 3);
    expect(side.orders.at(-1)).toEqual([...START.slice(1), START[0]]);
    await page.reload();
    await row('backend-developer').waitFor();
    expect(await inOrder()).toEqual([...START.slice(1), START[0]]);
  });

  it('are reordered by dragging, unless Escape cancels it or the server refuses it', async () => {
    await staff.open('site');
    const handle = row('product-manager').locator('[data-handle]');
    const target = row('backend-developer');
    await handle.scrollIntoViewIfNeeded();
    const drag = async () => {
      const [from, to] = [await handle.boundingBox(), await target.boundingBox()];
      if (!from || !to) throw new Error('Nothing is there.');
      await page.mouse.move(from.x + 10, from.y + 10);
      await page.mouse.down();
      await page.mouse.move(from.x + 10, from.y - 40, { steps: 3 });
      await page.mouse.move(to.x + 30, to.y + 2, { steps: 5 });
    };
    await drag();
    expect(await row('product-manager').evaluate(one => one.style.translate)).not.toBe('0px');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect([await inOrder(), side.orders]).toEqual([START, []]);
    staff.server.answer('publications.order', refused);
    await drag();
    await page.mouse.up();
    await page.getByText(publicSideTexts.move.failed).waitFor();
    await eventually('the old order', async () => (await inOrder())[0] === START[0]);
    side.serve(staff.server);
    await drag();
    await page.mouse.up();
    expect(await inOrder()).toEqual([START[3], ...START.slice(0, 3)]);
    await eventually('it to be sent', () => side.orders.length === 1);
  });

  it('get another address, with a preview of it and a list of addresses that lead there', async () => {
    const { address } = publicSideTexts;
    await staff.open('site');
    await page
      .getByRole('button', { name: publicSideTexts.changeAddressOf(name('frontend-developer')) })
      .click();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByLabel(address.field);
    await dialog.getByText('/roles/web-developer').waitFor();
    await field.fill('Frontend Developer');
    await dialog.getByText('–', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: address.save }).click();
    await dialog.getByText(staffReasonTexts['slug-format']).waitFor();
    await field.fill('data-analyst');
    await dialog.getByRole('button', { name: address.save }).click();
    await dialog.getByText(staffReasonTexts['address-taken-by']({ role: name('data-analyst') })).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('ui-developer');
    await dialog.getByText(`${staff.server.url}/roles/ui-developer`).waitFor();
    for (const earlier of ['frontend-developer', 'web-developer'])
      await dialog.getByText(`/roles/${earlier}`).waitFor();
    await dialog.getByRole('button', { name: address.save }).click();
    await page.getByText(address.saved).waitFor();
    await row('frontend-developer').getByText('/roles/ui-developer').waitFor();
  });

  it('are all turned off and on with one switch, after a question that explains the effect', async () => {
    const { published, side: texts } = publicSideTexts;
    await staff.open('site');
    await page.getByRole('button', { name: texts.turnOff }).click();
    const question = page.getByRole('alertdialog', { name: texts.confirmOff.title });
    await question.getByRole('button', { name: uiTexts.cancel }).click();
    expect(side.isOn).toBe(true);
    await page.getByRole('button', { name: texts.turnOff }).click();
    await question.getByRole('button', { name: texts.turnOff }).click();
    await page.getByText(texts.off).waitFor();
    expect(side.isOn).toBe(false);
    await page.getByText(published.hidden).waitFor();
    expect(await page.getByRole('link', { name: /^Open page/ }).count()).toBe(0);
    await page.getByRole('button', { name: texts.turnOn }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: texts.turnOn }).click();
    await page.getByText(texts.on).waitFor();
  });

  it('say how long private practice pages are stored, which the owner can change', async () => {
    const { kept } = publicSideTexts;
    staff.server
      .answer('retention.read', () => ({ days: 180 }))
      .answer('practicePages.preview', () => ({ pages: 2, later: 0 }))
      .answer('storage.missing', () => ({ places: [] }));
    await staff.open('settings/privacy');
    await page.getByText(kept.asRecordings(180)).waitFor();
    await page.getByRole('button', { name: kept.changeOf }).click();
    const dialog = page.getByRole('dialog', { name: kept.dialogTitle });
    await dialog.getByRole('radio', { name: kept.choices.days.label }).check();
    await dialog.getByLabel(keepTexts.field, { exact: true }).fill('none');
    await dialog.getByRole('button', { name: keepTexts.save }).click();
    await dialog.getByText(keepTexts.wrong).waitFor();
    await expectAccessibleInEveryLook(page);
    await dialog.getByLabel(keepTexts.field, { exact: true }).fill('30');
    await dialog.getByRole('button', { name: keepTexts.save }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: keepTexts.shorten }).click();
    await page.getByText(kept.days(30)).waitFor();
    expect(side.keep).toBe(30);
    await page.getByRole('button', { name: kept.changeOf }).click();
    await dialog.getByRole('radio', { name: kept.choices['until-deleted'].label }).check();
    await dialog.getByRole('button', { name: keepTexts.save }).click();
    await page.getByText(kept.untilDeleted).waitFor();
  });

  it('are read-only for an interviewer', async () => {
    staff.signIn('interviewer');
    await staff.open('site');
    await row('backend-developer').waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
    expect(await page.locator('[data-handle]').count()).toBe(0);
    for (const button of [publicSideTexts.side.turnOff, /^Change address/, /^Move/])
      expect(await page.getByRole('button', { name: button }).count()).toBe(0);
  });

  it('say that there are none, and that they didn’t load', async () => {
    side.publications = [];
    await staff.open('site');
    await page.getByText(publicSideTexts.empty).waitFor();
    staff.server.answer('publications.list', refused);
    await staff.open('site');
    await page.getByText(publicSideTexts.failed).waitFor();
    side.publications = severalPublications().map(one => ({ ...one, published: false }));
    side.serve(staff.server);
    await page.getByRole('button', { name: uiTexts.tryAgain }).click();
    await page.getByText(publicSideTexts.published.none).waitFor();
  });

  it('have no serious axe finding, nor have their dialogs, and no target is too small', async () => {
    await staff.open('site');
    await row('backend-developer').waitFor();
    await expectAccessibleInEveryLook(page);
    await page.getByRole('button', { name: publicSideTexts.side.turnOff }).click();
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: publicSideTexts.changeAddressOf(name('data-analyst')) }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.setViewportSize(PHONE);
    expect(await smallTargets(page)).toEqual([]);
  });
});
