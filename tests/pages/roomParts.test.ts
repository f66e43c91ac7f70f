import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room as texts } from '../../client/texts/room.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { PageOptions } from '../support/chromium.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { openRecruiterScreen, seat, sent, show, viewWith } from '../support/recruiterScreen.ts';

const openScreen = openRecruiterScreen();

/** View of Grace, who is the lead. */
function viewOfGrace(others: object = {}): InterviewView {
  const seats = {
    ada: seat('ada', 'candidate', 'Ada Candidate'),
    grace: seat('grace', 'interviewer', 'Grace Interviewer'),
  };
  const own = { seats, ownSeatId: 'grace', leadSeatId: 'grace', ...others };
  const { recruiter: _none, ...view } = viewWith({}, own as never);
  return view;
}

async function opened(scene: Partial<Scene> = {}, options?: PageOptions): Promise<Page> {
  const page = await openScreen(options);
  await show(page, { screen: 'room', view: viewOfGrace(), ...scene });
  await controls(page).waitFor();
  return page;
}

const controls = (page: Page) => page.getByRole('toolbar', { name: texts.controls.bar });
const press = (page: Page, name: string) => controls(page).getByRole('button', { name, exact: true }).click();
const chat = (page: Page) => page.getByRole('complementary', { name: texts.chat.title });
const message = (page: Page) => page.getByRole('textbox', { name: texts.chat.label });

describe.each([
  ['a desktop', { viewport: { width: 1_440, height: 900 } }],
  ['a phone', { viewport: { width: 390, height: 844 }, phone: true }],
])('in pre-join on %s', (_on, options) => {
  it('the choice about the recording is visible from the top, the join button from the bottom, and times have a zone', async () => {
    const page = await openScreen(options);
    const ada = { ...seat('ada', 'candidate', 'Ada Candidate'), presence: 'preparing' };
    await show(page, { screen: 'prejoin', view: viewWith({}, { phase: 'lobby', seats: { ada } } as never) });
    const join = page.getByRole('button', { name: prejoin.join });
    const inSight = (part: Locator) =>
      part.evaluate(element => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight;
      });
    await join.waitFor();
    expect(await inSight(page.locator('[data-consent]'))).toBe(true);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    expect(await inSight(join)).toBe(true);
    expect(await page.locator('dd time').textContent()).toMatch(/\d\s(UTC|GMT|[A-Z]{3,4}|GMT[+−-]\d+)$/);
  });
});

describe('text typed into the chat', () => {
  it('is still there after the panel was closed or another one opened', async () => {
    const page = await opened();
    await press(page, texts.controls.chat);
    await message(page).fill('Could you say more about');
    await message(page).press('Escape');
    await chat(page).waitFor({ state: 'detached' });
    await press(page, texts.controls.people);
    await press(page, texts.controls.chat);
    expect(await message(page).inputValue()).toBe('Could you say more about');
    await message(page).press('Enter');
    expect(await message(page).inputValue()).toBe('');
    expect(await sent(page)).toEqual([{ name: 'chat.send', params: { text: 'Could you say more about' } }]);
  });

  it('belongs to the input method while it composes: neither Escape nor Enter reach the panel', async () => {
    const page = await opened();
    await press(page, texts.controls.chat);
    await message(page).fill('かいわ');
    await message(page).evaluate(field => {
      const press = (init: KeyboardEventInit) =>
        field.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
      press({ key: 'Escape', isComposing: true });
      press({ key: 'Enter', isComposing: true });
      // Safari reports this for the Enter that has just ended a composition.
      press({ key: 'Enter', keyCode: 229 });
    });
    expect(await message(page).inputValue()).toBe('かいわ');
    expect(await sent(page)).toEqual([]);
  });
});

describe('chat', () => {
  const said = (text: string) => ({
    chat: { m1: { fromSeatId: 'ada', fromName: 'Ada Candidate', text, at: Date.now() } },
  });

  it('shows addresses as links that open in another tab, and markup as text', async () => {
    const text = '<b>See</b> https://example.org/task?id=1. javascript:alert(1)';
    const page = await opened({ view: viewOfGrace(said(text)) });
    await press(page, texts.controls.chat);
    await chat(page).getByText(text).waitFor();
    const links = await chat(page)
      .getByRole('link')
      .evaluateAll(all =>
        all.map(link => [
          link.textContent,
          ...['href', 'target', 'rel'].map(name => link.getAttribute(name)),
        ]),
      );
    const address = 'https://example.org/task?id=1';
    expect(links).toEqual([[address, address, '_blank', 'noopener noreferrer nofollow']]);
  });

  it.each([
    { width: 390, height: 844 },
    { width: 844, height: 390 },
    { width: 360, height: 640 },
    // A keyboard covers the rest.
    { width: 390, height: 420 },
  ])('leaves the other person’s video in sight at $width x $height', async viewport => {
    const page = await opened({ cameras: ['ada'], view: viewOfGrace() }, { viewport, phone: true });
    await press(page, texts.controls.chat);
    await message(page).focus();
    const video = page.locator('video[data-seat-id="ada"]');
    const covered = await video.evaluate(element => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const spots = [0.3, 0.4, 0.5, 0.6, 0.7].flatMap(x => [0.1, 0.3, 0.5].map(y => ({ x, y })));
      const inSight = spots.filter(({ x, y }) =>
        element.closest('figure')?.contains(document.elementFromPoint(left + x * width, top + y * height)),
      );
      return { share: 1 - inSight.length / spots.length, height };
    });
    expect(covered.share).toBe(0);
    expect(covered.height).toBeGreaterThanOrEqual(100);
  });
});

it('a panel that fails to render says so, and the call continues', async () => {
  const page = await opened({ cameras: ['ada'] });
  await page.locator('video[data-seat-id="ada"]').waitFor();
  await page.evaluate(() => {
    const { scrollIntoView } = Element.prototype;
    Element.prototype.scrollIntoView = () => {
      Element.prototype.scrollIntoView = scrollIntoView;
      throw new Error('This browser does not scroll.');
    };
  });
  await press(page, texts.controls.chat);
  await chat(page).getByRole('alert').getByText(texts.partFailed).waitFor();
  expect(await page.locator('video[data-seat-id="ada"]').count()).toBe(1);
  expect(await controls(page).count()).toBe(1);
  await chat(page).getByRole('button', { name: uiTexts.tryAgain }).click();
  await message(page).waitFor();
});

it('a microphone that Space holds open closes when the room closes before the key is released', async () => {
  const page = await opened({ own: 'muted' });
  await page.keyboard.down('Space');
  await expect.poll(() => sent(page)).toEqual([{ name: 'setMuted', params: false }]);
  await page.evaluate(() => window.recruiterPage.leave());
  expect(await sent(page)).toEqual([
    { name: 'setMuted', params: false },
    { name: 'setMuted', params: true },
  ]);
});

describe('the stage', () => {
  it('shows a video uncropped or fills its tile, as chosen', async () => {
    const page = await opened({ cameras: ['ada'] });
    const picture = page.locator('video[data-seat-id="ada"]');
    const fitOf = () => picture.evaluate(video => getComputedStyle(video).objectFit);
    expect(await fitOf()).toBe('cover');
    await page.getByRole('button', { name: texts.tile.of(texts.tile.fit, 'Ada Candidate') }).click();
    expect(await fitOf()).toBe('contain');
    await page.getByRole('button', { name: texts.tile.of(texts.tile.fill, 'Ada Candidate') }).click();
    expect(await fitOf()).toBe('cover');
  });

  it('hides one’s own video on request, also after a reload', async () => {
    const page = await opened({ cameras: ['ada'] });
    const own = page.locator('figure[data-seat-id="grace"]');
    await own.waitFor();
    await press(page, texts.controls.devices);
    await page.getByRole('menuitem', { name: texts.controls.hideSelf }).click();
    await own.waitFor({ state: 'detached' });
    await page.reload();
    await show(page, { screen: 'room', view: viewOfGrace(), cameras: ['ada'] });
    await controls(page).waitFor();
    expect(await own.count()).toBe(0);
  });
});

describe('a tile', () => {
  const act = (page: Page, action: string, name: string) =>
    page.getByRole('button', { name: texts.tile.of(action, name), exact: true });

  it('opens full screen and returns from it', async () => {
    const page = await opened({ cameras: ['ada'] });
    const filling = () => page.evaluate(() => document.fullscreenElement?.getAttribute('data-seat-id'));
    await act(page, texts.tile.fullScreen, 'Ada Candidate').click();
    await act(page, texts.tile.leaveFullScreen, 'Ada Candidate').waitFor();
    expect(await filling()).toBe('ada');
    await act(page, texts.tile.leaveFullScreen, 'Ada Candidate').click();
    await act(page, texts.tile.fullScreen, 'Ada Candidate').waitFor();
    expect(await filling()).toBeUndefined();
  });

  it('opens as picture-in-picture', async () => {
    const page = await opened({ cameras: ['ada'] });
    await page.locator('video[data-seat-id="ada"]').waitFor();
    const floating = page.evaluate(
      () =>
        new Promise(resolve => {
          const { requestPictureInPicture } = HTMLVideoElement.prototype;
          HTMLVideoElement.prototype.requestPictureInPicture = function () {
            HTMLVideoElement.prototype.requestPictureInPicture = requestPictureInPicture;
            resolve(this.getAttribute('data-seat-id'));
            return Promise.reject(new DOMException('', 'NotAllowedError'));
          };
        }),
    );
    await act(page, texts.tile.pictureInPicture, 'Ada Candidate').click();
    expect(await floating).toBe('ada');
  });

  it('with a shared screen fills the stage and gives the space back', async () => {
    const page = await opened({ cameras: ['ada'], screens: ['ada'] });
    const screenOfAda = texts.screenOf('Ada Candidate');
    const ada = page.locator('figure[data-seat-id="ada"]');
    await ada.waitFor();
    await act(page, texts.tile.enlarge, screenOfAda).click();
    await ada.waitFor({ state: 'detached' });
    expect(await page.getByRole('figure', { name: screenOfAda }).count()).toBe(1);
    await act(page, texts.tile.shrink, screenOfAda).click();
    await ada.waitFor();
  });

  it('with a long name truncates its start', async () => {
    const name = 'محمد عبد الرحمن بن محمد بن يوسف بن عبد الله الطويل';
    const grace = seat('grace', 'interviewer', 'Grace Interviewer');
    const page = await opened({
      view: viewOfGrace({ seats: { ada: seat('ada', 'candidate', name), grace } }),
    });
    const shown = page.locator('figure[data-seat-id="ada"] figcaption').getByText(name);
    expect(await shown.evaluate(span => getComputedStyle(span).direction)).toBe('rtl');
  });

  it('with one’s own video offers background blur only in browsers that support it', async () => {
    const page = await openScreen();
    await page.evaluate(() => {
      const { getCapabilities } = MediaStreamTrack.prototype;
      MediaStreamTrack.prototype.getCapabilities = () => {
        MediaStreamTrack.prototype.getCapabilities = getCapabilities;
        return { backgroundBlur: [true, false] } as MediaTrackCapabilities;
      };
    });
    const blur = page.getByRole('menuitem', { name: texts.controls.blur });
    const hideSelf = page.getByRole('menuitem', { name: texts.controls.hideSelf });
    await show(page, { screen: 'room', view: viewOfGrace() });
    await press(page, texts.controls.devices);
    await hideSelf.waitFor();
    expect(await blur.count()).toBe(1);
    await page.keyboard.press('Escape');
    await hideSelf.waitFor({ state: 'detached' });
    await press(page, texts.controls.devices);
    await hideSelf.waitFor();
    expect(await blur.count()).toBe(0);
  });
});

it('a message that arrives while the chat is closed is shown immediately and opens the chat', async () => {
  const page = await opened();
  const chatOf = (text: string) => ({ one: { fromSeatId: 'ada', fromName: 'Ada Candidate', text, at: 1 } });
  await page.evaluate(
    view => window.recruiterPage.change(view),
    viewOfGrace({ chat: chatOf('Could you repeat that?') }),
  );
  await page.locator('[data-notice]').getByText('Could you repeat that?').waitFor();
  await page.getByRole('button', { name: texts.chat.open }).click();
  await chat(page).getByText('Could you repeat that?').waitFor();
  await page.locator('[data-notice]').waitFor({ state: 'detached' });
});

it.each([
  ['next to the stage', { viewport: { width: 1_100, height: 800 } }],
  ['over the stage of a phone in landscape', { viewport: { width: 844, height: 390 }, phone: true }],
])('“Let in” can be pressed with a panel %s', async (_where, options) => {
  const waiting = { ...seat('ada', 'candidate', 'Ada Candidate'), presence: 'waiting', admitted: false };
  const grace = seat('grace', 'interviewer', 'Grace Interviewer');
  const page = await opened({ view: viewOfGrace({ seats: { ada: waiting, grace } }) }, options);
  await press(page, texts.controls.chat);
  await chat(page).waitFor();
  await page.getByRole('button', { name: texts.lobby.admitNamed('Ada Candidate') }).click();
  expect(await sent(page)).toEqual([{ name: 'seat.admit', params: { seatId: 'ada' } }]);
});

it('W opens the chat, and C does nothing in the room', async () => {
  const page = await opened();
  await page.keyboard.press('c');
  await page.keyboard.press('w');
  await chat(page).waitFor();
});
