import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { room as roomTexts } from '../../client/texts/room.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { BEFORE, button, opened, pressed, room } from '../support/recruiterRoom.ts';
import { openRecruiterScreen, QUESTION, seat, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

describe('a candidate on a phone', () => {
  const practice = { length: 'full', purpose: 'self' } as const;
  const practicing = (recruiter: Partial<RecruiterView>): Scene => ({
    screen: 'room',
    view: viewWith(recruiter, { practice }),
  });
  const phone = { viewport: { width: 390, height: 844 } };

  it.each([
    ['upright', { width: 390, height: 844 }],
    ['sideways', { width: 844, height: 390 }],
  ])('held %s, with an open chat, sees the time, one button, and the recruiter', async (_how, viewport) => {
    const answer = { startedAt: Date.now() - 61_000, limitAt: Date.now() + 600_000 };
    const page = await opened(openScreen, room({ turn: 'yours', answer }), { viewport });
    await page.getByRole('button', { name: roomTexts.controls.chat, exact: true }).click();
    const chat = page.getByRole('complementary', { name: roomTexts.chat.title });
    const finished = button(page, texts.buttons.finished.brief);
    await finished.click();
    expect(await pressed(page)).toEqual(['finished']);
    const recruiter = page.getByRole('figure', { name: texts.name });
    const places = [chat, page.getByRole('timer'), finished, recruiter].map(part => part.boundingBox());
    for (const place of await Promise.all(places)) {
      expect(place?.height).toBeGreaterThan(15);
      expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    }
    expect((await recruiter.boundingBox())?.height).toBeGreaterThan(100);
    expect(await button(page, texts.buttons.skip.brief).isVisible()).toBe(false);
    await chat.getByRole('button', { name: roomTexts.chat.close }).click();
    await button(page, texts.buttons.skip.brief).waitFor();
  });

  it('who is cut off reads one notice, which blames no microphone and covers nothing', async () => {
    const page = await opened(
      openScreen,
      {
        ...practicing({
          turn: 'yours',
          question: QUESTION,
          trouble: 'no-sound',
          buttons: ['finished', 'skip'],
        }),
        lostSince: Date.now(),
      },
      phone,
    );
    const sign = page.locator('[data-turn="yours"]');
    expect(await sign.textContent()).toContain(roomTexts.reconnecting);
    expect(await page.locator('[data-notice]').count()).toBe(0);
    const notice = await page
      .getByRole('status')
      .filter({ hasText: roomTexts.ownReconnecting.title })
      .boundingBox();
    expect(notice?.height ?? 0).toBeLessThan(2);
    expect(await page.locator('fieldset button:not([aria-disabled])').count()).toBe(0);
  });

  it('sees only buttons that have something to do before the first question and after the last one', async () => {
    const page = await opened(
      openScreen,
      practicing({
        turn: 'speaking',
        question: undefined,
        briefing: 'Hello.',
        buttons: ['skipIntroduction'],
      } as never),
      phone,
    );
    const shown = () =>
      page.locator('fieldset button').evaluateAll(all => all.map(one => one.getAttribute('data-button')));
    expect(await shown()).toEqual(['skipIntroduction']);
    await show(
      page,
      practicing({
        turn: 'speaking',
        closing: true,
        question: undefined,
        buttons: ['finish', 'retry'],
      } as never),
    );
    await button(page, texts.buttons.finish.full).waitFor();
    expect(await shown()).toEqual(['finish', 'retry']);
  });

  it('sees a long text fade where it continues, until it is scrolled to its end', async () => {
    const briefing = 'One two three four five six seven eight nine ten.\n'.repeat(30);
    const page = await opened(openScreen, room({ ...BEFORE, briefing } as never), phone);
    const continues = page.locator('[data-continues]');
    await continues.waitFor();
    await continues.evaluate(element => element.scrollTo(0, element.scrollHeight));
    await continues.waitFor({ state: 'detached' });
  });

  it.each([
    'Adalovelacecountessofaugustakingbyronnoelmilba',
    'Ada Lovelace, Countess of Lovelace, née Byron A',
  ])('has room in the waiting room for the name %s', async displayName => {
    const seats = { ada: seat('ada', 'candidate', displayName) };
    const view = viewWith({ turn: 'before' }, { phase: 'lobby', seats: seats as never });
    const page = await opened(openScreen, { screen: 'waiting', view }, phone);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

/** Stops drawing, as on a very busy machine. */
function drawNothingYet(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    ResizeObserver.prototype.observe = () => undefined;
  });
}

it('a question that is taller than its container can be scrolled by keyboard as soon as it appears', async () => {
  const page = await openScreen({ prepare: drawNothingYet });
  await show(page, room({ question: { ...QUESTION, text: `${QUESTION.text} `.repeat(40) } }));
  await page.locator('[data-answer-panel]').waitFor();
  const place = page.locator('[data-answer-panel]').getByRole('group', { name: 'The question' });
  expect(await place.getAttribute('tabindex')).toBe('0');
});
