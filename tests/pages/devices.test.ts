import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room } from '../../client/texts/room.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForTone } from '../support/decodedAudio.ts';
import { waitForColor } from '../support/decodedVideo.ts';
import { InterviewStage, type Part } from '../support/interviewStage.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { ADA, GRACE } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';

let owner: ApiClient;
let withDevices: TestBrowser;
let withoutDevices: TestBrowser;
let interview: InterviewStage;

beforeAll(async () => {
  ({ owner } = await sharedServer());
  withDevices = await sharedBrowser(GRACE);
  withoutDevices = await sharedBrowser();
});
beforeEach(async () => {
  interview = await InterviewStage.create(owner);
});
afterEach(() => interview?.close());

const openOn = async (browser: TestBrowser, part: Part) =>
  RoomPage.on(await takePage(browser), interview.link(part));
const check = (page: RoomPage, title: string) => page.page.locator(`[data-check="${title}"]`);

describe('pre-join', () => {
  it('checks camera, microphone, and connection in order and shows the results', async () => {
    const page = await openOn(withDevices, 'candidate');
    await waitForColor(page.page.locator('video').first(), GRACE.color);
    for (const title of [prejoin.checks.camera, prejoin.checks.microphone, prejoin.checks.connection])
      await check(page, title).and(page.page.locator('[data-status="done"]')).waitFor();
    expect(page.complaints).toEqual([]);
    await leavePage(page.page);
  });

  it('shows staff the candidate’s setup progress live', async () => {
    const lead = await interview.open('lead');
    const page = await openOn(withDevices, 'candidate');
    const setup = () => lead.seat(interview.seatId('candidate'))?.setup;
    await lead.waitForView(
      'camera and microphone',
      () => setup()?.camera === 'ok' && setup()?.microphone === 'ok',
    );
    await lead.waitForView('the connection', () => setup()?.connection === 'ok', 20_000);
    expect(setup()?.roundTripMs).toBeLessThan(1_000);
    await lead.request('help.send', {
      toSeatId: interview.seatId('candidate'),
      text: 'We start in a minute.',
    });
    await page.page.getByText('We start in a minute.').waitFor();
    await leavePage(page.page);
  });
});

/** Makes the microphone silent until the window's event `release-sound`. */
function muffleMicrophone(): void {
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async wanted => {
    const stream = await ask(wanted);
    for (const track of stream.getAudioTracks()) {
      const context = new AudioContext();
      const gain = context.createGain();
      gain.gain.value = 0;
      window.addEventListener('release-sound', () => {
        gain.gain.value = 1;
      });
      const heard = context.createMediaStreamDestination();
      context
        .createMediaStreamSource(new MediaStream([track]))
        .connect(gain)
        .connect(heard);
      stream.removeTrack(track);
      for (const muffled of heard.stream.getAudioTracks()) stream.addTrack(muffled);
    }
    return stream;
  };
}

describe('a microphone without sound', () => {
  it('asks for a few words, after seven seconds says what to check, and isn’t reported as working', async () => {
    const lead = await interview.open('lead');
    const setup = () => lead.seat(interview.seatId('candidate'))?.setup;
    const page = await withDevices.newPage();
    await page.clock.install();
    await page.addInitScript(muffleMicrophone);
    await page.goto(interview.link('candidate'));
    const row = page.locator(`[data-check="${prejoin.checks.microphone}"]`);
    await row.and(page.locator('[data-status="open"]')).getByText(prejoin.checks.microphoneQuiet).waitFor();
    await page.clock.fastForward(7_000);
    await row
      .and(page.locator('[data-status="problem"]'))
      .getByText(prejoin.checks.microphoneSilent)
      .waitFor();
    expect(await page.getByText(prejoin.checks.microphoneOk).count()).toBe(0);
    await lead.waitForView('the camera', () => setup()?.camera === 'ok');
    expect(setup()?.microphone).toBe('unchecked');
    await page.close();
  });
});

describe('a microphone that is first heard in the waiting room', () => {
  it('is reported to staff as working', async () => {
    const lead = await interview.open('lead');
    const candidate = () => lead.seat(interview.seatId('candidate'));
    const context = await withDevices.newContext();
    await context.addInitScript(muffleMicrophone);
    const page = await RoomPage.open(context, interview.link('candidate'));
    await page.agreeAndJoin();
    await lead.waitForView('the candidate in the waiting room', () => candidate()?.presence === 'waiting');
    await lead.waitForView('the connection', () => candidate()?.setup?.connection === 'ok');
    expect(candidate()?.setup?.microphone).toBe('unchecked');
    await page.page.evaluate(() => window.dispatchEvent(new Event('release-sound')));
    await lead.waitForView('the microphone', () => candidate()?.setup?.microphone === 'ok');
    expect(candidate()?.setup?.connection).toBe('ok');
    await context.close();
  });
});

/** Logs each change of the microphone hint: reading it by script from outside would count as a gesture. */
function tellOfMicrophone(): void {
  let told: string | undefined;
  new MutationObserver(() => {
    const words = document.querySelector('[data-check="Microphone"]')?.textContent ?? undefined;
    if (words === told) return;
    told = words;
    console.info(`microphone: ${words}`);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Blocks audio until the page asks for it: Chromium sometimes counts earlier automation as a gesture. */
function holdSound(): void {
  const Allowed = window.AudioContext;
  window.AudioContext = class extends Allowed {
    #held = true;

    constructor(options?: AudioContextOptions) {
      super(options);
      void super.suspend();
    }

    override get state(): AudioContextState {
      return this.#held ? 'suspended' : super.state;
    }

    override resume(): Promise<void> {
      this.#held = false;
      return super.resume();
    }
  };
}

describe('pre-join in a browser that blocks audio before the first gesture', () => {
  it('explains how to start the level meter, starts it at any press, and checks off the microphone after hearing it', async () => {
    await using browser = await TestBrowser.launch({ persona: GRACE, autoplayRules: true });
    const page = await browser.newPage();
    await page.addInitScript(holdSound);
    await page.addInitScript(tellOfMicrophone);
    const asleep = page.waitForEvent('console', message =>
      message.text().includes(prejoin.checks.microphoneAsleep),
    );
    await page.goto(interview.link('candidate'));
    await asleep;
    const heard = page.waitForEvent('console', message =>
      message.text().includes(prejoin.checks.microphoneOk),
    );
    await page.mouse.click(5, 5);
    await heard;
    const microphone = page.locator(`[data-check="${prejoin.checks.microphone}"]`);
    expect(await microphone.getAttribute('data-status')).toBe('done');
  });
});

describe('the connection test of a person who joins before it is over', () => {
  it('still reports its result to staff', async () => {
    const lead = await interview.open('lead');
    const context = await withoutDevices.newContext();
    await context.addInitScript(holdConnectionFigures);
    const evaluator = await RoomPage.open(context, interview.link('evaluator'));
    const seat = () => lead.seat(interview.seatId('evaluator'));
    await lead.waitForView('the test to run', () => seat()?.setup?.connection === 'testing');
    await evaluator.join();
    await lead.waitForView('the evaluator in the lobby', () => seat()?.presence === 'waiting');
    expect(seat()?.setup?.connection).toBe('testing');
    await evaluator.page.evaluate(() => window.dispatchEvent(new Event('release-figures')));
    await lead.waitForView('the result', () => seat()?.setup?.connection === 'ok');
    expect(seat()?.setup?.roundTripMs).toBeLessThan(1_000);
    await context.close();
  });
});

/**
 * Runs in the page: holds the connection statistics, and so the connection test, until an event.
 */
function holdConnectionFigures(): void {
  const released = new Promise(resolve => window.addEventListener('release-figures', resolve));
  const { getStats } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.getStats = async function (this: RTCPeerConnection) {
    await released;
    return getStats.call(this);
  };
}

describe('a person without a camera and a microphone', () => {
  it('reads that there are none, and can join without both after confirming', async () => {
    const lead = await openOn(withDevices, 'lead');
    await lead.join();
    await lead.openSession();

    const candidate = await openOn(withoutDevices, 'candidate');
    await candidate.page.getByText(prejoin.problems.missing.camera).waitFor();
    await candidate.page.getByRole('button', { name: prejoin.goWithout.both }).waitFor();
    expect(await candidate.joinButton.count()).toBe(0);
    await candidate.page.getByRole('button', { name: prejoin.goWithout.camera }).click();
    expect(await candidate.joinButton.isDisabled()).toBe(true);
    await candidate.page.getByRole('button', { name: prejoin.goWithout.microphone }).click();
    await candidate.agreeAndJoin();
    await lead.admit(ADA.name);
    await candidate.waitUntilInside();

    await waitForColor(candidate.video(interview.seatId('lead')), GRACE.color);
    await waitForTone(candidate.page, GRACE.toneHz);
    const tile = lead.page.getByRole('figure', { name: ADA.name });
    await tile.waitFor();
    await tile.getByText(room.microphoneOff).waitFor({ state: 'attached' });
    expect(await lead.video(interview.seatId('candidate')).count()).toBe(0);
    for (const { page } of [lead, candidate]) await leavePage(page);
  });
});

describe('a person whose browser denies access to the devices', () => {
  it('reads how to allow them, and can continue without both in one press', async () => {
    const context = await withoutDevices.newContext();
    // The error that browsers report after "Block". This browser shows no prompt to click.
    await context.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('Permission denied', 'NotAllowedError');
      };
    });
    const candidate = await RoomPage.open(context, interview.link('candidate'));
    await candidate.page.getByText(prejoin.problems.denied.camera).waitFor();
    await candidate.page
      .getByText(prejoin.allow.chrome[1] ?? '')
      .first()
      .waitFor();
    await candidate.page.getByRole('button', { name: prejoin.goWithout.both }).click();
    await candidate.agreeAndJoin();
    await candidate.page.getByRole('heading', { name: room.waiting.candidateHeading(ADA.name) }).waitFor();
    await context.close();
  });
});
