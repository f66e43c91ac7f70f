import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { captions } from '../../client/texts/captions.ts';
import { captionWriting } from '../../client/texts/captionWriting.ts';
import { room } from '../../client/texts/room.ts';
import { expectAccessibleInEveryLook, expectNoViolations } from '../support/accessible.ts';
import { CaptionedServer } from '../support/captionedServer.ts';
import type { PageOptions } from '../support/chromium.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { RoomPage } from '../support/roomPage.ts';
import { sharedBrowser } from '../support/shared.ts';

const IDA = 'Ida Captioner';

let server: CaptionedServer;
let stage: InterviewStage;
let evaluator: RoomPage;
let panel: Locator;

beforeAll(async () => {
  server = await CaptionedServer.start();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  server.state = 'live';
  stage = await InterviewStage.create(server.owner);
});
afterEach(() => stage.close());

/** Opens an evaluator's page in a room with a candidate and the lead. */
async function enter(options: PageOptions = {}): Promise<void> {
  await stage.inside();
  const context = await (await sharedBrowser()).newContext(options);
  onTestFinished(() => context.close());
  evaluator = await RoomPage.open(context, stage.link('evaluator'));
  await evaluator.join();
  await evaluator.waitUntilInside();
  panel = evaluator.page.getByRole('region', { name: captions.title });
}

async function turnOn(): Promise<void> {
  await evaluator.page.keyboard.press('l');
  await server.whenCaptioned(stage.interviewId);
}

function say(lineId: string, text: string, rest: { tail?: string; final?: boolean } = {}): void {
  server.say(stage.interviewId, stage.seatId('candidate'), {
    lineId,
    text,
    final: rest.tail === undefined,
    ...rest,
  });
}

const shown = (text: string) => panel.locator('[data-caption-line]', { hasText: text });
const announced = () => evaluator.page.getByRole('log', { name: captions.log });
const choose = async (item: string) => {
  await panel.getByRole('button', { name: captions.settings.open }).click();
  await evaluator.page.getByRole('menuitemradio', { name: item }).click();
  await evaluator.page.keyboard.press('Escape');
};

describe('captions', () => {
  it('show who says what, and announce each line once it is final', async () => {
    await enter();
    await turnOn();
    await panel.getByText(captions.state.live).waitFor();
    say('1', 'I would look at', { tail: 'the end' });
    await shown('I would look at the end').waitFor();
    expect(await announced().textContent()).toBe('');
    say('1', 'I would look at the index.');
    await announced().getByText('Ada Candidate: I would look at the index.').waitFor();
    server.say(stage.interviewId, stage.seatId('lead'), { lineId: '1', understood: false, final: true });
    await shown(captions.notUnderstood).waitFor();
    expect(await panel.locator('[data-caption-line]').allTextContents()).toEqual([
      'Ada Candidate: I would look at the index.',
      'Grace Interviewer: [not understood]',
    ]);
    await panel.getByRole('button', { name: captions.hide }).press('Enter');
    await server.whenCaptioned(stage.interviewId, false);
    expect(
      await evaluator.control(captions.title).evaluate(button => button === document.activeElement),
    ).toBe(true);
    expect(evaluator.complaints).toEqual([]);
  });

  it('do not move the video when lines arrive, and stay where the reader has scrolled', async () => {
    await enter();
    await turnOn();
    await panel.getByText(captions.privacy('engine')).waitFor();
    const stageBox = await evaluator.page.getByRole('figure').first().boundingBox();
    for (let number = 1; number <= 12; number += 1) say(`${number}`, `Sentence ${number}.`);
    await shown('Sentence 12.').waitFor();
    expect(await evaluator.page.getByRole('figure').first().boundingBox()).toEqual(stageBox);
    const list = panel.getByRole('log', { name: captions.history });
    const fromEnd = () =>
      list.evaluate(element => element.scrollHeight - element.scrollTop - element.clientHeight);
    expect(await fromEnd()).toBeLessThan(2);
    // The keyboard scrolls up.
    await list.press('Home');
    const newest = panel.getByRole('button', { name: captions.newest });
    await newest.waitFor();
    await expect.poll(() => list.evaluate(element => element.scrollTop)).toBe(0);
    say('13', 'Sentence 13.');
    await shown('Sentence 13.').waitFor();
    expect(await list.evaluate(element => element.scrollTop)).toBe(0);
    await newest.press('Enter');
    await newest.waitFor({ state: 'detached' });
    expect(await fromEnd()).toBeLessThan(2);
  });

  it('remember their settings and are on again after a reload', async () => {
    await enter();
    await turnOn();
    await choose(captions.settings.sizes.largest);
    await choose(captions.settings.contrasts.high);
    await choose(captions.settings.positions.top);
    await panel.getByRole('button', { name: captions.settings.open }).press('Enter');
    await evaluator.page.getByRole('menuitemcheckbox', { name: captions.settings.announced }).press('Enter');
    await evaluator.page.reload();
    await evaluator.join();
    await evaluator.waitUntilInside();
    await panel.getByText(captions.privacy('engine')).waitFor();
    expect(await panel.evaluate(({ dataset }) => ({ ...dataset }))).toMatchObject({
      size: 'largest',
      contrast: 'high',
      position: 'top',
    });
    expect(await announced().count()).toBe(0);
    await server.whenCaptioned(stage.interviewId);
    say('1', 'Still here.');
    await shown('Still here.').waitFor();
  });

  it('say openly why they are late, paused, or missing', async () => {
    server.state = 'off';
    await enter();
    await turnOn();
    await panel.getByText(captions.state.off).waitFor();
    for (const state of ['slow', 'sentences', 'paused'] as const) {
      server.change(stage.interviewId, state);
      await panel.getByText(captions.state[state]).waitFor();
    }
    server.change(stage.interviewId, 'language');
    await panel.getByText(captions.state.language('en')).waitFor();
    expect(captions.state.language('de-DE')).toBe('Captions aren’t available for German.');
    expect(await panel.getByText(captions.privacy('engine')).count()).toBe(0);
  });

  it('are accessible in every look', async () => {
    await enter();
    await turnOn();
    for (let number = 1; number <= 6; number += 1) say(`${number}`, `Sentence ${number} about the index.`);
    say('7', 'I would', { tail: 'look at the' });
    await shown('look at the').waitFor();
    await expectNoViolations(evaluator.page, '[data-captions]');
    await expectAccessibleInEveryLook(evaluator.page);
    await choose(captions.settings.contrasts.high);
    await choose(captions.settings.positions.over);
    await expectNoViolations(evaluator.page, '[data-captions]');
  });

  it('have a key in the list of shortcuts', async () => {
    await enter();
    await evaluator.page.keyboard.press('?');
    await evaluator.page.getByRole('dialog').getByText(captions.key[1]).waitFor();
  });
});

/** True if all of the part is in the window, with nothing in front of it. */
const isInWindow = (part: Locator) =>
  part.evaluate(element => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const found = (y: number) => element.contains(document.elementFromPoint((left + right) / 2, y));
    return top >= 0 && bottom <= innerHeight && found(top + 4) && found(bottom - 4);
  });

describe('captions on a phone', () => {
  it.each([
    { width: 390, height: 844 },
    { width: 320, height: 568 },
  ])('are below the video, at any size of text ($width px)', async viewport => {
    await enter({ viewport, phone: true });
    await evaluator.press(captions.title);
    await server.whenCaptioned(stage.interviewId);
    await choose(captions.settings.sizes.largest);
    say('1', 'I would look at the index of that table first.');
    await shown('I would look at').waitFor();
    const boxOf = async (part: Locator) => {
      const box = await part.boundingBox();
      if (!box) throw new Error('It is not there.');
      return box;
    };
    const [video, lines, controls] = await Promise.all([
      boxOf(evaluator.page.getByRole('figure').first()),
      boxOf(panel),
      boxOf(evaluator.page.getByRole('toolbar', { name: room.controls.bar })),
    ]);
    expect(video.y + video.height).toBeLessThanOrEqual(lines.y);
    expect(lines.y + lines.height).toBeLessThanOrEqual(controls.y);
    expect(lines.x + lines.width).toBeLessThanOrEqual(viewport.width);
    expect(video.height).toBeGreaterThan(100);
  });
});

describe('a captioner', () => {
  it('types what the candidate reads, and the lead doesn’t learn of it', async () => {
    const pages = await stage.inside();
    const { link } = await server.owner.call('seats.add', {
      interviewId: stage.interviewId,
      seat: { role: 'captioner', displayName: IDA },
    });
    const context = await (await sharedBrowser()).newContext();
    onTestFinished(() => context.close());
    const open = async (address: string) => {
      const page = await RoomPage.open(context, address);
      await page.join();
      await page.waitUntilInside();
      return page;
    };
    const captioner = await open(link.url);
    const field = captioner.page.getByRole('textbox', { name: captionWriting.label });
    await field.and(captioner.page.locator(':focus')).waitFor();

    pages.candidate.close();
    const candidate = await RoomPage.open(context, stage.link('candidate'));
    await candidate.withoutDevices();
    await candidate.join();
    await candidate.waitUntilInside();
    await candidate.press(captions.title);
    const lines = candidate.page.getByRole('region', { name: captions.title });
    await lines.getByText(captions.typedBy(IDA)).waitFor();
    await server.whenCaptioned(stage.interviewId);
    server.say(stage.interviewId, stage.seatId('lead'), { lineId: '1', text: 'Bell me.', final: true });

    await captioner.page.keyboard.type('GRACE: Tell me');
    await lines.locator('[data-caption-line=draft]', { hasText: 'GRACE: Tell me' }).waitFor();
    await captioner.page.keyboard.type(' more.\nADA: Yes.\n');
    await lines.locator('[data-caption-line=final]', { hasText: 'ADA: Yes.' }).waitFor();
    expect(await lines.locator('[data-caption-line]').allTextContents()).toEqual([
      'GRACE: Tell me more.',
      'ADA: Yes.',
    ]);
    expect(await field.inputValue()).toBe('');
    await captioner.page.locator('[data-caption-line]', { hasText: 'ADA: Yes.' }).waitFor();
    for (const page of [captioner, candidate]) await expectNoViolations(page.page, '[data-captions]');

    const typed = captioner.page.locator('[data-caption-line]', { hasText: 'ADA: Yes.' });
    for (const height of [544, 420]) {
      await captioner.page.setViewportSize({ width: 390, height });
      await field.focus();
      for (const part of [typed, field]) await expect.poll(() => isInWindow(part)).toBe(true);
    }

    // The candidate reads two lines while writing in the chat, unless the keyboard leaves too little space.
    await candidate.page.setViewportSize({ width: 390, height: 420 });
    await candidate.page.keyboard.press('w');
    const message = candidate.page.getByRole('textbox', { name: room.chat.label });
    await message.focus();
    const history = lines.getByRole('log', { name: captions.history });
    await expect.poll(async () => (await history.boundingBox())?.height).toBe(56);
    for (const part of [history, message]) expect(await isInWindow(part)).toBe(true);
    await candidate.page.setViewportSize({ width: 390, height: 300 });
    await history.waitFor({ state: 'hidden' });
    expect(await isInWindow(message)).toBe(true);
    await candidate.page.setViewportSize({ width: 1_280, height: 720 });

    // Automatic captions are one choice away.
    await lines.getByRole('button', { name: captions.settings.open }).click();
    await candidate.page.getByRole('menuitemcheckbox', { name: captions.typedBy(IDA) }).click();
    await candidate.page.keyboard.press('Escape');
    await lines.locator('[data-caption-line]', { hasText: 'Bell me.' }).waitFor();
    await pages.lead.resume();
    expect(JSON.stringify(pages.lead.view)).not.toContain(IDA);
    expect([...captioner.complaints, ...candidate.complaints]).toEqual([]);
  });
});
