import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { opened, room } from '../support/recruiterRoom.ts';
import { openRecruiterScreen, QUESTION, seat, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

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
