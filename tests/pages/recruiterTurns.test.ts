import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { OrganizationCard } from '../../shared/organization.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { expectAccessible } from '../support/accessible.ts';
import { LOOKS, LOOKS_ON_PHONE } from '../support/looks.ts';
import { BEFORE, opened, room } from '../support/recruiterRoom.ts';
import { openRecruiterScreen, QUESTION, seat, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

/** Texts at one turn: the sign that says whose turn it is, and the panel below. */
interface Turn {
  shown: Partial<RecruiterView>;
  sign: string;
  panel: readonly string[];
  /** The buttons in order, if there are any. */
  buttons?: readonly string[];
}

/** Shorter labels on a phone, where the word is below an icon. */
const SHORTER: Record<string, string> = { 'Repeat the question': 'Repeat', 'I need a moment': 'Moment' };

/** Returns every turn of an interview with the exact texts the candidate reads. */
function turns(): Turn[] {
  const now = Date.now();
  const { text } = QUESTION;
  const [repeat, moment, skip] = ['Repeat the question', 'I need a moment', 'Skip'] as const;
  const cues = [{ fromMs: 0, toMs: 400_000, text }];
  return [
    {
      shown: BEFORE,
      sign: 'Ready when you are, Press “I’m ready” or start talking',
      panel: [
        'Before you start',
        'The recruiter is waiting for you. To start, press “I’m ready” or start talking.',
        'It takes forty minutes.',
      ],
      buttons: ['I’m ready'],
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
      sign: 'Time to think, 0:00 left. Start when you like.',
      panel: [text, 'Up to 2:00'],
      buttons: ['Start now', repeat, moment, skip],
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
      panel: ['All questions', 'By measuring.', 'Your written answer'],
      buttons: ['I’m finished', repeat, moment, skip],
    },
    {
      shown: { turn: 'moment', buttons: ['moment', 'repeat', 'skip', 'undoSkip'] },
      sign: 'Take your time, The clock has stopped',
      panel: ['Undo skip'],
      buttons: ['I’m finished', repeat, 'Continue', skip],
    },
    {
      shown: { turn: 'person' },
      // A person's video replaces the recruiter's on the stage.
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
        'That was the last question.',
        '“Finish” ends the interview for everyone. People who are here may still want to say goodbye.',
      ],
      buttons: ['Finish'],
    },
  ];
}

describe.each(LOOKS)(
  '$look, the exact texts are shown, and axe finds no serious problem',
  ({ look, options }) => {
    const onPhone = look.includes('phone');
    const scanned = LOOKS_ON_PHONE.some(other => other.look === look);
    const expectInOrder = async (page: Page) => scanned && (await expectAccessible(page));

    it('in an interview with the virtual recruiter', async () => {
      const page = await opened(openScreen, room(BEFORE), options);
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

    it('before and after the interview', async () => {
      const lobby = viewWith({ turn: 'before' }, { phase: 'lobby' });
      const page = await opened(openScreen, { screen: 'waiting', view: lobby }, options);
      await page.getByRole('heading', { name: 'You’re all set, Ada Candidate' }).waitFor();
      for (const fact of [
        'A virtual recruiter asks the questions. It’s software, and it waits until you’re ready.',
        'It follows a script and doesn’t understand or rate what you say. People evaluate your answers.',
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
        'Thank you for your time and your answers. There’s nothing more you need to do, and you can close this page.',
        'People evaluate your answers, each on their own, against written criteria.',
        'The virtual recruiter only asked the questions. It didn’t rate you, and no software makes decisions about you.',
        ended.outcomeFrom(''),
      ])
        await page.getByText(text).waitFor();
      const facts = page.locator('[data-what-happened] dd');
      const [role, when, ...others] = await facts.allTextContents();
      expect([role, ...others]).toEqual(['Backend Developer', '32 minutes', '7 of 8', 'Yes']);
      expect(when).toMatch(/November.*2026|2026.*November/);
      await expectInOrder(page);
    });
  },
);

it('before, in the waiting room, and at the end, with the organization that invites, how to reach it, and the appointment', async () => {
  const page = await openScreen({ prepare: writeOrganization });
  const logo = page.getByRole('img', { name: ORGANIZATION.name });
  const contact = page.getByRole('link', { name: ORGANIZATION.email });
  const over: Partial<InterviewView> = { phase: 'ended', openedAt: 0, endedAt: 60_000 };
  const before = viewWith(BEFORE, { phase: 'lobby' });
  const screens = { prejoin: before, waiting: before, ended: viewWith({ turn: 'over' }, over) };
  for (const [screen, view] of Object.entries(screens)) {
    await show(page, { screen: screen as 'prejoin', view });
    for (const part of [logo, contact]) await part.waitFor();
    expect(await page.locator('time').count(), screen).toBe(screen === 'ended' ? 0 : 1);
    expect(await page.getByText(ORGANIZATION.contact).count(), screen).toBe(1);
  }
});

const ORGANIZATION: OrganizationCard = {
  name: 'Ampère',
  email: 'jobs@example.org',
  phone: '',
  website: '',
  contact: 'We answer until six.',
  logo: { src: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>', width: 90, height: 30 },
};

/** Adds what the server writes into the page, before the page's scripts run. */
function writeOrganization(page: Page): Promise<unknown> {
  return page.addInitScript(
    card =>
      document.addEventListener(
        'readystatechange',
        () => {
          const meta = document.createElement('meta');
          Object.assign(meta, { name: 'organization', content: card });
          document.head.append(meta);
        },
        { once: true },
      ),
    JSON.stringify(ORGANIZATION),
  );
}

it('at the end of a finished practice and of one that was left, with a link to its private page', async () => {
  const page = await openScreen();
  const practice = { length: 'short', purpose: 'self' } as const;
  const afterwards = { tookPart: true, answered: 3, of: 3 };
  const over = { phase: 'ended', openedAt: 0, endedAt: 60_000, practice, afterwards } as const;
  await show(page, { screen: 'ended', view: viewWith({ turn: 'over' }, over) });
  await page.getByRole('heading', { name: ended.practiceOver.title }).waitFor();
  await page.getByText('3 of 3').waitFor();
  expect(await page.getByText(ended.recorded('', '').slice(0, 40)).count()).toBe(0);
  await page.getByRole('button', { name: 'Onward' }).click();
  await expect.poll(() => page.title()).toBe('Followed');
  await show(page, { screen: 'ended', place: 'left', view: viewWith({}, { practice }) });
  await page.getByRole('heading', { name: ended.leftPractice.title }).waitFor();
  await page.getByRole('button', { name: ended.comeBack }).waitFor();
  await page.getByRole('button', { name: 'Onward' }).waitFor();
});

it('for a person who was absent, without saying that their interview is complete', async () => {
  const page = await openScreen();
  const missed = { phase: 'ended', openedAt: 0, endedAt: 60_000, afterwards: { tookPart: false } } as const;
  await show(page, { screen: 'ended', view: viewWith({ turn: 'over' }, missed) });
  await page.getByRole('heading', { name: ended.overWithoutYou.title }).waitFor();
  expect(await page.locator('[data-what-happened]').count()).toBe(0);
});

it('for a person who left early, with how long they stayed and what happened to the recording', async () => {
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
    .toEqual(['1 minute', 'Yes, deleted since then']);
  await showEnded({
    afterwards: { tookPart: true, answered: 3 },
    recording: { state: 'off', kept: false },
  });
  await expect.poll(async () => (await facts.allTextContents()).slice(2)).toEqual(['120 minutes', '3', 'No']);
});
