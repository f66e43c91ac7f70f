import type { Page } from 'playwright-core';
import { room } from '../../client/texts/room.ts';
import { roomRecording as texts } from '../../client/texts/roomRecording.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecordingView } from '../../shared/recording/recordingState.ts';
import type { TestBrowser } from '../support/chromium.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { RecruiterScreen, seat, show, viewWith } from '../support/recruiterScreen.ts';

type Take = (page: Page, name: string, schemes?: readonly ('light' | 'dark')[]) => Promise<void>;

const ON: RecordingView = { state: 'on', kept: true };

/**
 * Takes pictures of the recording badge, dialogs, and notices, from sample views, so that none disappears.
 */
export async function takeRecording(browser: TestBrowser, take: Take): Promise<void> {
  await using screen = await RecruiterScreen.start();
  const page = await screen.open(browser);
  const badge = page.locator('[data-recording]');
  const inRoom = async (name: string, view: InterviewView, act: () => Promise<void> = async () => {}) => {
    await draw(page, { screen: 'room', cameras: ['grace', 'ada'], view });
    await act();
    await take(page, `recording-${name}`, ['dark']);
  };
  const pressBadge = async () => {
    await badge.click();
    await page.getByRole('dialog').waitFor();
  };
  const openMenu = () => page.getByRole('button', { name: room.controls.session, exact: true }).click();

  await inRoom('candidate', viewOf('ada', ON));
  await inRoom('candidate-about', viewOf('ada', ON), pressBadge);
  await inRoom(
    'candidate-refused',
    viewOf('ada', { state: 'off', why: 'consent', kept: true }, false),
    pressBadge,
  );
  await inRoom('lead-menu', viewOf('grace', ON), openMenu);
  await inRoom('lead-about', viewOf('grace', { state: 'off', why: 'lead', kept: true }), pressBadge);
  await inRoom('lead-erase', viewOf('grace', ON), async () => {
    await openMenu();
    await page.getByRole('menuitem', { name: texts.erase }).click();
    await page.getByRole('alertdialog').waitFor();
  });
  await inRoom('lead-trouble', viewOf('grace', { state: 'off', why: 'trouble', kept: true }));
  await inRoom('observer', viewOf('olga', ON), pressBadge);

  const before: RecordingView = { state: 'off', why: 'waiting', kept: false };
  const outside = async (name: string, scene: Pick<Scene, 'screen' | 'view'>) => {
    await draw(page, { own: 'off', ...scene });
    await page.getByRole('heading').first().waitFor();
    await take(page, `recording-${name}`);
  };
  await outside('prejoin', { screen: 'prejoin', view: { ...viewOf('ada', before), phase: 'lobby' } });
  await outside('waiting', { screen: 'waiting', view: { ...viewOf('ada', before), phase: 'lobby' } });
  await outside('ended', {
    screen: 'ended',
    view: { ...viewOf('ada', { state: 'off', why: 'over', kept: true }), phase: 'ended' },
  });
}

async function draw(page: Page, scene: Scene): Promise<void> {
  await show(page, scene);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].every(({ readyState }) => readyState >= 2),
  );
}

function viewOf(person: 'ada' | 'grace' | 'olga', recording: RecordingView, agrees = true): InterviewView {
  const consent = { version: CONSENT_VERSION, recording: agrees, observers: true };
  const seats = {
    ada: { ...seat('ada', 'candidate', 'Ada Candidate'), consent },
    grace: seat('grace', 'interviewer', 'Grace Interviewer'),
    olga: seat('olga', 'observer', 'Olga Observer'),
  };
  const others = { seats, ownSeatId: person, leadSeatId: 'grace', recording };
  const { recruiter: _none, ...view } = viewWith({}, others as never);
  return view;
}
