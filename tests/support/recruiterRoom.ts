import type { Page } from 'playwright-core';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import type { PageOptions } from './chromium.ts';
import { drawn } from './drawn.ts';
import type { Scene } from './recruiterPage/page.tsx';
import { type OpenScreen, QUESTION, sent, show, viewWith } from './recruiterScreen.ts';

const ALL_BUTTONS = ['finished', 'repeat', 'moment', 'skip', 'extend', 'timer'] as const;

/** In the room, before the first line. */
export const BEFORE = {
  turn: 'before',
  buttons: ['ready'],
  question: undefined,
  briefing: 'It takes forty minutes.',
} as never as Partial<RecruiterView>;

/** The candidate in the room at a question, with every button. */
export function room(recruiter: Partial<RecruiterView>, others: Partial<Scene> = {}): Scene {
  return {
    screen: 'room',
    view: viewWith({ question: QUESTION, buttons: [...ALL_BUTTONS], ...recruiter }),
    ...others,
  };
}

/** Opens a page and shows this scene. The parts of the room are in their places. */
export async function opened(openScreen: OpenScreen, scene: Scene, options?: PageOptions): Promise<Page> {
  const page = await openScreen(options);
  await show(page, scene);
  if (scene.screen === 'room') await page.locator('[data-answer-panel]').waitFor();
  await drawn(page);
  return page;
}

export const button = (page: Page, name: string) => page.locator('fieldset').getByRole('button', { name });

/** The pressed buttons since the scene started. */
export const pressed = async (page: Page) =>
  (await sent(page)).map(({ params }) => (params as { button: string }).button);
