import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { room as roomTexts } from '../../client/texts/room.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { button, opened, room } from '../support/recruiterRoom.ts';
import { openRecruiterScreen, QUESTION, sent, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

function blockStorage(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
  });
}

/** Without the messages that say whether the candidate writes. */
const answers = async (page: Page) =>
  (await sent(page)).filter(({ name }) => name !== 'recruiter.setWriting');
const writing = { turn: 'yours', accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true } } as const;
const WRITTEN = {
  name: 'recruiter.write',
  params: { questionId: QUESTION.questionId, text: 'I would measure first.' },
};
const textField = (page: Page) => page.getByRole('textbox', { name: texts.written.label });

describe('the text of a written answer', () => {
  it('is there after a reload, and is sent', async () => {
    const page = await opened(openScreen, room(writing));
    await textField(page).fill('I would measure first.');
    await page.reload();
    await show(page, room(writing));
    const field = textField(page);
    await expect.poll(() => field.inputValue()).toBe('I would measure first.');
    await page.getByRole('button', { name: texts.written.send }).click();
    await expect.poll(() => field.inputValue()).toBe('');
    expect(await answers(page)).toEqual([WRITTEN]);
  });

  it('keeps what is typed while it is being sent', async () => {
    const page = await opened(openScreen, room(writing, { unanswered: true }));
    const field = textField(page);
    await field.fill('I would measure first.');
    await page.getByRole('button', { name: texts.written.send }).click();
    await field.fill('I would measure first. And then');
    await page.evaluate(() => window.recruiterPage.answer());
    await page.locator('fieldset [aria-busy="true"]').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('I would measure first. And then');
    await page.reload();
    await show(page, room(writing));
    await expect.poll(() => field.inputValue()).toBe('I would measure first. And then');
  });

  it('is kept on the server, also without browser storage, and restored on another page', async () => {
    const { questionId } = QUESTION;
    const page = await openScreen({ prepare: blockStorage });
    await show(page, room(writing));
    const field = textField(page);
    const saved = () => page.evaluate(() => window.recruiterPage.saved());
    await field.fill('I would measure first.');
    await expect.poll(saved).toEqual([{ questionId, text: 'I would measure first.' }]);
    await button(page, texts.written.send).click();
    await expect.poll(async () => (await saved()).at(-1)).toEqual({ questionId, text: '' });
    await show(page, room(writing, { draft: 'Half of an' }));
    await expect.poll(() => field.inputValue()).toBe('Half of an');
  });

  it('is saved to the last word when the page is closed', async () => {
    const page = await opened(openScreen, room(writing));
    const field = textField(page);
    const saved = () => page.evaluate(() => window.recruiterPage.saved());
    await field.fill('I');
    await expect.poll(saved).toHaveLength(1);
    const last = await field.evaluate(element => {
      const area = element as HTMLTextAreaElement;
      area.setRangeText(' would measure first.', 1, 1, 'end');
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      window.dispatchEvent(new Event('pagehide'));
      return window.recruiterPage.saved().at(-1);
    });
    expect(last).toEqual({ questionId: QUESTION.questionId, text: 'I would measure first.' });
  });

  it('stays in the field when its question closed before it was sent', async () => {
    const page = await opened(openScreen, room(writing, { refusal: 'conflict' }));
    const field = textField(page);
    await field.fill('Too late?');
    await page.getByRole('button', { name: texts.written.send }).click();
    await page.getByText(texts.written.gone).waitFor();
    expect(await field.inputValue()).toBe('Too late?');
  });

  it.each([
    ['the time is up', { number: 4, questionId: QuestionId.parse('indexes'), text: 'What is an index?' }],
    ['a follow-up is asked', { probe: 'Which tool?' }],
  ])('is sent as it is when %s while typing', async (_why, next) => {
    const page = await opened(openScreen, room(writing));
    const field = textField(page);
    await field.fill('I would measure first.');
    await page.evaluate(
      changed => window.recruiterPage.change(changed),
      room({ ...writing, question: { ...QUESTION, ...next } }).view,
    );
    await expect
      .poll(() => answers(page))
      .toEqual([{ ...WRITTEN, params: { ...WRITTEN.params, draft: true } }]);
    await page.getByText(texts.written.draftSent).waitFor();
    expect(await page.locator('[data-unsent-answer]').count()).toBe(0);
    expect(await field.inputValue()).toBe('');
  });

  it('is kept through a moment, and sent as the answer before a skip', async () => {
    const page = await opened(openScreen, room({ ...writing, turn: 'moment', buttons: ['moment', 'skip'] }));
    const field = textField(page);
    await field.fill('I would measure first.');
    await button(page, texts.buttons.goOn.full).click();
    await expect.poll(() => answers(page)).toMatchObject([{ params: { button: 'moment' } }]);
    expect(await field.inputValue()).toBe('I would measure first.');
    await button(page, texts.buttons.skip.full).click();
    await expect
      .poll(async () => (await answers(page)).slice(1))
      .toMatchObject([
        { ...WRITTEN, params: { ...WRITTEN.params, draft: true } },
        { name: 'recruiter.press', params: { button: 'skip' } },
      ]);
  });

  it('that can’t be sent stays visible after its question closes, and is restored if the question returns', async () => {
    const page = await opened(openScreen, room(writing, { refusal: 'internal' }));
    const field = textField(page);
    await field.fill('I would measure first.');
    const next = {
      ...QUESTION,
      questionId: QuestionId.parse('indexes'),
      number: 4,
      text: 'What is an index?',
    };
    const change = (view: InterviewView) =>
      page.evaluate(changed => window.recruiterPage.change(changed), view);
    await change(room({ ...writing, question: next }).view);
    await page.getByText(next.text).waitFor();
    const unsent = page.locator('[data-unsent-answer]');
    await unsent.getByText('I would measure first.').waitFor();
    expect(await field.inputValue()).toBe('');
    await change(room(writing).view);
    await unsent.waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('I would measure first.');
    await change(room({ ...writing, question: next }).view);
    await unsent.getByRole('button', { name: uiTexts.dismiss }).click();
    await unsent.waitFor({ state: 'detached' });
  });

  it('is not called unsent when sending it closes the question', async () => {
    const page = await opened(openScreen, room(writing, { unanswered: true }));
    const field = textField(page);
    await field.fill('I would measure first.');
    await page.getByRole('button', { name: texts.written.send }).click();
    // A short answer gets a follow-up; the view has it before the reply arrives.
    const next = { ...QUESTION, probe: 'one-step-closer', text: 'What would you measure?' };
    await page.evaluate(
      changed => window.recruiterPage.change(changed),
      room({ ...writing, question: next }).view,
    );
    await page.getByText(next.text).waitFor();
    const unsent = page.locator('[data-unsent-answer]');
    expect(await unsent.count()).toBe(0);
    await page.evaluate(() => window.recruiterPage.answer());
    await page.locator('fieldset [aria-busy="true"]').waitFor({ state: 'detached' });
    await field.fill('The slowest request.');
    expect(await unsent.count()).toBe(0);
  });
});

describe('sending a written answer', () => {
  it('has one button: “I’m finished” becomes “Send answer” while there is text, and the recruiter expects writing', async () => {
    const page = await opened(openScreen, room(writing));
    const field = textField(page);
    const finished = button(page, texts.buttons.finished.full);
    const send = button(page, texts.written.send);
    await finished.waitFor();
    await field.fill('I would');
    await send.waitFor();
    expect(await sent(page)).toEqual([{ name: 'recruiter.setWriting', params: { on: true } }]);
    await field.fill('');
    await finished.waitFor();
    await field.fill('I would measure first.');
    expect(await page.getByRole('button', { name: texts.written.send }).count()).toBe(1);
    await page.locator('[data-button="finished"]').click();
    await expect.poll(() => field.inputValue()).toBe('');
    expect(await answers(page)).toEqual([WRITTEN]);
  });

  it('is refused while the text is too long, which gets the focus', async () => {
    const page = await opened(openScreen, room(writing));
    await textField(page).fill('x'.repeat(8_001));
    await button(page, texts.written.send).click();
    await textField(page).and(page.locator(':focus')).waitFor();
    await page.getByText(texts.written.tooLong(1)).waitFor();
    expect(await answers(page)).toEqual([]);
  });

  it('without any text asks first, and reminds no one who is muted of the microphone', async () => {
    const page = await opened(openScreen, room({ ...writing, trouble: 'muted' }, { own: 'muted' }));
    expect(await page.locator('[data-trouble]').count()).toBe(0);
    await button(page, texts.written.send).click();
    await page.getByText(texts.written.empty).waitFor();
    await textField(page).and(page.locator(':focus')).waitFor();
    expect(await answers(page)).toEqual([]);
    await button(page, texts.written.send).click();
    await expect.poll(() => answers(page)).toMatchObject([{ params: { button: 'finished' } }]);
  });

  it.each(['Control', 'Meta'])('works with %s and Enter, also while the question is spoken', async key => {
    const page = await opened(openScreen, room({ ...writing, turn: 'speaking', buttons: ['repeat'] }));
    const field = textField(page);
    await field.fill('I would measure first.');
    await field.press('Enter');
    expect(await answers(page)).toEqual([]);
    await field.fill('I would measure first.');
    await field.press(`${key}+Enter`);
    await expect.poll(() => answers(page)).toEqual([WRITTEN]);
  });

  it.each([
    ['with accommodations', {}],
    ['in practice without a microphone', { own: 'off', practice: true }],
  ] as const)('can be tried at the practice question, whose text is not sent, %s', async (_who, how) => {
    const question = { of: 8, practice: true, text: 'Your weekend?' };
    const { practice, ...others } = { practice: false, ...how };
    const view = viewWith(
      { ...writing, question, buttons: ['finished', 'skip'] },
      practice ? { practice: { length: 'full', purpose: 'self' } } : {},
    );
    const page = await opened(openScreen, { screen: 'room', view, ...others });
    await page.getByText(texts.panel.practiceNote).waitFor();
    await textField(page).fill('I was in the mountains.');
    await button(page, texts.written.send).click();
    expect(await answers(page)).toEqual([
      { name: 'recruiter.press', params: { button: 'finished', utterance: 0 } },
    ]);
    await show(page, { screen: 'room', view: viewWith({ ...writing, question: QUESTION }, {}), ...others });
    expect(await textField(page).inputValue()).toBe('');
  });
});

describe('above a phone’s keyboard', () => {
  const KEYBOARD_OPEN = { viewport: { width: 390, height: 420 } };

  it('the question, the text field, and “Send answer” stay visible, and no controls cover them', async () => {
    const page = await opened(openScreen, room(writing, { own: 'off' }), KEYBOARD_OPEN);
    const field = textField(page);
    await field.focus();
    await page.getByRole('toolbar').waitFor({ state: 'hidden' });
    for (const part of [page.getByText(QUESTION.text), field, button(page, texts.written.send)]) {
      const { y = -1, height = 0 } = (await part.boundingBox()) ?? {};
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThanOrEqual(420);
      await part.click({ trial: true });
    }
    await field.blur();
    await page.getByRole('toolbar').waitFor();
  });

  it('a word says whose turn it is, since the video has no space', async () => {
    const page = await opened(openScreen, room(writing), KEYBOARD_OPEN);
    const word = page.locator('[data-turn-word]');
    expect(await word.isVisible()).toBe(false);
    await textField(page).focus();
    await word.getByText('Your turn').waitFor();
    await show(page, room(writing, { lostSince: Date.now() }));
    await textField(page).focus();
    await word.getByText(roomTexts.reconnecting).waitFor();
  });
});
