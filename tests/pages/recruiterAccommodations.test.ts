import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { opened, pressed, room } from '../support/recruiterRoom.ts';
import { openRecruiterScreen, QUESTION, sent, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

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
