import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { DESERTED_AFTER_MS } from '../../shared/interview/phases.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { BEFORE, button, opened, pressed, room } from '../support/recruiterRoom.ts';
import { openRecruiterScreen, QUESTION, sent, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

describe('before the first question', () => {
  it('the recruiter waits for “I’m ready”, which a key presses, too', async () => {
    const page = await opened(openScreen, room(BEFORE));
    await button(page, 'I’m ready').click();
    await page.keyboard.press('b');
    expect(await pressed(page)).toEqual(['ready', 'ready']);
  });

  it('the page explains accommodations, and the script when the kit has no introduction', async () => {
    const page = await opened(openScreen, room({ ...BEFORE, briefing: undefined } as never));
    await page.getByText('Need an accommodation').waitFor();
  });

  it('the introduction can be read and skipped by keyboard', async () => {
    const page = await opened(
      openScreen,
      room({ ...BEFORE, turn: 'speaking', buttons: ['skipIntroduction'] }),
    );
    await page.getByText('It takes forty minutes.').waitFor();
    await page.keyboard.press('f');
    await page.locator('[data-button="skipIntroduction"]:focus').waitFor();
    await page.keyboard.press('Enter');
    expect(await pressed(page)).toEqual(['skipIntroduction']);
  });
});

describe('the dialog for leaving', () => {
  const dialog = async (page: Page) => {
    await page.getByRole('button', { name: 'Leave' }).click();
    return page.getByRole('alertdialog').textContent();
  };

  it('says that the recruiter waits, and how long', async () => {
    expect(await dialog(await opened(openScreen, room({ turn: 'yours' })))).toContain(
      'The recruiter waits for you. Come back with the same link within two hours',
    );
    expect(DESERTED_AFTER_MS).toBe(2 * 3_600_000);
  });

  it('says that leaving ends the interview after the last question; “Finish” asks nothing', async () => {
    const page = await opened(openScreen, room({ turn: 'over', buttons: ['finish'] }));
    await button(page, 'Finish').click();
    expect(await pressed(page)).toEqual(['finish']);
    expect(await dialog(page)).toContain('Leaving ends the interview.');
  });
});

describe('the candidate’s buttons', () => {
  it('undo a skip, also by key', async () => {
    const page = await opened(openScreen, room({ turn: 'thinking', buttons: ['begin', 'skip', 'undoSkip'] }));
    await page.getByRole('button', { name: 'Undo skip' }).click();
    await page.keyboard.press('u');
    expect(await pressed(page)).toEqual(['undoSkip', 'undoSkip']);
  });

  it('say the question in other words where there are some, and keep the place and the focus while it is said', async () => {
    const page = await opened(openScreen, room({ turn: 'thinking', buttons: ['begin', 'repeat'] }));
    const rephrase = page.locator('[data-button="rephrase"]');
    expect(await rephrase.count()).toBe(0);
    await show(page, room({ turn: 'thinking', buttons: ['begin', 'repeat', 'rephrase'] }));
    await page.getByRole('button', { name: texts.buttons.rephrase.full }).click();
    await page.keyboard.press('o');
    expect(await pressed(page)).toEqual(['rephrase', 'rephrase']);
    await rephrase.focus();
    const otherWords = 'What did you see first?';
    const saying = viewWith({ turn: 'speaking', question: { ...QUESTION, otherWords } });
    await page.evaluate(view => window.recruiterPage.change(view), saying);
    await page.locator('[data-button="rephrase"][aria-disabled="true"]:focus').waitFor();
    await page.getByText(otherWords).waitFor();
    await page.getByText(QUESTION.text).first().waitFor();
  });

  it('send the line at which they were pressed', async () => {
    const page = await opened(
      openScreen,
      room({ turn: 'yours', caption: { utterance: 7, text: QUESTION.text } }),
    );
    await button(page, texts.buttons.finished.full).click();
    expect(await sent(page)).toEqual([
      { name: 'recruiter.press', params: { button: 'finished', utterance: 7 } },
    ]);
  });

  it('show that a press is pending, and ignore a second one until then', async () => {
    const page = await opened(openScreen, room({ turn: 'yours' }, { unanswered: true }));
    const finished = button(page, texts.buttons.finished.full);
    await finished.click();
    await page.locator('[data-button="finished"][aria-busy="true"]').waitFor();
    await finished.click({ force: true });
    await button(page, texts.buttons.repeat.full).click();
    expect(await sent(page)).toHaveLength(1);
  });

  it('do nothing while disabled, and stay in position', async () => {
    const page = await opened(openScreen, room({ turn: 'yours' }));
    const before = await button(page, texts.buttons.finished.full).boundingBox();
    await show(page, room({ turn: 'speaking', buttons: ['repeat'] }));
    const finished = button(page, texts.buttons.finished.full);
    expect(await finished.boundingBox()).toEqual(before);
    await finished.click({ force: true });
    expect(await sent(page)).toEqual([]);
  });

  it('do not take the second half of a double click on “Start now” for “I’m finished”', async () => {
    const page = await opened(openScreen, room({ turn: 'thinking', buttons: ['begin'] }));
    await button(page, texts.buttons.begin.full).click();
    const answering = viewWith({ turn: 'yours', question: QUESTION, buttons: ['finished'] });
    // Both happen inside the page, so that nothing runs between the change and the press.
    await page.evaluate(view => {
      window.recruiterPage.change(view);
      document.querySelector<HTMLElement>('[data-button="finished"]')?.click();
    }, answering);
    expect((await sent(page)).map(({ params }) => params)).toEqual([{ button: 'begin', utterance: 0 }]);
  });

  it.each<{ before: string; after: string; first: Partial<RecruiterView>; next: Partial<RecruiterView> }>([
    {
      before: 'I’m ready',
      after: 'Skip introduction',
      first: BEFORE,
      next: { turn: 'speaking', buttons: ['skipIntroduction'] },
    },
    {
      before: 'Start now',
      after: 'I’m finished',
      first: { turn: 'thinking', buttons: ['begin'] },
      next: { turn: 'yours', buttons: ['finished'] },
    },
  ])(
    'look disabled for as long as they ignore presses: “$before”, then “$after”',
    async ({ after, first, next }) => {
      const page = await opened(openScreen, room(first));
      const place = page.locator('fieldset button').first();
      expect(await place.getAttribute('aria-disabled')).toBeNull();
      const look = () => place.evaluate(element => getComputedStyle(element).backgroundColor);
      const changed = viewWith({ question: QUESTION, ...next });
      const atOnce = await page.evaluate(view => {
        window.recruiterPage.change(view);
        const [button] = document.querySelectorAll('fieldset button');
        for (const change of button?.getAnimations() ?? []) change.finish();
        return {
          words: button?.textContent,
          disabled: button?.getAttribute('aria-disabled'),
          look: button && getComputedStyle(button).backgroundColor,
        };
      }, changed);
      expect(atOnce).toMatchObject({ words: expect.stringContaining(after), disabled: 'true' });
      await expect.poll(() => place.getAttribute('aria-disabled')).toBeNull();
      await expect.poll(look).not.toBe(atOnce.look);
      await place.click();
      expect(await pressed(page)).toEqual(next.buttons);
    },
  );

  it('include “Answer again” only in practice, with the number of answers left, and by key', async () => {
    const page = await opened(openScreen, room({ turn: 'yours' }));
    expect(await page.locator('[data-button="retry"]').count()).toBe(0);
    await page.keyboard.press('a');

    const practice = { length: 'short', purpose: 'self' } as const;
    const practising = (recruiter: Partial<RecruiterView>): Scene => ({
      screen: 'room',
      view: viewWith({ question: QUESTION, ...recruiter }, { practice }),
    });
    await show(page, practising({ turn: 'thinking', buttons: ['begin', 'repeat'] }));
    await page.locator('[data-button="retry"][aria-disabled="true"]').waitFor();
    await show(page, practising({ turn: 'yours', buttons: ['finished', 'retry'], retriesLeft: 2 }));
    await button(page, 'Answer again 2 left').waitFor();
    await page.keyboard.press('a');
    await page.locator('[data-button="retry"]:focus').waitFor();
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await pressed(page)).toEqual(['retry']);
    await show(page, practising({ turn: 'yours', buttons: ['finished'], retriesLeft: 0 }));
    await page.getByText('none left').waitFor();
    await button(page, 'Answer again').click({ force: true });
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('?');
    await page.getByText('Go to “Answer again” (Enter to press)').waitFor();
  });

  it('say nothing when the recruiter has already moved on, and show other errors', async () => {
    const page = await opened(openScreen, room({ turn: 'yours' }, { refusal: 'conflict' }));
    await button(page, texts.buttons.skip.full).click();
    await page.locator('[data-button="skip"]:not([aria-busy])').waitFor();
    expect(await page.getByText(texts.buttons.failed).count()).toBe(0);
    await show(page, room({ turn: 'yours' }, { refusal: 'internal' }));
    await button(page, texts.buttons.skip.full).click();
    await page.getByText(texts.buttons.failed).waitFor();
  });

  it('have keys; the key of “I’m finished” only moves the focus to it', async () => {
    const page = await opened(openScreen, room({ turn: 'yours' }));
    await page.keyboard.press('f');
    await page.locator('[data-button="finished"]:focus').waitFor();
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('r');
    await page.keyboard.press('n');
    expect(await pressed(page)).toEqual(['finished', 'repeat', 'moment']);
  });
});
