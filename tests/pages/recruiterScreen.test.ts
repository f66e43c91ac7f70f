import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { DESERTED_AFTER_MS } from '../../server/features/session/desertedSessions.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { PageOptions } from '../support/chromium.ts';
import { LOOKS, LOOKS_ON_PHONE } from '../support/looks.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { openRecruiterScreen, QUESTION, seat, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

const ALL = ['finished', 'repeat', 'moment', 'skip', 'extend', 'timer'] as const;

function room(recruiter: Partial<RecruiterView>, others: Partial<Scene> = {}): Scene {
  return {
    screen: 'room',
    view: viewWith({ question: QUESTION, buttons: [...ALL], ...recruiter }),
    ...others,
  };
}

async function opened(scene: Scene, options?: PageOptions): Promise<Page> {
  const page = await openScreen(options);
  await show(page, scene);
  if (scene.screen === 'room') await page.locator('[data-answer-panel]').waitFor();
  return page;
}

/** In the room, and nothing was said yet. */
const BEFORE = {
  turn: 'before',
  buttons: ['ready'],
  question: undefined,
  briefing: 'It takes forty minutes.',
} as never as Partial<RecruiterView>;

const pressed = async (page: Page) =>
  (await sent(page)).map(({ params }) => (params as { button: string }).button);

/** As browsers do where a person blocks the data of all sites. */
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

const sent = (page: Page) => page.evaluate(() => window.recruiterPage.sent());
const button = (page: Page, name: string) => page.locator('fieldset').getByRole('button', { name });

/** What stands at one turn: on the sign whose turn it is, and in the panel below. */
interface Turn {
  shown: Partial<RecruiterView>;
  sign: string;
  panel: readonly string[];
  /** The four buttons in their places, where there are any. */
  buttons?: readonly [string, string, string, string];
}

/** On a phone, where the word stands below a picture. */
const SHORTER: Record<string, string> = { 'Repeat the question': 'Repeat', 'I need a moment': 'Moment' };

/** An interview as its candidate reads it, by the very words. */
function turns(): Turn[] {
  const now = Date.now();
  const { text } = QUESTION;
  const [repeat, moment, skip] = ['Repeat the question', 'I need a moment', 'Skip'] as const;
  const cues = [{ fromMs: 0, toMs: 400_000, text }];
  return [
    {
      shown: BEFORE,
      sign: 'Ready when you are, Press “I’m ready”, or say so',
      panel: [
        'Before you start',
        'The recruiter is waiting for you. Press “I’m ready”, or say so, and it begins.',
        'It takes forty minutes.',
      ],
      buttons: ['I’m ready', repeat, moment, skip],
    },
    {
      shown: {
        turn: 'speaking',
        buttons: ['repeat'],
        caption: { utterance: 3, text, spoken: { startedAt: now, fromMs: 0, cues } },
      },
      sign: 'Speaking, Your turn comes next',
      panel: ['Question 3 of 8', text],
      buttons: ['I’m finished', repeat, moment, skip],
    },
    {
      shown: {
        turn: 'thinking',
        buttons: ['begin', 'repeat', 'moment', 'skip'],
        thinksUntil: now,
        limitMs: 120_000,
      },
      sign: 'Time to think, 0:00 left; begin when you like',
      panel: [text, 'Up to 2:00'],
      buttons: ['Begin now', repeat, moment, skip],
    },
    {
      shown: {
        turn: 'goingOn',
        question: { ...QUESTION, probe: 'Could you give an example?' },
        goesOn: { since: now - 1_000, at: now + 60_000 },
        answer: { startedAt: now - 60_000, softLimitAt: now - 1_000, limitAt: now + 60_000 },
      },
      sign: 'Moving on, Keep talking to continue your answer',
      panel: ['Follow-up', 'Could you give an example?', text],
      buttons: ['I’m finished', repeat, moment, skip],
    },
    {
      shown: {
        turn: 'yours',
        question: { of: 8, practice: true, text: 'Name a tool that you use often.' } as typeof QUESTION,
        trouble: 'no-sound',
      },
      sign: 'Your turn, We can’t hear you',
      panel: ['Practice question', 'not recorded or rated', 'Name a tool that you use often.'],
      buttons: ['I’m finished', repeat, moment, skip],
    },
    {
      shown: {
        turn: 'yours',
        accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true, audioOnly: true },
        advance: [text],
        written: {
          [QUESTION.questionId ?? '']: { text: 'By measuring.', at: now },
        } as RecruiterView['written'],
      },
      sign: 'Your turn, The recruiter is listening',
      panel: ['All questions', 'By measuring.', 'Send answer'],
      buttons: ['I’m finished', repeat, moment, skip],
    },
    {
      shown: { turn: 'moment', buttons: ['moment', 'repeat', 'skip', 'undoSkip'] },
      sign: 'Take your time, The clock is stopped',
      panel: ['Undo skip'],
      buttons: ['I’m finished', repeat, 'Continue', skip],
    },
    {
      shown: { turn: 'person' },
      // A person's picture is on the stage in place of the recruiter's.
      sign: '',
      panel: [
        'A person has taken over. Talk to them directly while the virtual recruiter waits.',
        'Question 3 of 8',
        text,
      ],
    },
    {
      shown: { turn: 'over', closing: true, question: undefined, buttons: ['finish'] } as never,
      sign: 'All done, Thank you',
      panel: [
        'That was the last question. Thank you for your answers.',
        '“Finish” ends the interview for you and everyone in it. People who are here may still want to say goodbye.',
      ],
      buttons: ['Finish', repeat, moment, skip],
    },
  ];
}

describe.each(LOOKS)('$look, by the very words, and axe finds nothing serious', ({ look, options }) => {
  const onPhone = look.includes('phone');
  const scanned = LOOKS_ON_PHONE.some(other => other.look === look);
  const expectInOrder = async (page: Page) => scanned && (await expectAccessible(page));

  it('an interview with the virtual recruiter', async () => {
    const page = await opened(room(BEFORE), options);
    const sign = page.locator('p[data-turn] > span:last-child > span');
    for (const { shown, sign: words, panel, buttons } of turns()) {
      await show(page, room(shown));
      await expect.poll(async () => (await sign.allTextContents()).join(', ')).toBe(words);
      for (const text of panel) await page.locator('[data-answer-panel]').getByText(text).first().waitFor();
      const placed = await page.locator('fieldset button').allInnerTexts();
      const expected = buttons?.map(name => (onPhone ? (SHORTER[name] ?? name) : name)) ?? [];
      expect(placed.map(text => text.trim())).toEqual(expected);
      await expectInOrder(page);
    }
  });

  it('before it and after it', async () => {
    const lobby = viewWith({ turn: 'before' }, { phase: 'lobby' });
    const page = await opened({ screen: 'waiting', view: lobby }, options);
    await page.getByRole('heading', { name: 'You’re all set, Ada Candidate' }).waitFor();
    for (const fact of [
      'A virtual recruiter asks the questions. It is software, and it waits until you say you’re ready.',
      'It follows a script and doesn’t understand or judge what you say. People evaluate your answers.',
      'You see every question as text. You can repeat it, take a moment, skip it, or say when you’re finished.',
      'Need an accommodation, such as more time or written answers? Ask the person who invited you before you start.',
    ])
      await page.getByText(fact).waitFor();
    await expectInOrder(page);
    const openedAt = Date.UTC(2026, 10, 25, 9, 30);
    const over: Partial<InterviewView> = {
      phase: 'ended',
      openedAt,
      endedAt: openedAt + 32 * 60_000,
      afterwards: { tookPart: true, answered: 7, of: 8 },
    };
    await show(page, { screen: 'ended', view: viewWith({ turn: 'over' }, over) });
    await page.getByRole('heading', { name: 'Your interview is complete' }).waitFor();
    for (const text of [
      'Thank you for your time and your answers. There is nothing more you need to do, and you can close this page.',
      'People evaluate your answers, each on their own, by written criteria.',
      'The virtual recruiter only asked the questions. It judged nothing, and no software decides anything about you.',
      'You’ll hear about the outcome from the company that invited you. Ask them if you have questions.',
    ])
      await page.getByText(text).waitFor();
    const facts = page.locator('[data-what-happened] dd');
    const [role, when, ...others] = await facts.allTextContents();
    expect([role, ...others]).toEqual(['Backend Developer', '32 minutes', '7 of 8', 'Yes']);
    expect(when).toMatch(/November.*2026|2026.*November/);
    await expectInOrder(page);
  });
});

it('the end of a practice, and of one that was left, lead on to where its owner finds it', async () => {
  const page = await openScreen();
  const practice = { length: 'short', purpose: 'self' } as const;
  const afterwards = { tookPart: true, answered: 3, of: 3 };
  const over = { phase: 'ended', openedAt: 0, endedAt: 60_000, practice, afterwards } as const;
  await show(page, { screen: 'ended', view: viewWith({ turn: 'over' }, over) });
  await page.getByRole('heading', { name: ended.practiceOver.title }).waitFor();
  await page.getByText('3 of 3').waitFor();
  expect(await page.getByText(ended.recorded).count()).toBe(0);
  await page.getByRole('button', { name: 'Onward' }).click();
  await expect.poll(() => page.title()).toBe('Followed');
  await show(page, { screen: 'ended', place: 'left', view: viewWith({}, { practice }) });
  await page.getByRole('heading', { name: ended.leftPractice.title }).waitFor();
  await page.getByRole('button', { name: ended.comeBack }).waitFor();
  await page.getByRole('button', { name: 'Onward' }).waitFor();
});

it('somebody who was not there is not told that their interview is complete', async () => {
  const page = await openScreen();
  const missed = { phase: 'ended', openedAt: 0, endedAt: 60_000, afterwards: { tookPart: false } } as const;
  await show(page, { screen: 'ended', view: viewWith({ turn: 'over' }, missed) });
  await page.getByRole('heading', { name: ended.overWithoutYou.title }).waitFor();
  expect(await page.locator('[data-what-happened]').count()).toBe(0);
});

it('the page of the end says how long somebody stayed who left earlier, and what has become of the recording', async () => {
  const page = await openScreen();
  const openedAt = Date.now() - 7_200_000;
  const facts = page.locator('[data-what-happened] dd');
  const showEnded = (others: Partial<InterviewView>) =>
    show(page, {
      screen: 'ended',
      view: viewWith({ turn: 'over' }, { phase: 'ended', openedAt, endedAt: Date.now(), ...others }),
    });
  const left = { ...seat('ada', 'candidate', 'Ada'), presence: 'left', presenceSince: openedAt + 60_000 };
  await showEnded({
    seats: { ada: left } as never,
    afterwards: { tookPart: true },
    recording: { state: 'off', kept: false, erased: true },
  });
  await expect
    .poll(async () => (await facts.allTextContents()).slice(2))
    .toEqual(['1 minute', 'Yes, and deleted since']);
  await showEnded({
    afterwards: { tookPart: true, answered: 3 },
    recording: { state: 'off', kept: false },
  });
  await expect.poll(async () => (await facts.allTextContents()).slice(2)).toEqual(['120 minutes', '3', 'No']);
});

describe('before the first question', () => {
  it('the recruiter waits for “I’m ready”, which a key presses, too', async () => {
    const page = await opened(room(BEFORE));
    await button(page, 'I’m ready').click();
    await page.keyboard.press('b');
    expect(await pressed(page)).toEqual(['ready', 'ready']);
  });

  it('tells of accommodations and of the script where the kit has nothing to read', async () => {
    const page = await opened(room({ ...BEFORE, briefing: undefined } as never));
    await page.getByText('Need an accommodation').waitFor();
  });

  it('the introduction can be read and skipped by keyboard', async () => {
    const page = await opened(room({ ...BEFORE, turn: 'speaking', buttons: ['skipIntroduction'] }));
    await page.getByText('It takes forty minutes.').waitFor();
    await page.keyboard.press('f');
    await page.locator('[data-button="skipIntroduction"]:focus').waitFor();
    await page.keyboard.press('Enter');
    expect(await pressed(page)).toEqual(['skipIntroduction']);
  });
});

it('a question that is longer than its place can be scrolled by keyboard from the moment it stands there', async () => {
  const page = await openScreen();
  // As on a machine so busy that it draws nothing yet.
  await page.evaluate(() => {
    ResizeObserver.prototype.observe = () => undefined;
  });
  await show(page, room({ question: { ...QUESTION, text: `${QUESTION.text} `.repeat(40) } }));
  await page.locator('[data-answer-panel]').waitFor();
  const place = page.locator('[data-answer-panel]').getByRole('group', { name: 'The question' });
  expect(await place.getAttribute('tabindex', { timeout: 1_000 })).toBe('0');
});

describe('leaving', () => {
  const dialog = async (page: Page) => {
    await page.getByRole('button', { name: 'Leave' }).click();
    return page.getByRole('alertdialog').textContent();
  };

  it('says that the recruiter waits, and how long', async () => {
    expect(await dialog(await opened(room({ turn: 'yours' })))).toContain(
      'The recruiter waits for you. Come back with the same link within two hours',
    );
    expect(DESERTED_AFTER_MS).toBe(2 * 3_600_000);
  });

  it('says that it ends the interview once all questions are done, where “Finish” does so at once', async () => {
    const page = await opened(room({ turn: 'over', buttons: ['finish'] }));
    await button(page, 'Finish').click();
    expect(await pressed(page)).toEqual(['finish']);
    expect(await dialog(page)).toContain('Leaving ends the interview.');
  });
});

describe('the candidate’s buttons', () => {
  it('undo a skip, also by key', async () => {
    const page = await opened(room({ turn: 'thinking', buttons: ['begin', 'skip', 'undoSkip'] }));
    await page.getByRole('button', { name: 'Undo skip' }).click();
    await page.keyboard.press('u');
    expect(await pressed(page)).toEqual(['undoSkip', 'undoSkip']);
  });

  it('tell which line they were pressed at', async () => {
    const page = await opened(room({ turn: 'yours', caption: { utterance: 7, text: QUESTION.text } }));
    await button(page, texts.buttons.finished.full).click();
    expect(await sent(page)).toEqual([
      { name: 'recruiter.press', params: { button: 'finished', utterance: 7 } },
    ]);
  });

  it('show that a press is on its way, and take no second one meanwhile', async () => {
    const page = await opened(room({ turn: 'yours' }, { unanswered: true }));
    const finished = button(page, texts.buttons.finished.full);
    await finished.click();
    await page.locator('[data-button="finished"][aria-busy="true"]').waitFor();
    await finished.click({ force: true });
    await button(page, texts.buttons.repeat.full).click();
    expect(await sent(page)).toHaveLength(1);
  });

  it('do nothing while they are not offered, and keep their place', async () => {
    const page = await opened(room({ turn: 'yours' }));
    const before = await button(page, texts.buttons.finished.full).boundingBox();
    await show(page, room({ turn: 'speaking', buttons: ['repeat'] }));
    const finished = button(page, texts.buttons.finished.full);
    expect(await finished.boundingBox()).toEqual(before);
    await finished.click({ force: true });
    expect(await sent(page)).toEqual([]);
  });

  it('do not take the second half of a double press on “Begin now” for “I’m finished”', async () => {
    const page = await opened(room({ turn: 'thinking', buttons: ['begin'] }));
    await button(page, texts.buttons.begin.full).click();
    const answering = viewWith({ turn: 'yours', question: QUESTION, buttons: ['finished'] });
    // All of it within the page, as quick as a finger.
    await page.evaluate(async view => {
      window.recruiterPage.change(view);
      await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
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
      before: 'Begin now',
      after: 'I’m finished',
      first: { turn: 'thinking', buttons: ['begin'] },
      next: { turn: 'yours', buttons: ['finished'] },
    },
  ])(
    'look faint for as long as they take no press: “$before”, then “$after”',
    async ({ after, first, next }) => {
      const page = await opened(room(first));
      const place = page.locator('fieldset button').first();
      expect(await place.getAttribute('aria-disabled')).toBeNull();
      const look = () => place.evaluate(element => getComputedStyle(element).backgroundColor);
      const changed = viewWith({ question: QUESTION, ...next });
      const atOnce = await page.evaluate(async view => {
        window.recruiterPage.change(view);
        await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
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

  it('have “Answer again” in practice alone, with how many takes are left, reached by a key', async () => {
    const page = await opened(room({ turn: 'yours' }));
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
    await page.getByText('Go to “Answer again”; Enter presses it').waitFor();
  });

  it('say nothing when the recruiter has gone on meanwhile, and say so when something is wrong', async () => {
    const page = await opened(room({ turn: 'yours' }, { refusal: 'conflict' }));
    await button(page, texts.buttons.skip.full).click();
    await page.locator('[data-button="skip"]:not([aria-busy])').waitFor();
    expect(await page.getByText(texts.buttons.failed).count()).toBe(0);
    await show(page, room({ turn: 'yours' }, { refusal: 'internal' }));
    await button(page, texts.buttons.skip.full).click();
    await page.getByText(texts.buttons.failed).waitFor();
  });

  it('have keys, of which none ends an answer by itself', async () => {
    const page = await opened(room({ turn: 'yours' }));
    await page.keyboard.press('f');
    await page.locator('[data-button="finished"]:focus').waitFor();
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('r');
    await page.keyboard.press('n');
    const buttons = (await sent(page)).map(({ params }) => (params as { button: string }).button);
    expect(buttons).toEqual(['finished', 'repeat', 'moment']);
  });
});

describe('what a candidate can set for themselves', () => {
  const cues = [{ fromMs: 0, toMs: 400_000, text: 'How do you find out?' }];

  it('captions go and come again, also after a reload; a line without voice stands there all the same', async () => {
    const speaking = () =>
      room({
        turn: 'speaking',
        caption: { utterance: 2, text: 'All of it', spoken: { startedAt: Date.now(), fromMs: 0, cues } },
      });
    const page = await opened(speaking());
    await page.locator('[data-caption]', { hasText: 'How do you find out?' }).waitFor();
    await page.getByRole('button', { name: texts.captions.hide }).click();
    await page.locator('[data-caption]').waitFor({ state: 'detached' });
    await page.reload();
    await show(page, speaking());
    await page.getByRole('button', { name: texts.captions.show }).waitFor();
    expect(await page.locator('[data-caption]').count()).toBe(0);
    await show(page, room({ turn: 'speaking', caption: { utterance: 3, text: 'Nobody hears this.' } }));
    await page.locator('[data-caption]', { hasText: 'Nobody hears this.' }).waitFor();
  });

  it('the limit of an answer can be seen from the question on', async () => {
    const page = await opened(room({ turn: 'thinking', thinksUntil: Date.now() + 60_000, limitMs: 120_000 }));
    await page.getByText('Up to 2:00').waitFor();
    const answer = { startedAt: Date.now() - 5_000, limitAt: Date.now() + 115_000 };
    await show(page, room({ turn: 'yours', limitMs: 120_000, answer }));
    await page.getByText('of 2:00').waitFor();
  });

  it('the time can be hidden, extended and switched off', async () => {
    const answer = { startedAt: Date.now() - 61_000, limitAt: Date.now() + 600_000 };
    const page = await opened(room({ turn: 'yours', answer }));
    await page.getByRole('timer').waitFor();
    const menu = page.getByRole('button', { name: texts.time.menu });
    for (const item of [texts.time.extend, texts.time.limitOff, texts.time.hide]) {
      await menu.click();
      await page.getByRole('menuitem', { name: item }).click();
    }
    await page.getByRole('timer').waitFor({ state: 'detached' });
    const buttons = (await sent(page)).map(({ params }) => (params as { button: string }).button);
    expect(buttons).toEqual(['extend', 'timer']);
  });
});

describe('a candidate who answers in writing', () => {
  const writing = { turn: 'yours', accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true } } as const;

  it('finds the draft again after a reload, and hands it in', async () => {
    const page = await opened(room(writing));
    await page.getByRole('textbox', { name: texts.written.label }).fill('I would measure first.');
    await page.reload();
    await show(page, room(writing));
    const field = page.getByRole('textbox', { name: texts.written.label });
    await expect.poll(() => field.inputValue()).toBe('I would measure first.');
    await page.getByRole('button', { name: texts.written.send }).click();
    await expect.poll(() => field.inputValue()).toBe('');
    expect(await sent(page)).toEqual([
      {
        name: 'recruiter.write',
        params: { questionId: QUESTION.questionId, text: 'I would measure first.' },
      },
    ]);
  });

  it('keeps what was typed while the answer was on its way', async () => {
    const page = await opened(room(writing, { unanswered: true }));
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

  it('writes where the browser keeps no data of this site, and is told', async () => {
    const page = await openScreen({ prepare: blockStorage });
    await show(page, room(writing));
    await page.getByRole('textbox', { name: texts.written.label }).fill('I would measure first.');
    await page.getByText(texts.written.notKept).waitFor();
  });

  it('loses nothing when the question was closed meanwhile', async () => {
    const page = await opened(room(writing, { refusal: 'conflict' }));
    const field = page.getByRole('textbox', { name: texts.written.label });
    await field.fill('Too late?');
    await page.getByRole('button', { name: texts.written.send }).click();
    await page.getByText(texts.written.gone).waitFor();
    expect(await field.inputValue()).toBe('Too late?');
  });

  it('has no field at the practice question', async () => {
    const page = await opened(
      room({ ...writing, question: { of: 8, practice: true, text: 'Your weekend?' } }),
    );
    await page.getByText(texts.panel.practiceNote).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });
});

describe('accommodations', () => {
  it('with sound only, the recruiter’s picture is not asked for, and the own camera is never started', async () => {
    const audioOnly = { ...NO_ACCOMMODATIONS, audioOnly: true };
    const page = await opened(room({ turn: 'yours', accommodations: audioOnly }, { picture: '/face.png' }));
    await page.locator('figure[data-seat-id="recruiter"]').waitFor();
    expect(await page.locator('video[data-seat-id="recruiter"]').count()).toBe(0);
    const before = viewWith({ turn: 'before', accommodations: audioOnly }, { phase: 'lobby' });
    await show(page, { screen: 'prejoin', own: 'off', view: before });
    await page.locator('[data-check="Microphone"]').waitFor();
    expect(await page.locator('[data-check="Camera"]').count()).toBe(0);
    expect(await sent(page)).toEqual([{ name: 'start', params: 'microphone' }]);
  });

  it('questions in advance can be read before, and in the room at the press of a button', async () => {
    const advance = [QUESTION.text, 'What is an index?'];
    const before = viewWith({ turn: 'before', advance }, { phase: 'lobby' });
    const page = await opened({ screen: 'prejoin', view: before });
    await page.getByText('What is an index?').waitFor();
    await show(page, { screen: 'waiting', view: before });
    await page.getByText('What is an index?').waitFor();
    await show(page, room({ turn: 'yours', advance }));
    await page.getByRole('button', { name: texts.advance.open }).click();
    await page.getByText('What is an index?').waitFor();
  });
});

describe('the recruiter’s tile', () => {
  it('carries its picture for everybody, and is gone while a person has taken over', async () => {
    const seats = {
      ada: seat('ada', 'candidate', 'Ada Candidate'),
      grace: seat('grace', 'interviewer', 'Grace Interviewer'),
      olga: seat('olga', 'observer', 'Olga Observer'),
    };
    const asked = { picture: '/face.png', cameras: ['grace'] };
    const page = await opened(room({ turn: 'yours' }, { ...asked, view: viewWith({}, { seats } as never) }));
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
