import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room } from '../../client/texts/room.ts';
import { roomRecording as texts } from '../../client/texts/roomRecording.ts';
import { transcriptConsent } from '../../client/texts/transcriptConsent.ts';
import {
  CONSENT_VERSION,
  type ConsentAnswer,
  INTERVIEWER_CONSENT_VERSION,
} from '../../shared/interview/setup.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecordingView } from '../../shared/recording/recordingState.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { PageOptions } from '../support/chromium.ts';
import { LOOKS_ON_PHONE } from '../support/looks.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { openRecruiterScreen, seat, sent, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

const PEOPLE = { ada: 'candidate', grace: 'interviewer', edsger: 'interviewer', olga: 'observer' } as const;
type Person = keyof typeof PEOPLE;

/** The room as one person sees it. Ada has agreed to be recorded unless `agrees` is false. */
function viewOf(person: Person, recording: RecordingView, agrees = true): InterviewView {
  const consent = { version: CONSENT_VERSION, recording: agrees, observers: true };
  const seats = {
    ada: { ...seat('ada', 'candidate', 'Ada Candidate'), consent },
    grace: seat('grace', 'interviewer', 'Grace Interviewer'),
    edsger: seat('edsger', 'interviewer', 'Edsger Interviewer'),
    olga: seat('olga', 'observer', 'Olga Observer'),
  };
  const { recruiter: _none, ...view } = viewWith({}, {
    seats,
    ownSeatId: person,
    leadSeatId: 'grace',
    recording,
  } as never);
  return view;
}

/** How long the made-up session's recordings are kept. */
const KEPT = prejoin.consent.kept('', 180);

const ON: RecordingView = { state: 'on', kept: true };
const off = (why?: RecordingView['why'], kept = true): RecordingView => ({
  state: 'off',
  ...(why && { why }),
  kept,
});

async function opened(
  person: Person,
  recording: RecordingView,
  { agrees, ...others }: Partial<Scene> & { agrees?: boolean; options?: PageOptions } = {},
): Promise<Page> {
  const page = await openScreen(others.options);
  await show(page, { screen: 'room', view: viewOf(person, recording, agrees), ...others });
  await badge(page).waitFor();
  return page;
}

const badge = (page: Page) => page.locator('[data-recording]');
const dialog = (page: Page) => page.getByRole('dialog');
const change = (page: Page, view: InterviewView) =>
  page.evaluate(next => window.recruiterPage.change(next), view);

describe.each(LOOKS_ON_PHONE)('$look, axe finds no serious problem', ({ options }) => {
  it('on the badge, its explanation, and the lead’s menu', async () => {
    const candidate = await opened('ada', ON, { options });
    await expectAccessible(candidate);
    await badge(candidate).click();
    await dialog(candidate).waitFor();
    await expectAccessible(candidate);
    await change(candidate, viewOf('ada', off('consent'), false));
    await dialog(candidate).getByRole('button', { name: texts.candidate.agree }).waitFor();
    await expectAccessible(candidate);
    const lead = await opened('grace', off('trouble'), { options });
    await lead.getByText(texts.trouble).waitFor();
    await expectAccessible(lead);
    await lead.getByRole('button', { name: room.controls.session, exact: true }).click();
    await lead.getByRole('menuitem', { name: texts.erase }).click();
    await lead.getByRole('alertdialog').waitFor();
    await expectAccessible(lead);
  });
});

describe('the recording badge', () => {
  it('follows the view, and a screen reader hears each change once', async () => {
    const page = await opened('ada', off('waiting', false));
    const log = page.getByRole('log', { name: room.announce.label });
    await log.getByText(room.announce.entered(false, texts.ownWhy('waiting'))).waitFor();
    await change(page, viewOf('ada', ON));
    await page.locator('[data-recording="on"]').waitFor();
    expect(await badge(page).textContent()).toBe(texts.on);
    await log.getByText(texts.announceOn).waitFor();
    await change(page, viewOf('ada', off('lead')));
    await log.getByText(texts.announceOff(texts.why('lead'))).waitFor();
    expect(await badge(page).getAttribute('aria-label')).toBe(`${texts.off}. ${texts.why('lead')}`);
    expect(await log.getByText(texts.announceOn).count()).toBe(1);
  });

  it('says before the first question that recording starts with it', async () => {
    const page = await opened('ada', off('practice', false));
    expect(await badge(page).textContent()).toBe('Not recording yet');
    await page
      .getByRole('log')
      .getByText('You’re in the room. Recording starts with the first question.')
      .waitFor();
    await badge(page).click();
    await dialog(page).getByRole('heading', { name: texts.titleNotYet }).waitFor();
    await dialog(page).getByText(texts.ownWhy('practice'), { exact: true }).waitFor();
  });

  it('says on joining whether the interview is being recorded', async () => {
    const page = await opened('olga', ON);
    await page.getByRole('log').getByText(room.announce.entered(true, undefined)).waitFor();
  });

  it('shows the reason on hover', async () => {
    const page = await opened('edsger', off('practice', false));
    await badge(page).hover();
    await page.getByText(texts.why('practice'), { exact: true }).waitFor();
  });

  it('tells a candidate only that recording is off when a media server cannot write', async () => {
    const page = await opened('ada', off());
    expect(await badge(page).getAttribute('aria-label')).toBe(texts.off);
    expect(await page.getByText(texts.trouble).count()).toBe(0);
  });
});

describe('a disk that is filling up', () => {
  it('is reported to interviewers for as long as it lasts', async () => {
    const page = await opened('grace', { ...ON, storageLow: true });
    await page.getByText(texts.storageLow).waitFor();
    await change(page, viewOf('grace', ON));
    await page.getByText(texts.storageLow).waitFor({ state: 'detached' });
  });
});

describe('the candidate', () => {
  const consent = (recording: boolean) => [
    {
      name: 'consent.give',
      params: { consent: { version: CONSENT_VERSION, recording, observers: true } },
    },
  ];

  it('stops being recorded without changing their answer about observers', async () => {
    const page = await opened('ada', ON);
    await badge(page).click();
    await dialog(page).getByText(texts.candidate.stopHint).waitFor();
    await dialog(page).getByRole('button', { name: texts.candidate.stop }).click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await sent(page)).toEqual(consent(false));
  });

  it('agrees again to the text of pre-join', async () => {
    const page = await opened('ada', off('consent'), { agrees: false });
    await badge(page).press('Enter');
    await dialog(page).getByText(prejoin.consent.recordingHint(KEPT)).waitFor();
    await dialog(page).getByText(texts.candidate.keptHint).waitFor();
    await dialog(page).getByRole('button', { name: texts.candidate.agree }).click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await sent(page)).toEqual(consent(true));
  });

  it('reads that saving the answer failed, and can retry', async () => {
    const page = await opened('ada', ON, { refusal: 'internal' });
    await badge(page).click();
    await dialog(page).getByRole('button', { name: texts.candidate.stop }).click();
    await page.getByText(room.session.failed).waitFor();
    await dialog(page).waitFor();
  });
});

describe('the transcript', () => {
  const { label, madeBy, more, whenRecorded } = transcriptConsent;
  const control = (page: Page) => dialog(page).getByRole('switch', { name: label });
  const withConsent = (person: 'ada' | 'grace', consent: ConsentAnswer): InterviewView => {
    const view = viewOf(person, ON);
    const own = Object.values(view.seats).find(({ seatId }) => seatId === person);
    return own ? { ...view, seats: { ...view.seats, [person]: { ...own, consent } } } : view;
  };

  it.each([
    ['ada', CONSENT_VERSION],
    ['grace', INTERVIEWER_CONSENT_VERSION],
  ] as const)(
    'is allowed and withdrawn in the room by %s, without another answer',
    async (person, version) => {
      const page = await opened(person, ON, { transcriber: 'server' });
      const consent = { version, recording: true, observers: true };
      await change(page, withConsent(person, consent));
      await badge(page).click();
      await control(page).click();
      await change(page, withConsent(person, { ...consent, transcript: true }));
      await control(page).and(page.locator('[aria-checked="true"]')).waitFor();
      await expectAccessible(page);
      await control(page).click();
      expect(await sent(page)).toEqual(
        [true, false].map(transcript => ({
          name: 'consent.give',
          params: { consent: { ...consent, transcript } },
        })),
      );
      await change(page, withConsent(person, { ...consent, recording: false, transcript: true }));
      await dialog(page).getByText(whenRecorded).waitFor();
    },
  );

  it('says who makes it', async () => {
    const page = await opened('ada', ON, { transcriber: 'service' });
    await badge(page).click();
    await dialog(page).getByText(more).click();
    await dialog(page).getByText(madeBy('service', '')).waitFor();
  });

  it('is not offered where none can be made', async () => {
    const page = await opened('ada', ON);
    await badge(page).click();
    await dialog(page).getByRole('button', { name: texts.candidate.stop }).waitFor();
    expect(await control(page).count()).toBe(0);
  });
});

describe('the lead', () => {
  const item = async (page: Page, name: string) => {
    await page.getByRole('button', { name: room.controls.session, exact: true }).click();
    return page.getByRole('menuitem', { name });
  };

  it('stops the recording, and resumes it', async () => {
    const page = await opened('grace', ON);
    await (await item(page, texts.stop)).click();
    await change(page, viewOf('grace', off('lead')));
    await (await item(page, texts.resume)).click();
    await badge(page).click();
    await dialog(page).getByRole('button', { name: texts.resume }).click();
    expect(await sent(page)).toEqual(
      ['stop', 'resume', 'resume'].map(order => ({ name: 'recording.direct', params: { order } })),
    );
  });

  it('deletes it only after ticking that this cannot be undone, each time again', async () => {
    const page = await opened('grace', ON);
    const confirm = page.getByRole('button', { name: texts.eraseConfirm });
    await (await item(page, texts.erase)).click();
    await page.getByText(texts.eraseBody).waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: texts.eraseKnown }).click();
    await page.getByRole('button', { name: texts.eraseKeep }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await sent(page)).toEqual([]);
    await (await item(page, texts.erase)).click();
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: texts.eraseKnown }).click();
    await confirm.click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await sent(page)).toEqual([{ name: 'recording.erase', params: {} }]);
  });

  it('is not offered to delete a recording that does not exist', async () => {
    const page = await opened('grace', off('waiting', false));
    await (await item(page, texts.stopAhead)).waitFor();
    expect(await page.getByRole('menuitem', { name: texts.erase }).count()).toBe(0);
  });

  it('is the only one with these buttons', async () => {
    for (const person of ['edsger', 'olga'] as const) {
      const page = await opened(person, ON);
      expect(await page.getByRole('button', { name: room.controls.session, exact: true }).count()).toBe(0);
      await badge(page).click();
      await dialog(page)
        .getByText(person === 'olga' ? texts.watcher : texts.askLead)
        .waitFor();
      for (const name of [texts.stop, texts.candidate.stop])
        expect(await dialog(page).getByRole('button', { name }).count()).toBe(0);
    }
  });
});

describe('a recruiter’s interview that is neither recorded nor watched', () => {
  const held = (attended: boolean, agrees: boolean): InterviewView => ({
    ...viewOf('ada', off(agrees ? 'waiting' : 'consent', false), agrees),
    recruiter: { turn: 'yours', timerOff: false, buttons: [], orders: [], written: {}, attended },
  });
  const { candidate: words } = texts;

  it('tells the candidate that it cannot be evaluated, and what they can do', async () => {
    const page = await openScreen();
    await show(page, { screen: 'room', view: held(false, false) });
    const notice = page.getByText(words.unheard);
    await notice.waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: words.options }).click();
    await dialog(page).getByRole('button', { name: words.agree }).click();
    expect(await sent(page)).toEqual([
      {
        name: 'consent.give',
        params: { consent: { version: CONSENT_VERSION, recording: true, observers: true } },
      },
    ]);
    await change(page, held(false, true));
    await notice.waitFor({ state: 'detached' });
    await change(page, held(false, false));
    await notice.waitFor();
    await change(page, held(true, false));
    await notice.waitFor({ state: 'detached' });
  });

  it('says so in at most two lines on a phone', async () => {
    const page = await openScreen({ viewport: { width: 390, height: 844 }, phone: true });
    await show(page, { screen: 'room', view: held(false, false) });
    const height = async () => (await page.locator('[data-notice]').boundingBox())?.height;
    // Uses the page's font, which is narrower than its fallback.
    await page.evaluate(async () => {
      await document.fonts.ready;
    });
    expect(await height()).toBeLessThanOrEqual(72);
  });

  it('lets the candidate dismiss the notice', async () => {
    const page = await openScreen();
    await show(page, { screen: 'room', view: held(false, false) });
    await page.getByText(words.unheard).waitFor();
    await page.getByRole('button', { name: room.dismiss }).click();
    await page.getByText(words.unheard).waitFor({ state: 'detached' });
  });

  it('says so in pre-join, next to the choice', async () => {
    const page = await openScreen();
    await show(page, { screen: 'prejoin', view: { ...held(false, true), phase: 'lobby' } });
    const choice = (name: string) => page.getByRole('radio', { name, exact: true });
    await choice(prejoin.consent.yes).and(page.locator(':checked')).waitFor();
    expect(await page.getByText(prejoin.consent.unheard).count()).toBe(0);
    await choice(prejoin.consent.no).click();
    await page.getByText(prejoin.consent.unheard).waitFor();
    await expectAccessible(page);
    await change(page, { ...held(true, true), phase: 'lobby' });
    await page.getByText(prejoin.consent.unheard).waitFor({ state: 'detached' });
  });
});

describe('an interviewer', () => {
  const graceWith = (recording: boolean): InterviewView => {
    const view = viewOf('grace', ON);
    const consent = { version: INTERVIEWER_CONSENT_VERSION, recording, observers: true };
    const seats = view.seats as Record<string, (typeof view.seats)[never]>;
    return { ...view, seats: { ...seats, grace: { ...seats.grace, consent } } } as InterviewView;
  };

  it('reads in pre-join that they will be recorded, and is asked for consent', async () => {
    const page = await openScreen();
    await show(page, {
      screen: 'prejoin',
      view: { ...viewOf('grace', off('waiting', false)), phase: 'lobby' },
    });
    await page.getByText(prejoin.consent.interviewerHint(KEPT)).waitFor();
    await expectAccessible(page);
    const agree = page.getByRole('checkbox', { name: prejoin.consent.recording });
    expect(await agree.isChecked()).toBe(false);
    await agree.click();
    await page.getByRole('button', { name: prejoin.continueHere }).click();
    expect((await sent(page)).find(({ name }) => name === 'consent.give')?.params).toEqual({
      consent: { version: INTERVIEWER_CONSENT_VERSION, recording: true, observers: true },
    });
  });

  it('sees in the room whether they are recorded, and changes it there', async () => {
    const page = await opened('grace', ON);
    await change(page, graceWith(true));
    await badge(page).click();
    await dialog(page).getByText(texts.own.recorded).waitFor();
    await dialog(page).getByRole('button', { name: texts.own.stop }).click();
    await dialog(page).waitFor({ state: 'detached' });
    expect((await sent(page)).at(-1)?.params).toEqual({
      consent: { version: INTERVIEWER_CONSENT_VERSION, recording: false, observers: true },
    });
    await change(page, graceWith(false));
    await badge(page).click();
    await dialog(page).getByText(texts.own.leftOut).waitFor();
    await dialog(page).getByRole('button', { name: texts.own.agree }).waitFor();
  });
});

describe('an observer whom the candidate has refused', () => {
  it('reads so before joining, and can join once that changes', async () => {
    const page = await openScreen();
    const view = { ...viewOf('olga', off('waiting', false)), phase: 'lobby' as const };
    await show(page, { screen: 'prejoin', view: { ...view, observersAllowed: false } });
    await page.getByText('The candidate hasn’t agreed to observers').first().waitFor();
    const join = page.getByRole('button', { name: prejoin.join });
    expect(await join.isDisabled()).toBe(true);
    await expectAccessible(page);
    await change(page, view);
    await page.getByText('The candidate hasn’t agreed to observers').first().waitFor({ state: 'detached' });
    await page.locator('button:not([disabled])', { hasText: prejoin.join }).waitFor();
  });

  it('is promised no more than the candidate allows', () => {
    expect(prejoin.intro.observer('First round')).toContain('if the candidate agrees');
    expect(prejoin.intro.observer('First round')).not.toContain('everything');
  });
});

describe('before and after the interview', () => {
  it('the candidate reads what happens to a recording', async () => {
    const page = await openScreen();
    await show(page, {
      screen: 'waiting',
      view: { ...viewOf('ada', off('waiting', false)), phase: 'lobby' },
    });
    await page.getByText(texts.waiting.agreed).waitFor();
    await show(page, {
      screen: 'waiting',
      view: { ...viewOf('ada', off('waiting', false), false), phase: 'lobby' },
    });
    await page.getByText(texts.waiting.refused).waitFor();
    await show(page, { screen: 'ended', view: { ...viewOf('ada', off('over')), phase: 'ended' } });
    await page.getByText(ended.recorded('', KEPT)).waitFor();
    await show(page, { screen: 'ended', view: { ...viewOf('ada', off('over', false)), phase: 'ended' } });
    await page.getByText(ended.recruiterOver.title).waitFor();
    expect(await page.getByText(ended.recorded('', KEPT)).count()).toBe(0);
  });

  it('the choice is open again when the candidate returns after agreeing to an older text', async () => {
    const view = {
      ...viewOf('ada', off('waiting', false)),
      phase: 'lobby',
      observersInvited: true,
    } as InterviewView;
    const own = Object.values(view.seats).find(({ role }) => role === 'candidate');
    if (!own) throw new Error('There is no candidate.');
    const checked = (page: Page) => page.getByRole('radio', { checked: true });
    const observers = (page: Page) => page.getByRole('checkbox', { name: prejoin.consent.observers });
    const page = await openScreen();
    await show(page, { screen: 'prejoin', own: 'off', view });
    await checked(page)
      .and(page.getByRole('radio', { name: prejoin.consent.yes }))
      .waitFor();
    own.consent = { version: CONSENT_VERSION - 1, recording: true, observers: true };
    await show(page, { screen: 'prejoin', own: 'off', view });
    expect(await checked(page).count()).toBe(0);
    expect(await observers(page).isChecked()).toBe(true);
  });
});
