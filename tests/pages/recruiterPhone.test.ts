import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { room as roomTexts } from '../../client/texts/room.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { drawn } from '../support/drawn.ts';
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
    await drawn(page);
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
    await page.locator('[data-turn="yours"]', { hasText: roomTexts.reconnecting }).waitFor();
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

  it('reads before the start that recording starts with the first question', async () => {
    const view = viewWith(BEFORE, { recording: { state: 'off', why: 'practice', kept: false } });
    const page = await opened(openScreen, { screen: 'room', view }, phone);
    await page
      .locator('[data-answer-panel]')
      .getByText('Recording starts with the first question.')
      .waitFor();
  });

  it('sees a long text fade where it continues, until it is scrolled to its end', async () => {
    const briefing = 'One two three four five six seven eight nine ten.\n'.repeat(30);
    const page = await opened(openScreen, room({ ...BEFORE, briefing } as never), phone);
    const continues = page.locator('[data-continues]');
    await continues.waitFor();
    await continues.evaluate(element => element.scrollTo(0, element.scrollHeight));
    await continues.waitFor({ state: 'detached' });
  });

  const SMALL = { width: 360, height: 640 };
  const written = { ...NO_ACCOMMODATIONS, textAnswers: true };
  const long =
    'The same payment request may reach your server twice because the network failed in between. What do you put into the interface and the database so that only one charge results?';
  const longest = `${long} Say how you test it before a release, and what you tell the support team that has to explain it to a customer who paid twice last week.`;
  const eightLines = { question: { ...QUESTION, text: longest } };
  const followUp = { question: { ...QUESTION, probe: longest } };
  it.each([
    ['a phone', { width: 390, height: 844 }, {}],
    ['a small phone', SMALL, {}],
    ['a small phone, writing', SMALL, { accommodations: written }],
    ['a phone sideways', { width: 844, height: 390 }, {}],
    ['a phone with its keyboard', { width: 390, height: 420 }, { accommodations: written }],
    ['a small phone, writing, at eight lines', SMALL, { ...eightLines, accommodations: written }],
    [
      'a small phone, writing, at a follow-up of eight lines',
      SMALL,
      { ...followUp, accommodations: written },
    ],
    ['a tablet', { width: 768, height: 1024 }, {}],
    ['a tablet, writing', { width: 768, height: 1024 }, { accommodations: written }],
  ])('reads the whole question on %s, and nothing of it fades', async (_on, viewport, more) => {
    const question = { ...QUESTION, otherWords: long };
    const scene = room({ turn: 'yours', question, ...more } as never, { own: 'muted' });
    const page = await opened(openScreen, scene, { viewport });
    const types = 'accommodations' in more && viewport.height < 480;
    if (types) {
      await page.getByRole('textbox').focus();
      await page.locator('[data-compact]').waitFor();
      await drawn(page);
    }
    const asked = page.locator('[data-asked]').filter({ hasText: long });
    const { hiddenPx, fadesPx } = await asked.evaluate(element => {
      const place = element.closest<HTMLElement>('.overflow-y-auto') ?? document.body;
      const { bottom } = place.getBoundingClientRect();
      const from = /calc\(100% - ([\d.]+)px\)/.exec(getComputedStyle(place).maskImage)?.[1] ?? 0;
      const end = element.getBoundingClientRect().bottom;
      return { hiddenPx: end - bottom, fadesPx: end - (bottom - Number(from)) };
    });
    expect(hiddenPx).toBeLessThan(1);
    expect(fadesPx).toBeLessThan(1);
    const stage = page.getByRole('figure', { name: texts.name });
    if (!types) expect((await stage.boundingBox())?.height).toBeGreaterThan(160);
  });

  it('writes in two lines above the keyboard of a small phone, below most of a question of eight lines', async () => {
    const scene = room({ turn: 'yours', ...eightLines, accommodations: written } as never, { own: 'muted' });
    const page = await opened(openScreen, scene, { viewport: { width: 360, height: 340 } });
    const field = page.getByRole('textbox');
    await field.focus();
    await page.locator('[data-compact]').waitFor();
    expect((await field.boundingBox())?.height).toBeGreaterThan(2 * 24);
    const send = await button(page, texts.written.send).boundingBox();
    expect((send?.y ?? 0) + (send?.height ?? 0)).toBeLessThanOrEqual(340);
    // More than six lines of 20 px. What is below scrolls.
    const question = page.getByRole('group', { name: texts.panel.question });
    expect(await question.evaluate(place => place.clientHeight)).toBeGreaterThan(6 * 20);
    expect(await question.evaluate(place => (place as HTMLElement).tabIndex)).toBe(0);
  });

  it('writes above the keyboard of a phone sideways next to the question', async () => {
    const scene = room({ turn: 'yours', accommodations: written } as never, { own: 'muted' });
    const page = await opened(openScreen, scene, { viewport: { width: 740, height: 180 } });
    const field = page.getByRole('textbox');
    await field.focus();
    await page.locator('[data-compact]').waitFor();
    for (const part of [page.getByText(QUESTION.text), field, button(page, texts.written.send)]) {
      const { y = -1, height = 0 } = (await part.boundingBox()) ?? {};
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThanOrEqual(180);
      await part.click({ trial: true });
    }
  });

  it.each([
    ['a phone', { width: 390, height: 844 }],
    ['a small phone', SMALL],
    ['a phone sideways', { width: 844, height: 390 }],
    ['a tablet', { width: 768, height: 1024 }],
  ])('reads a notice on %s that covers neither the panel nor the own video', async (_on, viewport) => {
    const page = await opened(openScreen, room({ turn: 'yours', trouble: 'silent' }), { viewport });
    const notice = await page.locator('[data-notice]').boundingBox();
    const stage = await page.getByRole('figure', { name: texts.name }).boundingBox();
    const own = await page.getByRole('figure', { name: `(${roomTexts.you})` }).boundingBox();
    if (!notice || !stage || !own) throw new Error('A part of the room is missing.');
    const inside =
      notice.x >= stage.x &&
      notice.x + notice.width <= Math.min(own.x, stage.x + stage.width) &&
      notice.y + notice.height < stage.y + stage.height / 2;
    expect({ notice, stage, own, inside }).toMatchObject({ inside: true });
  });

  it.each([360, 390])('muted on a window of %i px, has the whole label in a small own video', async width => {
    const answered = { turn: 'yours', question: { ...QUESTION, otherWords: long }, accommodations: written };
    const scene = room(answered as never, { own: 'muted' });
    const page = await opened(openScreen, scene, { viewport: { width, height: 640 } });
    const own = page.getByRole('figure', { name: `(${roomTexts.you})` });
    await own.getByText(roomTexts.microphoneOff).waitFor({ state: 'attached' });
    const label = own.locator('figcaption');
    expect(await label.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0);
    expect(await own.evaluate(element => element.clientWidth)).toBeLessThan(100);
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
