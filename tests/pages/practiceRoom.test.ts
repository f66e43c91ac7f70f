import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { practiceRoom } from '../../client/texts/practiceRoom.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { recruiter } from '../../client/texts/recruiter.ts';
import { room } from '../../client/texts/room.ts';
import { roomRecording } from '../../client/texts/roomRecording.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { PRACTICE_START_WITHIN_MINUTES, type PracticePurpose } from '../../shared/practice/practice.ts';
import type { RecruiterButton, RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { expectAccessible } from '../support/accessible.ts';
import { drawn } from '../support/drawn.ts';
import { LOW_WINDOWS, SIZES } from '../support/looks.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { openRecruiterScreen, QUESTION, sent, show, viewWith } from '../support/recruiterScreen.ts';

const open = openRecruiterScreen();
const PHONE = SIZES.phone;
/** Text for people whom a company has invited. It would be untrue for people who practice. */
const INVITED = /invited|company|interviewers let|same link/i;

const practicing = (purpose: PracticePurpose, question = true, consent = false) => {
  const view = viewWith(
    {
      attended: false,
      accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true },
      ...(question && { question: QUESTION }),
    },
    {
      practice: { length: 'short', purpose },
      watching: 0,
      recording: { state: 'off', why: 'consent', kept: false },
    },
  );
  for (const seat of Object.values(view.seats))
    if (consent) seat.consent = { version: 0, recording: false, observers: false };
  return view;
};
const arriving = (purpose: PracticePurpose) => {
  const view = practicing(purpose, false);
  for (const seat of Object.values(view.seats)) seat.presence = 'preparing';
  return { ...view, phase: 'lobby' as const };
};
const draw = (page: Page, screen: Scene['screen'], purpose: PracticePurpose, more: Partial<Scene> = {}) =>
  show(page, { screen, view: practicing(purpose, screen === 'room'), ...more });
const field = (page: Page) => page.getByRole('textbox', { name: recruiter.written.label });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const focused = (page: Page, element: Locator) => element.and(page.locator(':focus'));
const wordsIn = (text: string) => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
const words = (page: Page) => page.locator('#root').textContent();

describe('before practice', () => {
  it('one choice above "Join" says who can watch', async () => {
    const { consent, next, join } = practiceRoom;
    const page = await open({ viewport: PHONE });
    await show(page, { screen: 'prejoin', view: arriving('self') });
    const choice = (words: string) => page.getByRole('radio', { name: words, exact: true });
    const [yes, no] = [choice(consent.yes), choice(consent.no)];
    expect([await yes.isChecked(), await no.isChecked()]).toEqual([false, true]);
    await page.getByText(consent.more).click();
    await page.getByText(consent.hint('self', undefined)).waitFor();
    expect(await words(page)).not.toMatch(INVITED);
    await expectAccessible(page);
    await yes.click();
    await page.getByText(consent.agreed).waitFor();
    await no.click();
    await page.getByText(consent.declined.self).waitFor();
    await page.getByText(next.self, { exact: true }).waitFor();
    const top = async (of: Locator) => (await of.boundingBox())?.y ?? 0;
    expect(await top(no)).toBeLessThan(await top(button(page, join)));
  });

  it('an evaluated practice is recorded without a choice, and one press leaves the evaluation', async () => {
    const { consent, evaluated, next } = practiceRoom;
    const page = await open({ viewport: PHONE });
    const consents = async () =>
      (await sent(page)).filter(({ name }) => name === 'consent.give').map(({ params }) => params);
    const answered = (recording: boolean) => ({ consent: { version: CONSENT_VERSION, recording } });
    const view = arriving('evaluation');
    await show(page, { screen: 'prejoin', view });
    await page.getByRole('heading', { name: evaluated.title }).waitFor();
    await page.getByText(evaluated.body).waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    await page.getByText(consent.more).click();
    await page.getByText(consent.hint('evaluation', undefined)).waitFor();
    await page.getByText(next.evaluation, { exact: true }).waitFor();
    await expectAccessible(page);
    expect(await consents()).toEqual([]);
    await button(page, practiceRoom.join).click();
    await expect.poll(consents).toEqual([answered(true)]);

    await show(page, { screen: 'prejoin', view });
    await button(page, evaluated.decline).click();
    await page.getByText(evaluated.declinedBody).waitFor();
    await expectAccessible(page);
    expect(await words(page)).not.toContain('People evaluate your answers');
    await focused(page, button(page, evaluated.agree)).waitFor();
    await button(page, practiceRoom.join).click();
    await expect.poll(consents).toEqual([answered(false)]);
  });

  it('says what is asked and how long it takes, as the start page does', async () => {
    const page = await open({ viewport: PHONE });
    const view = { ...arriving('self'), plannedMinutes: 5 };
    const practiced = { minutes: 3, question: 'Please tell me about yourself.' };
    await show(page, { screen: 'prejoin', view, practiced });
    await page.getByText('3 min · Please tell me about yourself.', { exact: true }).waitFor();
  });

  it('that is under way says where it continues, and until when', async () => {
    const page = await open({ viewport: PHONE });
    const view: InterviewView = { ...arriving('self'), phase: 'open' };
    for (const seat of Object.values(view.seats))
      Object.assign(seat, { tookPart: true, presenceSince: Date.now() });
    if (view.recruiter) view.recruiter.reached = { number: 2, of: 3 };
    await show(page, { screen: 'prejoin', view });
    await page.getByRole('heading', { name: practiceRoom.back }).waitFor();
    await page.getByText(/^You’re at question 2 of 3\. Continue by \d+:\d\d.+\.$/).waitFor();
    await button(page, prejoin.back.join).waitFor();
  });

  it('without devices offers to write instead, before the problem’s details and any choice', async () => {
    const page = await open({ viewport: PHONE });
    await show(page, { screen: 'prejoin', view: arriving('self'), failing: 'both' });
    const write = button(page, practiceRoom.goWithoutBoth);
    await write.waitFor();
    expect(await button(page, practiceRoom.join).count()).toBe(0);
    expect(await page.locator('[data-consent]').count()).toBe(0);
    await expectAccessible(page);
    await write.focus();
    await write.click();
    await focused(page, button(page, practiceRoom.join)).waitFor();
    await page.getByText(practiceRoom.without.microphone).waitFor();
  });

  it('shows how far the recruiter’s voice is, and joins automatically after an early press', async () => {
    const page = await open({ viewport: PHONE });
    await show(page, { screen: 'prejoin', view: arriving('self'), preparing: 0.4 });
    const bar = page.getByRole('progressbar', { name: practiceRoom.preparing });
    await bar.waitFor();
    expect(await bar.getAttribute('aria-valuetext')).toBe('40%');
    await button(page, practiceRoom.join).click();
    await page.getByText(practiceRoom.joins).waitFor();
    await button(page, uiTexts.cancel).click();
    await button(page, practiceRoom.join).click();
    const entered = () =>
      page.evaluate(() => window.recruiterPage.sent().filter(({ name }) => name === 'consent.give').length);
    expect(await entered()).toBe(0);
    await page.evaluate(() => window.recruiterPage.prepared());
    await expect.poll(entered).toBe(1);
  });

  it('offers the choice about the recording that the person made last time in this tab', async () => {
    const page = await open();
    await show(page, { screen: 'prejoin', view: arriving('self') });
    await page.getByRole('radio', { name: practiceRoom.consent.yes, exact: true }).click();
    await button(page, practiceRoom.join).click();
    await show(page, { screen: 'prejoin', view: arriving('self') });
    expect(await page.getByRole('radio', { name: practiceRoom.consent.yes, exact: true }).isChecked()).toBe(
      true,
    );
    await page.getByText(practiceRoom.asBefore).waitFor();
    await page.getByRole('radio', { name: practiceRoom.consent.no, exact: true }).click();
    expect(await page.getByText(practiceRoom.asBefore).count()).toBe(0);
  });

  it.each([...Object.values(SIZES), ...Object.values(LOW_WINDOWS)])(
    'the choice is above "Join", which is visible, and no part of it is below the bar: $width x $height',
    async viewport => {
      const page = await open({ viewport });
      await show(page, { screen: 'prejoin', view: arriving('self') });
      const choice = await page.locator('[data-consent] label').last().boundingBox();
      const bar = await page.locator('[data-join-bar]').boundingBox();
      expect((choice?.y ?? 0) + (choice?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
      const join = await button(page, practiceRoom.join).boundingBox();
      expect((join?.y ?? 0) + (join?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    },
  );

  it('never has the texts for invited people, not even while the interview has not arrived', async () => {
    const page = await open();
    const view = arriving('self');
    await show(page, {
      screen: 'prejoin',
      view,
      unseen: true,
      attempt: { length: 'short', purpose: 'self' },
    });
    await page.getByRole('heading', { name: practiceRoom.hello }).waitFor();
    expect(await page.title()).toBe(`${practiceRoom.hello} · Vivavoce`);
    await page.getByRole('radio', { name: practiceRoom.consent.yes, exact: true }).waitFor();
    expect(await words(page)).not.toMatch(INVITED);
    await page.evaluate(next => window.recruiterPage.change(next), view);
    await page.getByText(practiceRoom.intro(view.jobRole, 'short', view.plannedMinutes)).waitFor();
  });

  it('says what pre-join is for in few words', async () => {
    const page = await open({ viewport: PHONE });
    await show(page, { screen: 'prejoin', view: arriving('self') });
    await button(page, practiceRoom.join).waitFor();
    // biome-ignore lint/performance/useDomNodeTextContent: only words that are visible count
    expect(await page.locator('main').innerText().then(wordsIn)).toBeLessThanOrEqual(126);
  });

  it.each(['self', 'evaluation'] as const)('the way in says who evaluates: %s', async purpose => {
    const page = await open();
    const view = practicing(purpose, false);
    for (const seat of Object.values(view.seats))
      seat.consent = { version: CONSENT_VERSION, recording: true, observers: false };
    await show(page, { screen: 'waiting', view });
    await page.getByText(practiceRoom.facts[purpose]).waitFor();
    expect(await words(page)).not.toMatch(INVITED);
  });
});

describe('the recruiter starts', () => {
  const begins = (view: InterviewView, more: Partial<Scene> = {}) => ({
    screen: 'room' as const,
    view: { ...view, recruiter: { ...view.recruiter, turn: 'before', buttons: ['ready'] } as RecruiterView },
    ...more,
  });
  const presses = (page: Page) =>
    page.evaluate(() => window.recruiterPage.sent().filter(({ name }) => name === 'recruiter.press'));
  const READY = { name: 'recruiter.press', params: { button: 'ready', utterance: 0 } };
  const panel = (page: Page) => page.getByRole('region', { name: recruiter.panel.label });

  it('automatically in practice, once the page can play audio', async () => {
    const page = await open({ viewport: PHONE });
    await show(page, begins(practicing('self', false), { sound: 'blocked' }));
    await panel(page).getByText(practiceRoom.ready).waitFor();
    await panel(page).getByText(practiceRoom.startWithin(PRACTICE_START_WITHIN_MINUTES)).waitFor();
    await page.locator('[data-turn]').getByText(practiceRoom.begins.detail).waitFor();
    await expectAccessible(page);
    expect(await presses(page)).toEqual([]);
    await button(page, room.soundBlocked.action).click();
    await expect.poll(() => presses(page)).toEqual([READY]);
  });

  it('at a press when no audio is playing', async () => {
    const page = await open({ viewport: PHONE });
    await show(page, begins(practicing('self', false)));
    await button(page, recruiter.buttons.ready.brief).click();
    expect(await presses(page)).toEqual([READY]);
  });

  it('at a press in an interview, even when audio plays', async () => {
    const page = await open({ viewport: PHONE });
    const { practice: _none, ...view } = practicing('self', false);
    await show(page, begins(view, { sound: 'heard' }));
    await panel(page).getByText(recruiter.panel.ready).waitFor();
    expect(await presses(page)).toEqual([]);
  });
});

describe('in practice', () => {
  it('a person with a microphone speaks, and can choose to write instead', async () => {
    const page = await open();
    await draw(page, 'room', 'self');
    await button(page, practiceRoom.write.full).waitFor();
    expect(await field(page).count()).toBe(0);
    await button(page, practiceRoom.write.full).click();
    await field(page).fill('A thought, in writing.');
    await expectAccessible(page);
    // The draft is restored.
    await button(page, practiceRoom.speak.full).click();
    await field(page).waitFor({ state: 'detached' });
    await button(page, practiceRoom.write.full).click();
    expect(await field(page).inputValue()).toBe('A thought, in writing.');
  });

  it('“I’m finished” also sends the draft of a closed text field', async () => {
    const page = await open({ viewport: PHONE });
    const view = practicing('self');
    const recruiterView = { ...view.recruiter, turn: 'yours', buttons: ['finished'] } as RecruiterView;
    await show(page, { screen: 'room', view: { ...view, recruiter: recruiterView } });
    await button(page, practiceRoom.write.full).click();
    await field(page).fill('An index is a map.');
    await button(page, practiceRoom.speak.full).click();
    const writes = async () => (await sent(page)).filter(({ name }) => name === 'recruiter.write');
    await button(page, recruiter.buttons.finished.brief).click();
    await page.getByText(recruiter.written.unsent).waitFor();
    await focused(page, field(page)).waitFor();
    expect(await writes()).toEqual([]);
    await button(page, recruiter.written.send).click();
    await expect.poll(writes).toMatchObject([{ params: { text: 'An index is a map.' } }]);
  });

  it('a person who writes is not told that they are muted', async () => {
    const page = await open({ viewport: PHONE });
    const view = practicing('self');
    const recruiterView = { ...view.recruiter, turn: 'yours', trouble: 'muted' } as RecruiterView;
    await show(page, { screen: 'room', view: { ...view, recruiter: recruiterView }, own: 'muted' });
    const notice = page.locator('[data-trouble="muted"]');
    const sign = page.locator('[data-turn="yours"]');
    await notice.waitFor();
    await button(page, practiceRoom.write.full).click();
    await notice.waitFor({ state: 'detached' });
    await sign.getByText(recruiter.turn('yours', { writing: true }).detail).waitFor();
    await button(page, practiceRoom.speak.full).click();
    await notice.waitFor();
    await sign.getByText(recruiter.turn('yours', { unheard: true }).detail).waitFor();
  });

  it('a person who chose to write is muted, has one button to send, and the recruiter knows', async () => {
    const page = await open({ viewport: PHONE });
    const view = practicing('self');
    const recruiterView = {
      ...view.recruiter,
      turn: 'yours',
      buttons: ['finished', 'skip'],
    } as RecruiterView;
    await show(page, { screen: 'room', view: { ...view, recruiter: recruiterView } });
    // The words are visible on a phone, too.
    await page.getByText(practiceRoom.write.brief, { exact: true }).click();
    expect(await sent(page)).toEqual([
      { name: 'setMuted', params: true },
      { name: 'recruiter.setWriting', params: { on: true } },
    ]);
    await button(page, recruiter.written.send).waitFor();
    expect(await button(page, recruiter.buttons.finished.brief).count()).toBe(0);
    await page.getByText(practiceRoom.speak.brief, { exact: true }).click();
    expect((await sent(page)).slice(2)).toEqual([{ name: 'setMuted', params: false }]);
    await button(page, recruiter.buttons.finished.brief).waitFor();
  });

  it('an answer that was typed is sent when the person leaves, and the dialog speaks of practice', async () => {
    const page = await open({ viewport: PHONE });
    await draw(page, 'room', 'self', { own: 'off' });
    const dialog = page.getByRole('alertdialog', { name: practiceRoom.leave.title });
    await button(page, room.controls.leave).click();
    await dialog.getByText(practiceRoom.leave.body, { exact: true }).waitFor();
    const [first] = await dialog.getByRole('button').all();
    const stay = dialog.getByRole('button', { name: room.leave.stay, exact: true });
    // The safe button is above the one that leaves.
    expect(await first?.textContent()).toBe(room.leave.stay);
    const leave = await dialog.getByRole('button', { name: room.leave.confirm, exact: true }).boundingBox();
    expect((await stay.boundingBox())?.y).toBeLessThan(leave?.y ?? 0);
    await stay.click();
    await field(page).fill('Half of an answer');
    await button(page, room.controls.leave).click();
    await dialog.getByText(`${practiceRoom.leave.body} ${room.leave.draft}`, { exact: true }).waitFor();
    expect(await dialog.textContent()).not.toMatch(/interview|link/i);
    await dialog.getByRole('button', { name: room.leave.confirm, exact: true }).click();
    await expect
      .poll(() => sent(page))
      .toContainEqual({
        name: 'recruiter.write',
        params: { questionId: QUESTION.questionId, text: 'Half of an answer', draft: true },
      });
  });

  it('one’s own tile says “You” in full on a phone, muted or not', async () => {
    const page = await open({ viewport: PHONE });
    await draw(page, 'room', 'self', { own: 'muted' });
    const name = page.locator('figcaption').getByText(room.you, { exact: true });
    await name.waitFor();
    await drawn(page);
    expect(await name.evaluate(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth)).toBe(0);
  });

  it('the buttons next to the question do not overlap on a phone', async () => {
    const page = await open({ viewport: PHONE });
    const view = practicing('self');
    const buttons: RecruiterButton[] = ['finished', 'undoSkip', 'extend', 'timer'];
    const recruiterView = { ...view.recruiter, turn: 'yours', limitMs: 150_000, buttons } as RecruiterView;
    await show(page, { screen: 'room', view: { ...view, recruiter: recruiterView } });
    await button(page, practiceRoom.write.full).click();
    await drawn(page);
    const places = await page
      .locator('[data-answer-panel]')
      .getByRole('button')
      .evaluateAll(all => all.map(one => one.getBoundingClientRect()));
    const overlapping = places.filter((a, index) =>
      places
        .slice(index + 1)
        .some(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    );
    expect(overlapping).toEqual([]);
  });

  it('a person without a microphone writes, and nothing mentions the microphone', async () => {
    const page = await open({ viewport: PHONE });
    const view = practicing('self');
    const recruiterView = { ...view.recruiter, turn: 'yours', trouble: 'no-sound' } as RecruiterView;
    await show(page, { screen: 'room', view: { ...view, recruiter: recruiterView }, own: 'off' });
    await field(page).waitFor();
    expect(await page.locator('[data-trouble]').count()).toBe(0);
    await page
      .locator('[data-turn="yours"]')
      .getByText(recruiter.turn('yours', { writing: true }).detail)
      .waitFor();
    expect(await field(page).getAttribute('placeholder')).toBe(recruiter.written.placeholderAlone);
    expect(await button(page, practiceRoom.write.full).count()).toBe(0);
  });

  it('a person can leave the closing early for the private page', async () => {
    const page = await open({ viewport: PHONE });
    const { question: _asked, ...view } = practicing('self').recruiter ?? {};
    await show(page, {
      screen: 'room',
      view: { ...practicing('self'), recruiter: { ...view, closing: true, buttons: ['finish'] } as never },
      refusal: 'ended',
    });
    await page.getByText(practiceRoom.finish).waitFor();
    expect(await page.getByText(recruiter.panel.finish).count()).toBe(0);
    // The connection may end before the answer to the request that ended it.
    await button(page, recruiter.buttons.finish.brief).click();
    await page.locator('[data-button="finish"]:not([aria-busy])').waitFor();
    expect(await page.getByText(recruiter.buttons.failed).count()).toBe(0);
  });

  it('a person with written answers in an interview has the text field from the start', async () => {
    const page = await open();
    const { practice, ...view } = practicing('self');
    await show(page, { screen: 'room', view });
    await field(page).waitFor();
    expect(practice).toBeDefined();
  });

  it.each(['self', 'evaluation'] as const)(
    'the recruiter’s sign and the recording’s text fit the kind of practice: %s',
    async purpose => {
      const page = await open();
      await show(page, { screen: 'room', view: practicing(purpose, true, true) });
      await page
        .getByText(practiceRoom.sign[purpose === 'self' ? 'self' : 'unrecorded'], { exact: true })
        .waitFor();
      // Practice for oneself has no evaluator.
      const unheard = page.getByText(roomRecording.candidate.unheard);
      expect(await unheard.count()).toBe(purpose === 'self' ? 0 : 1);
      expect(await page.getByText(room.watching(0)).count()).toBe(0);
      expect(await button(page, room.controls.chat).count()).toBe(0);
      await page.locator('[data-recording]').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(practiceRoom.consent.declined[purpose]).waitFor();
      await dialog.getByText(practiceRoom.consent.hint(purpose, undefined)).waitFor();
      expect(await dialog.textContent()).not.toMatch(INVITED);
    },
  );
});
