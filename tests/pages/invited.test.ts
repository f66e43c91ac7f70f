import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { contactTexts } from '../../client/texts/contact.ts';
import { ended } from '../../client/texts/ended.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room } from '../../client/texts/room.ts';
import { transcriptConsent } from '../../client/texts/transcriptConsent.ts';
import type { SeatId } from '../../shared/ids.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { InterviewView, SeatView } from '../../shared/interview/view.ts';
import { expectAccessible } from '../support/accessible.ts';
import { drawn } from '../support/drawn.ts';
import { LOW_WINDOWS, SIZES } from '../support/looks.ts';
import { openRecruiterScreen, seat, sent, show, viewWith } from '../support/recruiterScreen.ts';

const MINUTE_MS = 60_000;
const openScreen = openRecruiterScreen();

/** An interview with a person that starts in this time, as its candidate sees it. */
function viewIn(minutes: number, others: Partial<InterviewView> = {}): InterviewView {
  const seats = {
    ada: { ...seat('ada', 'candidate', 'Ada Candidate'), presence: 'preparing', admitted: false },
    grace: { ...seat('grace', 'interviewer', 'Grace Interviewer'), presence: 'invited' },
  };
  const scheduledAt = Date.now() + minutes * MINUTE_MS;
  const {
    recruiter: _none,
    openedAt: _notYet,
    ...view
  } = viewWith({}, {
    ...{ seats, scheduledAt, leadSeatId: 'grace', phase: 'lobby' },
    ...others,
  } as never);
  return { ...view, ...(others.openedAt !== undefined && { openedAt: others.openedAt }) };
}

const change = (page: Page, view: InterviewView) =>
  page.evaluate(next => window.recruiterPage.change(next), view);
const join = (page: Page) => page.getByRole('button', { name: prejoin.join });
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

describe('the choice about the recording', () => {
  const NO_SPACE = { width: 390, height: 600 };
  it.each([...Object.values(SIZES), ...Object.values(LOW_WINDOWS), { width: 1_440, height: 700 }, NO_SPACE])(
    'stands above Join at $width × $height px, and nothing covers it',
    async viewport => {
      const page = await openScreen({ viewport });
      await show(page, { screen: 'prejoin', view: viewIn(5, { observersInvited: true }) });
      await drawn(page);
      const box = async (of: Locator) => (await of.boundingBox()) ?? { y: 0, height: 0 };
      const bar = await box(page.locator('[data-join-bar]'));
      for (const name of [prejoin.consent.yes, prejoin.consent.no]) {
        const answer = page.locator('[data-consent] label').filter({ hasText: name });
        const { y, height: high } = await box(answer);
        expect(y + high).toBeLessThanOrEqual(bar.y);
        await answer.click({ trial: true });
      }
      await page.getByRole('checkbox', { name: prejoin.consent.observers }).click({ trial: true });
      // The bar is below the page's content, because there is no space for both.
      if (viewport === NO_SPACE) return;
      await page.evaluate(() => window.scrollTo(0, 0));
      const button = await box(join(page));
      expect(button.y + button.height).toBeLessThanOrEqual(viewport.height);
    },
  );

  it('looks like an error only for a device that fails, not for one that is off', async () => {
    const page = await openScreen();
    const color = (name: string) =>
      page
        .getByRole('button', { name, exact: true })
        .evaluate(element => getComputedStyle(element).backgroundColor);
    await show(page, { screen: 'prejoin', view: viewIn(5), own: 'off', failing: 'microphone' });
    await page.getByRole('button', { name: prejoin.goWithout.microphone }).waitFor();
    const red = await color(prejoin.preview.unmute);
    expect(await color(prejoin.preview.cameraOn)).not.toBe(red);
    await page.getByRole('button', { name: prejoin.goWithout.microphone }).click();
    await expect.poll(() => color(prejoin.preview.unmute)).toBe(await color(prejoin.preview.cameraOn));
  });

  it('is needed to join, and is sent', async () => {
    const page = await openScreen();
    await show(page, { screen: 'ended', place: 'setup', view: viewIn(5) });
    await join(page).click();
    await page.getByText(prejoin.consent.needed).waitFor();
    await expectAccessible(page);
    await page.getByRole('radio', { name: prejoin.consent.yes }).and(page.locator(':focus')).waitFor();
    expect((await sent(page)).map(({ name }) => name)).not.toContain('consent.give');
    await page.getByRole('radio', { name: prejoin.consent.no, exact: true }).click();
    await join(page).click();
    await heading(page, room.waiting.candidateHeading('Ada Candidate')).waitFor();
    // No observer is invited, so there is no answer about observers.
    expect((await sent(page)).find(({ name }) => name === 'consent.give')?.params).toEqual({
      consent: { version: CONSENT_VERSION, recording: false },
    });
  });

  it('comes with one about a transcript where one can be made, whose two answers are equal', async () => {
    const { question, yes, no } = transcriptConsent;
    const answered = async (answer: string) => {
      const page = await openScreen();
      await show(page, { screen: 'ended', place: 'setup', view: viewIn(5), transcriber: 'server' });
      const asked = page.getByRole('group', { name: question });
      await join(page).click();
      expect(await asked.count()).toBe(0);
      await page.getByRole('radio', { name: prejoin.consent.yes }).click();
      expect(await asked.getByRole('radio', { checked: true }).count()).toBe(0);
      expect(await page.getByText(prejoin.consent.needed).count()).toBe(0);
      await join(page).click();
      await asked.getByText(prejoin.consent.needed).waitFor();
      await asked.getByRole('radio', { name: yes }).and(page.locator(':focus')).waitFor();
      await asked.getByRole('radio', { name: answer, exact: true }).click();
      await expectAccessible(page);
      await join(page).click();
      await heading(page, room.waiting.candidateHeading('Ada Candidate')).waitFor();
      return (await sent(page)).find(({ name }) => name === 'consent.give')?.params;
    };
    const consent = { version: CONSENT_VERSION, recording: true };
    expect(await answered(no)).toEqual({ consent: { ...consent, transcript: false } });
    expect(await answered(yes)).toEqual({ consent: { ...consent, transcript: true } });
  });

  it('says how long the recording is kept', async () => {
    const page = await openScreen();
    await show(page, { screen: 'prejoin', view: viewIn(5) });
    await page.getByText(prejoin.consent.more).click();
    await page.getByText('The recording is deleted 180 days after the interview.').waitFor();
    expect(prejoin.consent.kept('Northwind', 180)).toBe(
      'Northwind deletes the recording 180 days after the interview.',
    );
  });
});

describe('an interview days ahead', () => {
  it('says when it is, and can be joined only when an interviewer is there', async () => {
    const page = await openScreen();
    const early = viewIn(4 * 24 * 60);
    await show(page, { screen: 'ended', place: 'setup', view: early });
    await heading(page, prejoin.early.title('in 4 days')).waitFor();
    const from = page.getByText(/^You can join from /);
    expect(await from.evaluate(one => getComputedStyle(one).fontSize)).toBe('14px');
    const camera = page.locator(`[data-check="${prejoin.checks.camera}"]`);
    await camera.waitFor();
    expect((await from.boundingBox())?.y).toBeLessThan((await camera.boundingBox())?.y ?? 0);
    expect(await join(page).count()).toBe(0);
    await page.getByText(prejoin.early.prepare.needs('')).waitFor();
    await expectAccessible(page);
    const here = { ...early.seats, grace: seat('grace', 'interviewer', 'Grace Interviewer') };
    await change(page, { ...early, seats: here as InterviewView['seats'] });
    await join(page).waitFor();
    await change(page, { ...early, phase: 'open', openedAt: Date.now() });
    await join(page).waitFor();
  });

  it('can be joined two hours before', async () => {
    const page = await openScreen();
    await show(page, { screen: 'prejoin', view: viewIn(121) });
    await page.getByText(/^You can join from /).waitFor();
    await show(page, { screen: 'prejoin', view: viewIn(119) });
    await join(page).waitFor();
  });
});

describe('an interview with the virtual recruiter', () => {
  /** As its candidate sees it before they join. */
  const withRecruiter = (seatOf: Partial<SeatView> = {}, others: Partial<InterviewView> = {}) => {
    const ada = { ...seat('ada', 'candidate', 'Ada Candidate'), presence: 'preparing', admitted: false };
    return viewWith({}, { phase: 'lobby', seats: { ada: { ...ada, ...seatOf } }, ...others } as never);
  };

  it('says above Join that software asks and people evaluate', async () => {
    const page = await openScreen({ viewport: { width: 390, height: 844 } });
    await show(page, { screen: 'prejoin', view: withRecruiter() });
    const text = page.getByText(prejoin.recruiterIs);
    expect(await text.evaluate(one => getComputedStyle(one).fontSize)).toBe('16px');
    const y = async (of: Locator) => (await of.boundingBox())?.y ?? 0;
    expect(await y(text)).toBeLessThan(await y(page.locator('[data-consent]')));
  });

  const returning = (phase: InterviewView['phase']) => {
    const consent = { version: CONSENT_VERSION, recording: true };
    const view = withRecruiter({ tookPart: true, presenceSince: Date.now(), consent }, { phase });
    if (view.recruiter) view.recruiter.reached = { number: 1, of: 9 };
    return view;
  };

  it('that has started says where it continues, and until when', async () => {
    const page = await openScreen({ viewport: { width: 390, height: 844 } });
    const view = returning('open');
    await show(page, { screen: 'prejoin', view });
    await heading(page, prejoin.back.title).waitFor();
    await page.getByText(/^You’re at question 1 of 9\. Continue by \d+:\d\d.+\.$/).waitFor();
    await page.getByText(prejoin.back.recruiter).waitFor();
    await page.getByRole('button', { name: prejoin.back.join, exact: true }).waitFor();
    expect(await page.getByText(prejoin.recruiterIs).count()).toBe(0);
    await expectAccessible(page);
  });

  it('on a break says where it continues, to people who were in the room', async () => {
    const page = await openScreen({ viewport: { width: 390, height: 844 } });
    await show(page, { screen: 'prejoin', view: returning('lobby') });
    await heading(page, prejoin.back.breakTitle).waitFor();
    await page.getByText('You’re at question 1 of 9.', { exact: true }).waitFor();
    await page.getByText(prejoin.back.break).waitFor();
    await page.getByRole('button', { name: prejoin.back.join, exact: true }).waitFor();
    expect(await page.getByText(prejoin.recruiterIs).count()).toBe(0);
  });

  it('days ahead lines up its facts, on two lines of two', async () => {
    const page = await openScreen({ viewport: { width: 1_440, height: 900 } });
    const at = Date.now() + 4 * 24 * 60 * MINUTE_MS;
    const window = { opensAt: at - 30 * MINUTE_MS, closesAt: at + 24 * 60 * MINUTE_MS };
    await show(page, {
      screen: 'prejoin',
      view: withRecruiter({}, { scheduledAt: at, window, openedAt: undefined } as never),
    });
    await heading(page, prejoin.early.title('in 4 days')).waitFor();
    const lefts = await page
      .locator('dl > div')
      .evaluateAll(facts => facts.map(fact => Math.round(fact.getBoundingClientRect().left)));
    expect(new Set(lefts).size).toBe(2);
  });
});

describe('the candidate’s waiting room', () => {
  it('says which interview it is, when, and with whom, and what to do when the start is late', async () => {
    const page = await openScreen({ viewport: SIZES.phone });
    await show(page, { screen: 'waiting', view: viewIn(20) });
    await heading(page, 'Backend Developer').waitFor();
    await page.getByText('(in 20 minutes)').waitFor();
    await page.getByText('Grace Interviewer', { exact: true }).waitFor();
    await page.getByText(room.waiting.candidateLobby('Grace Interviewer')).waitFor();
    await expectAccessible(page);
    await change(page, viewIn(-2));
    await page.getByText(room.waiting.candidateAlone('Grace Interviewer')).waitFor();
    const leave = await page.getByRole('button', { name: room.leave.confirm }).boundingBox();
    expect((leave?.y ?? 0) + (leave?.height ?? 0)).toBeLessThanOrEqual(SIZES.phone.height);
    const late = viewIn(-2);
    const grace = 'grace' as SeatId;
    const here = { ...late.seats[grace], presence: 'waiting' } as SeatView;
    const seats = { ...late.seats, [grace]: here };
    await change(page, { ...late, seats });
    await page.getByText(room.waiting.candidateLobby('Grace Interviewer')).waitFor();
    await change(page, viewIn(-6, { seats }));
    await page.getByText(room.waiting.candidateLate('Grace Interviewer')).waitFor();
    await change(page, viewIn(4 * 24 * 60));
    await page.getByText(room.waiting.candidateEarly('in 4 days')).waitFor();
  });

  it('opens at its top, wherever pre-join was scrolled', async () => {
    const page = await openScreen({ viewport: { width: 390, height: 500 } });
    await show(page, { screen: 'ended', place: 'setup', view: viewIn(5) });
    await page.getByRole('radio', { name: prejoin.consent.yes }).click();
    await join(page).click();
    await heading(page, room.waiting.candidateHeading('Ada Candidate')).waitFor();
    await drawn(page);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });
});

it('a candidate can move an interview only until its deadline, and then reads so', async () => {
  const page = await openScreen();
  const scheduling = { until: Date.now() + 48 * 60 * MINUTE_MS, changeHours: 12, open: false };
  await show(page, { screen: 'prejoin', view: viewIn(5 * 60, { scheduling }) });
  await page.getByText(prejoin.facts.tooLateToChange(12)).waitFor();
  expect(await page.getByText(prejoin.facts.moveOrCancel).count()).toBe(0);
});

it('a link that is revoked while the page is open says so, and leads to the field for another one', async () => {
  const page = await openScreen();
  await show(page, { screen: 'ended', closed: 'link-revoked', view: viewIn(5) });
  await heading(page, common.linkProblem.revoked.title).waitFor();
  await page.getByLabel(contactTexts.paste.label).waitFor();
  await page.getByRole('link', { name: common.notFound.home }).waitFor();
  for (const name of [contactTexts.links.privacy, contactTexts.links.help])
    expect(await page.getByRole('link', { name }).getAttribute('target')).toBe('_blank');
});

it('the end page leaves out the number of answers when interviewers opened no question', async () => {
  const page = await openScreen();
  const over = { phase: 'ended', openedAt: 0, endedAt: MINUTE_MS } as const;
  await show(page, {
    screen: 'ended',
    view: viewIn(0, { ...over, afterwards: { tookPart: true, answered: 0 } }),
  });
  await heading(page, ended.candidateOver.title).waitFor();
  await page.getByText(ended.outcomeFrom('')).waitFor();
  expect(await page.getByText(ended.facts.answered).count()).toBe(0);
  await show(page, {
    screen: 'ended',
    view: viewIn(0, { ...over, afterwards: { tookPart: true, answered: 2 } }),
  });
  await page.getByText(ended.facts.answered).waitFor();
});
