import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { room as roomTexts } from '../../client/texts/room.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { BEFORE, button, opened, pressed, room } from '../support/recruiterRoom.ts';
import { openRecruiterScreen, QUESTION, seat, sent, show, viewWith } from '../support/recruiterScreen.ts';

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

describe('settings of the candidate', () => {
  const cues = [{ fromMs: 0, toMs: 400_000, text: 'How do you find out?' }];

  it('hide and show captions, also after a reload; a line without a voice is always shown as text', async () => {
    const speaking = () =>
      room({
        turn: 'speaking',
        caption: { utterance: 2, text: 'All of it', spoken: { startedAt: Date.now(), fromMs: 0, cues } },
      });
    const page = await opened(openScreen, speaking());
    await page.locator('[data-caption]', { hasText: 'How do you find out?' }).waitFor();
    await page.getByRole('button', { name: texts.captions.hide }).click();
    await page.locator('[data-caption]').waitFor({ state: 'detached' });
    await page.reload();
    await show(page, speaking());
    await page.getByRole('button', { name: texts.captions.show }).waitFor();
    expect(await page.locator('[data-caption]').count()).toBe(0);
    await show(page, room({ turn: 'speaking', caption: { utterance: 3, text: 'No one hears this.' } }));
    await page.locator('[data-caption]', { hasText: 'No one hears this.' }).waitFor();
  });

  it('show the time limit of an answer from the question on', async () => {
    const page = await opened(
      openScreen,
      room({ turn: 'thinking', thinksUntil: Date.now() + 60_000, limitMs: 120_000 }),
    );
    await page.getByText('Up to 2:00').waitFor();
    const answer = { startedAt: Date.now() - 5_000, limitAt: Date.now() + 115_000 };
    await show(page, room({ turn: 'yours', limitMs: 120_000, answer }));
    await page.getByText('of 2:00').waitFor();
  });

  it('hide, extend, and turn off the time limit', async () => {
    const answer = { startedAt: Date.now() - 61_000, limitAt: Date.now() + 600_000 };
    const page = await opened(openScreen, room({ turn: 'yours', answer }));
    await page.getByRole('timer').waitFor();
    const menu = page.getByRole('button', { name: texts.time.menu });
    for (const item of [texts.time.extend, texts.time.limitOff, texts.time.hide]) {
      await menu.click();
      await page.getByRole('menuitem', { name: item }).click();
    }
    await page.getByRole('timer').waitFor({ state: 'detached' });
    expect(await pressed(page)).toEqual(['extend', 'timer']);
  });
});

it.each([
  ['upright', { width: 390, height: 844 }],
  ['sideways', { width: 844, height: 390 }],
])(
  'on a phone held %s, an open chat leaves the time, one button, and the recruiter visible',
  async (_how, viewport) => {
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
  },
);

describe('a candidate who answers in writing', () => {
  /** Without the messages that say whether the candidate writes. */
  const answers = async (page: Page) =>
    (await sent(page)).filter(({ name }) => name !== 'recruiter.setWriting');
  const writing = { turn: 'yours', accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true } } as const;

  it('has the draft after a reload, and submits it', async () => {
    const page = await opened(openScreen, room(writing));
    await page.getByRole('textbox', { name: texts.written.label }).fill('I would measure first.');
    await page.reload();
    await show(page, room(writing));
    const field = page.getByRole('textbox', { name: texts.written.label });
    await expect.poll(() => field.inputValue()).toBe('I would measure first.');
    await page.getByRole('button', { name: texts.written.send }).click();
    await expect.poll(() => field.inputValue()).toBe('');
    expect(await answers(page)).toEqual([
      {
        name: 'recruiter.write',
        params: { questionId: QUESTION.questionId, text: 'I would measure first.' },
      },
    ]);
  });

  it('keeps text typed while the answer is being sent', async () => {
    const page = await opened(openScreen, room(writing, { unanswered: true }));
    const field = page.getByRole('textbox', { name: texts.written.label });
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

  it('keeps the draft on the server, also without browser storage, and restores it on another page', async () => {
    const { questionId } = QUESTION;
    const page = await openScreen({ prepare: blockStorage });
    await show(page, room(writing));
    const field = page.getByRole('textbox', { name: texts.written.label });
    const saved = () => page.evaluate(() => window.recruiterPage.saved());
    await field.fill('I would measure first.');
    await expect.poll(saved).toEqual([{ questionId, text: 'I would measure first.' }]);
    await button(page, texts.written.send).click();
    await expect.poll(async () => (await saved()).at(-1)).toEqual({ questionId, text: '' });
    await show(page, room(writing, { draft: 'Half of an' }));
    await expect.poll(() => field.inputValue()).toBe('Half of an');
  });

  it('saves the last words when the page is closed', async () => {
    const page = await opened(openScreen, room(writing));
    const field = page.getByRole('textbox', { name: texts.written.label });
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

  it('loses nothing when the question closes while writing', async () => {
    const page = await opened(openScreen, room(writing, { refusal: 'conflict' }));
    const field = page.getByRole('textbox', { name: texts.written.label });
    await field.fill('Too late?');
    await page.getByRole('button', { name: texts.written.send }).click();
    await page.getByText(texts.written.gone).waitFor();
    expect(await field.inputValue()).toBe('Too late?');
  });

  const WRITTEN = {
    name: 'recruiter.write',
    params: { questionId: QUESTION.questionId, text: 'I would measure first.' },
  };

  it('has one button that sends: “I’m finished” becomes “Send answer” with the first character', async () => {
    const page = await opened(openScreen, room(writing));
    const field = page.getByRole('textbox', { name: texts.written.label });
    const sends = page.locator('[data-button="finished"]');
    await button(page, texts.buttons.finished.full).waitFor();
    await field.fill('I would measure first.');
    expect(await page.getByRole('button', { name: texts.written.send }).count()).toBe(1);
    await sends.click();
    await expect.poll(() => field.inputValue()).toBe('');
    expect(await answers(page)).toEqual([WRITTEN]);
  });

  it('cannot finish with a text that is too long, and is moved to it', async () => {
    const page = await opened(openScreen, room(writing));
    await page.getByRole('textbox', { name: texts.written.label }).fill('x'.repeat(8_001));
    await button(page, texts.written.send).click();
    await page.getByRole('textbox', { name: texts.written.label }).and(page.locator(':focus')).waitFor();
    await page.getByText(texts.written.tooLong(1)).waitFor();
    expect(await answers(page)).toEqual([]);
  });

  it('is expected to write from the first character on, and to speak once the field is empty', async () => {
    const page = await opened(openScreen, room(writing));
    const field = page.getByRole('textbox', { name: texts.written.label });
    await button(page, texts.buttons.finished.full).waitFor();
    await field.fill('I would');
    await button(page, texts.written.send).waitFor();
    expect(await sent(page)).toEqual([{ name: 'recruiter.setWriting', params: { on: true } }]);
    await field.fill('');
    await button(page, texts.buttons.finished.full).waitFor();
  });

  it('who is muted is asked before nothing is sent, and is not reminded of the microphone', async () => {
    const page = await opened(openScreen, room({ ...writing, trouble: 'muted' }, { own: 'muted' }));
    expect(await page.locator('[data-trouble]').count()).toBe(0);
    await button(page, texts.written.send).click();
    await page.getByText(texts.written.empty).waitFor();
    await page.getByRole('textbox', { name: texts.written.label }).and(page.locator(':focus')).waitFor();
    expect(await answers(page)).toEqual([]);
    await button(page, texts.written.send).click();
    await expect.poll(() => answers(page)).toMatchObject([{ params: { button: 'finished' } }]);
  });

  it.each(['Control', 'Meta'])('submits with %s and Enter, also while the question is spoken', async key => {
    const page = await opened(openScreen, room({ ...writing, turn: 'speaking', buttons: ['repeat'] }));
    const field = page.getByRole('textbox', { name: texts.written.label });
    await field.fill('I would measure first.');
    await field.press('Enter');
    expect(await answers(page)).toEqual([]);
    await field.fill('I would measure first.');
    await field.press(`${key}+Enter`);
    await expect.poll(() => answers(page)).toEqual([WRITTEN]);
  });

  it('keeps the text through a moment, and sends it as the answer before a skip', async () => {
    const page = await opened(openScreen, room({ ...writing, turn: 'moment', buttons: ['moment', 'skip'] }));
    const field = page.getByRole('textbox', { name: texts.written.label });
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

  it.each([
    ['the time is up', { number: 4, questionId: QuestionId.parse('indexes'), text: 'What is an index?' }],
    ['a follow-up is asked', { probe: 'Which tool?' }],
  ])('loses nothing when %s while typing', async (_why, next) => {
    const page = await opened(openScreen, room(writing));
    const field = page.getByRole('textbox', { name: texts.written.label });
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

  it('keeps an answer that can’t be sent visible after its question closes, and restores it if the question returns', async () => {
    const page = await opened(openScreen, room(writing, { refusal: 'internal' }));
    const field = page.getByRole('textbox', { name: texts.written.label });
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

  it('shows no "not sent" notice when sending the answer closes the question', async () => {
    const page = await opened(openScreen, room(writing, { unanswered: true }));
    const field = page.getByRole('textbox', { name: texts.written.label });
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

  it.each([
    ['with accommodations', {}],
    ['in practice without a microphone', { own: 'off', practice: true }],
  ] as const)('can try the field at the practice question, whose text is not sent, %s', async (_who, how) => {
    const question = { of: 8, practice: true, text: 'Your weekend?' };
    const { practice, ...others } = { practice: false, ...how };
    const view = viewWith(
      { ...writing, question, buttons: ['finished', 'skip'] },
      practice ? { practice: { length: 'full', purpose: 'self' } } : {},
    );
    const page = await opened(openScreen, { screen: 'room', view, ...others });
    await page.getByText(texts.panel.practiceNote).waitFor();
    await page.getByRole('textbox', { name: texts.written.label }).fill('I was in the mountains.');
    await button(page, texts.written.send).click();
    expect(await answers(page)).toEqual([
      { name: 'recruiter.press', params: { button: 'finished', utterance: 0 } },
    ]);
    await show(page, { screen: 'room', view: viewWith({ ...writing, question: QUESTION }, {}), ...others });
    expect(await page.getByRole('textbox', { name: texts.written.label }).inputValue()).toBe('');
  });

  it('sees whose turn it is above a keyboard, where the video has no space', async () => {
    const page = await opened(openScreen, room(writing), { viewport: { width: 390, height: 420 } });
    const word = page.locator('[data-turn-word]');
    expect(await word.isVisible()).toBe(false);
    await page.getByRole('textbox', { name: texts.written.label }).focus();
    await word.getByText('Your turn').waitFor();
    await show(page, room(writing, { lostSince: Date.now() }));
    await page.getByRole('textbox', { name: texts.written.label }).focus();
    await word.getByText(roomTexts.reconnecting).waitFor();
  });
});

describe('a candidate on a phone', () => {
  const practice = { length: 'full', purpose: 'self' } as const;
  const practicing = (recruiter: Partial<RecruiterView>): Scene => ({
    screen: 'room',
    view: viewWith(recruiter, { practice }),
  });
  const phone = { viewport: { width: 390, height: 844 } };

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
});

describe('accommodations', () => {
  it('load no video of the recruiter and never start the camera when audio only', async () => {
    const audioOnly = { ...NO_ACCOMMODATIONS, audioOnly: true };
    const page = await opened(
      openScreen,
      room({ turn: 'yours', accommodations: audioOnly }, { picture: '/face.png' }),
    );
    await page.locator('figure[data-seat-id="recruiter"]').waitFor();
    expect(await page.locator('video[data-seat-id="recruiter"]').count()).toBe(0);
    const before = viewWith({ turn: 'before', accommodations: audioOnly }, { phase: 'lobby' });
    await show(page, { screen: 'prejoin', own: 'off', view: before });
    await page.locator('[data-check="Microphone"]').waitFor();
    expect(await page.locator('[data-check="Camera"]').count()).toBe(0);
    expect(await sent(page)).toEqual([{ name: 'start', params: 'microphone' }]);
  });

  it.each([
    'Adalovelacecountessofaugustakingbyronnoelmilba',
    'Ada Lovelace, Countess of Lovelace, née Byron A',
  ])('on a phone the waiting room has room for the name %s', async displayName => {
    const seats = { ada: seat('ada', 'candidate', displayName) };
    const view = viewWith({ turn: 'before' }, { phase: 'lobby', seats: seats as never });
    const page = await opened(
      openScreen,
      { screen: 'waiting', view },
      { viewport: { width: 390, height: 844 } },
    );
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('show questions in advance on the way in, and in the room at the press of a button', async () => {
    const advance = [QUESTION.text, 'What is an index?'];
    const before = viewWith({ turn: 'before', advance }, { phase: 'lobby' });
    const page = await opened(openScreen, { screen: 'prejoin', view: before });
    await page.getByText('What is an index?').waitFor();
    await show(page, { screen: 'waiting', view: before });
    await page.getByText('What is an index?').waitFor();
    await show(page, room({ turn: 'yours', advance }));
    await page.getByRole('button', { name: texts.advance.open }).click();
    await page.getByText('What is an index?').waitFor();
  });
});

/** Makes the page refuse video before the first gesture, even silent, as on a phone in power-saving mode. */
function refusePictures(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    let allowed = false;
    for (const gesture of ['pointerup', 'keydown', 'touchend'])
      window.addEventListener(gesture, () => (allowed = true), { capture: true });
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      if (allowed) return play.call(this);
      this.pause();
      return Promise.reject(new DOMException('Not allowed.', 'NotAllowedError'));
    };
    Object.defineProperty(HTMLMediaElement.prototype, 'autoplay', { set: () => undefined });
  });
}

it('videos that the browser refuses to play are retried at the first gesture', async () => {
  const page = await openScreen({ prepare: refusePictures });
  await show(page, room({ turn: 'yours' }, { picture: '/face.png' }));
  const video = page.locator('video[data-seat-id="recruiter"]');
  await video.waitFor();
  const paused = () => video.evaluate(element => (element as HTMLVideoElement).paused);
  expect(await paused()).toBe(true);
  await page.keyboard.press('Shift');
  await expect.poll(paused).toBe(false);
});

describe('the recruiter’s tile', () => {
  it('shows its video to everyone, and is gone while a person has taken over', async () => {
    const seats = {
      ada: seat('ada', 'candidate', 'Ada Candidate'),
      grace: seat('grace', 'interviewer', 'Grace Interviewer'),
      olga: seat('olga', 'observer', 'Olga Observer'),
    };
    const asked = { picture: '/face.png', cameras: ['grace'] };
    const page = await opened(
      openScreen,
      room({ turn: 'yours' }, { ...asked, view: viewWith({}, { seats } as never) }),
    );
    await page.locator('video[data-seat-id="recruiter"][data-source="camera"]').waitFor();
    const taken = viewWith({ turn: 'person', personSeatId: 'grace' as never }, { seats } as never);
    await show(page, { screen: 'room', ...asked, view: taken });
    await page.getByText(texts.panel.person('Grace Interviewer')).waitFor();
    const asks = { turn: 'person', personSeatId: 'grace' as never, question: QUESTION } as const;
    await show(page, { screen: 'room', ...asked, view: viewWith(asks, { seats } as never) });
    await page.locator('[data-answer-panel]').getByText(QUESTION.text).waitFor();
    expect(await page.locator('[data-seat-id="recruiter"]').count()).toBe(0);
    const watching = viewWith({ turn: 'speaking' }, { seats, ownSeatId: 'olga' } as never);
    await show(page, { screen: 'room', ...asked, view: watching });
    await page.locator('video[data-seat-id="recruiter"]').waitFor();
    expect(await page.locator('[data-answer-panel]').count()).toBe(0);
  });
});

describe('over the recruiter’s picture', () => {
  /** The face in the 960 x 540 px of the picture, from the hairline to the chin, as drawn. */
  const FACE = { left: 394, top: 90, right: 566, bottom: 340 };
  const SIZES = [
    { width: 1_440, height: 900 },
    { width: 768, height: 1_024 },
    { width: 390, height: 844 },
    { width: 844, height: 390 },
    { width: 360, height: 640 },
  ];
  const cues = (text: string) => [{ fromMs: 0, toMs: 400_000, text }];
  const said = (text: string) => ({
    turn: 'speaking' as const,
    buttons: ['repeat' as const],
    caption: { utterance: 3, text, spoken: { startedAt: Date.now(), fromMs: 0, cues: cues(text) } },
  });
  const LONG_LINE = 'Thank you. Let’s move on to something that happens in every team, sooner or later.';
  const accommodations = { ...NO_ACCOMMODATIONS, textAnswers: true };

  /** Signs that cover the face, or whose text is cut. */
  const faults = (page: Page) =>
    page.evaluate(face => {
      const tile = document.querySelector('figure[data-seat-id="recruiter"]')?.getBoundingClientRect();
      if (!tile) throw new Error('There is no tile.');
      const width = Math.min(tile.width, 1.85 * tile.height);
      const scale = Math.max(width / 960, tile.height / 540);
      // As `object-position: 50% 20%` places the picture.
      const left = tile.left + (tile.width - 960 * scale) / 2;
      const top = tile.top + (tile.height - 540 * scale) * 0.2;
      const box = {
        left: left + face.left * scale,
        right: left + face.right * scale,
        top: top + face.top * scale,
        bottom: top + face.bottom * scale,
      };
      const found: string[] = [];
      for (const sign of document.querySelectorAll<HTMLElement>('p[data-turn], figure [data-caption]')) {
        const place = sign.getBoundingClientRect();
        // A sign for screen readers only.
        if ((sign.parentElement?.clientWidth ?? 0) <= 1) continue;
        const words = sign.textContent ?? '';
        const overlaps = place.left < box.right && box.left < place.right && place.bottom > box.top;
        if (overlaps && place.top < box.bottom - 1)
          found.push(`covers the face by ${Math.round(box.bottom - place.top)} px: ${words}`);
        if (place.bottom > tile.bottom + 1 || place.left < tile.left || place.right > tile.right)
          found.push(`leaves the picture: ${words}`);
        for (const part of [sign, ...sign.querySelectorAll<HTMLElement>('span')])
          if (
            part.scrollWidth > part.clientWidth + 1 &&
            getComputedStyle(part).display !== 'inline' &&
            part.clientWidth > 1
          )
            found.push(`is cut: ${part.textContent}`);
      }
      return found;
    }, FACE);

  it.each(SIZES)('signs and captions cover no face and are never cut at $width x $height', async viewport => {
    const now = Date.now();
    const page = await opened(openScreen, room({ turn: 'yours' }), { viewport });
    const states = {
      'moving on': room({ turn: 'goingOn', goesOn: { since: now, at: now + 60_000 } }),
      thinking: room({ turn: 'thinking', thinksUntil: now + 40_000 }),
      'a line': room(said(LONG_LINE)),
      'the question': room(said(QUESTION.text)),
      writing: room({ turn: 'yours', accommodations, writes: true }, { own: 'off' }),
    };
    for (const [state, scene] of Object.entries(states)) {
      await show(page, scene);
      await page.locator('[data-answer-panel]').waitFor();
      if (state === 'writing') await page.getByRole('textbox').waitFor();
      expect(await faults(page), state).toEqual([]);
      // The panel shows the question.
      expect(await page.locator('figure [data-caption]').count(), state).toBe(state === 'a line' ? 1 : 0);
    }
  });

  it.each([
    { width: 844, height: 390 },
    { width: 360, height: 640 },
  ])('seconds stay visible at $width x $height', async viewport => {
    const now = Date.now();
    const page = await opened(openScreen, room({ turn: 'thinking', thinksUntil: now + 40_000 }), {
      viewport,
    });
    const visibly = async (words: RegExp) => {
      const box = await page.getByText(words).first().boundingBox();
      expect(box?.width, `${words}`).toBeGreaterThan(10);
    };
    await visibly(/0:[34]\d left/);
    const answer = { startedAt: now - 100_000, softLimitAt: now - 3_000, limitAt: now + 37_000 };
    await show(page, room({ turn: 'yours', limitMs: 120_000, answer }));
    await page.locator('[data-answer-panel]').waitFor();
    await visibly(/0:3\d left/);
  });
});

describe('above a phone’s keyboard', () => {
  const KEYBOARD_OPEN = { viewport: { width: 390, height: 420 } };

  it('the question, the text field, and “Send answer” stay visible, and no controls cover them', async () => {
    const accommodations = { ...NO_ACCOMMODATIONS, textAnswers: true };
    const page = await opened(
      openScreen,
      room({ turn: 'yours', accommodations }, { own: 'off' }),
      KEYBOARD_OPEN,
    );
    const field = page.getByRole('textbox', { name: texts.written.label });
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
});
