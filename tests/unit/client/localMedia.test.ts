import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeviceManager } from '../../../client/core/deviceManager.ts';
import { LocalMedia } from '../../../client/core/localMedia.ts';
import { deviceNotices } from '../../../client/texts/devices.ts';
import { eventually } from '../../support/eventually.ts';

/** A fake browser track for capturing. */
class BrowserTrack extends EventTarget {
  readonly label: string;
  muted = false;
  stopped = false;

  constructor(label: string) {
    super();
    this.label = label;
  }

  stop(): void {
    this.stopped = true;
  }

  /** Starts or ends an interruption by the system, for example by another app. */
  interrupt(interrupted: boolean): void {
    this.muted = interrupted;
    this.dispatchEvent(new Event(interrupted ? 'mute' : 'unmute'));
  }

  /** Ends the track, as when the device is unplugged. */
  end(): void {
    this.dispatchEvent(new Event('ended'));
  }
}

/** Fake browser devices: connected microphones, with captures that resolve when the test says so. */
class BrowserDevices extends EventTarget {
  microphones: string[] = ['Desk'];
  /** Result of the browser's screen dialog: the tracks of a screen, or the error. */
  screen: (() => { picture: BrowserTrack; sound?: BrowserTrack }) | Error = new DOMException(
    '',
    'AbortError',
  );
  readonly captured: BrowserTrack[] = [];
  /** Another app uses the microphone: it can be opened, and stays silent. */
  taken = false;
  #held: (() => void)[] | undefined;

  async getUserMedia(): Promise<{ getTracks: () => BrowserTrack[] }> {
    if (this.#held) await new Promise<void>(resolve => this.#held?.push(resolve));
    const [label] = this.microphones;
    if (label === undefined) throw new DOMException('', 'NotFoundError');
    const track = new BrowserTrack(label);
    track.muted = this.taken;
    this.captured.push(track);
    return { getTracks: () => [track] };
  }

  async getDisplayMedia(): Promise<object> {
    if (this.#held) await new Promise<void>(resolve => this.#held?.push(resolve));
    if (this.screen instanceof Error) throw this.screen;
    const { picture, sound } = this.screen();
    return { getVideoTracks: () => [picture], getAudioTracks: () => (sound ? [sound] : []) };
  }

  async enumerateDevices(): Promise<object[]> {
    return this.microphones.map(label => ({ kind: 'audioinput', deviceId: label, label }));
  }

  /** Holds all captures from now on. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const resolve of held) resolve();
  }

  plug(...labels: string[]): void {
    this.microphones = labels;
    this.dispatchEvent(new Event('devicechange'));
  }
}

let browser: BrowserDevices;
let devices: DeviceManager;
let local: LocalMedia;

beforeEach(() => {
  browser = new BrowserDevices();
  vi.stubGlobal('navigator', { mediaDevices: browser });
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  devices = new DeviceManager();
  local = new LocalMedia(devices);
});
afterEach(() => {
  local.close();
  devices.close();
  vi.unstubAllGlobals();
});

const microphone = () => local.sources.get().microphone;
const isOn = () => eventually('the microphone to be on', () => microphone().state === 'on');

async function startMuted(): Promise<void> {
  await local.start('microphone');
  local.setMuted(true);
  expect(microphone()).toMatchObject({ state: 'on', muted: true });
}

describe('a muted microphone', () => {
  it('stays muted when another one is chosen before the first has started', async () => {
    await startMuted();
    browser.hold();
    const choices = [local.switchTo('microphone', 'Headset'), local.switchTo('microphone', 'Desk')];
    browser.release();
    await Promise.all(choices);
    expect(microphone()).toMatchObject({ state: 'on', muted: true });
  });

  it('stays muted when it is unplugged and plugged in again', async () => {
    await startMuted();
    browser.plug();
    browser.captured.at(-1)?.end();
    await eventually('the warning', () => local.notice.get()?.tone === 'warning');
    expect(microphone()).toMatchObject({ state: 'off', problem: 'missing' });
    browser.plug('Desk');
    await isOn();
    expect(microphone()).toMatchObject({ state: 'on', muted: true });
  });

  it('is heard after it was turned off and on again manually', async () => {
    await startMuted();
    local.stop('microphone');
    await local.start('microphone');
    expect(microphone()).toMatchObject({ state: 'on', muted: false });
  });
});

it('a microphone that is muted while it starts is muted once it has started', async () => {
  browser.hold();
  const start = local.start('microphone');
  local.setMuted(true);
  browser.release();
  await start;
  expect(microphone()).toMatchObject({ state: 'on', muted: true });
});

it('only the newest of two captures is kept, and the other device is released', async () => {
  browser.hold();
  const starts = [local.start('microphone'), local.start('microphone')];
  browser.release();
  await Promise.all(starts);
  expect(browser.captured.map(track => track.stopped)).toEqual([true, false]);
});

describe('a shared screen', () => {
  const tracks = () => ({ picture: new BrowserTrack('Screen'), sound: new BrowserTrack('Sound') });
  const states = () => {
    const { screen, screenAudio } = local.sources.get();
    return [screen.state, screenAudio.state];
  };

  it('is released with its audio when sharing was canceled before the choice', async () => {
    const picked = tracks();
    browser.screen = () => picked;
    browser.hold();
    const start = local.startScreen();
    local.stopScreen();
    browser.release();
    expect(await start).toBe(false);
    expect(states()).toEqual(['off', 'off']);
    expect([picked.picture.stopped, picked.sound.stopped]).toEqual([true, true]);
  });

  it('releases the previous one, with its audio', async () => {
    const before = tracks();
    browser.screen = () => before;
    expect(await local.startScreen()).toBe(true);
    browser.screen = () => ({ picture: new BrowserTrack('Another') });
    expect(await local.startScreen()).toBe(true);
    expect(states()).toEqual(['on', 'off']);
    expect([before.picture.stopped, before.sound.stopped]).toEqual([true, true]);
  });

  it.each([
    [new DOMException('Permission denied by user', 'NotAllowedError'), undefined],
    [new DOMException('Permission denied by system', 'NotAllowedError'), 'denied-by-system'],
    [new DOMException('Could not start video source', 'NotReadableError'), 'busy'],
    [new DOMException('The object can not be found here.', 'NotFoundError'), 'missing'],
  ])('that fails because of %s has the problem %s', async (error, problem) => {
    browser.screen = error;
    expect(await local.startScreen()).toBe(false);
    expect(local.sources.get().screen).toEqual({ state: 'off', ...(problem && { problem }) });
  });
});

describe('an interrupted microphone', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const SECOND = 1_000;
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const notices = () => {
    const told: string[] = [];
    local.notice.subscribe(() => {
      const { text } = local.notice.get() ?? {};
      if (text !== undefined) told.push(text);
    });
    return told;
  };

  it('is reopened in the room, with one notice', async () => {
    await local.start('microphone');
    const told = notices();
    browser.captured[0]?.interrupt(true);
    await pass(2 * SECOND);
    expect(browser.captured).toHaveLength(2);
    expect(browser.captured[0]?.stopped).toBe(true);
    expect(microphone()).toMatchObject({ state: 'on', interrupted: false, track: browser.captured[1] });
    expect(told).toEqual([deviceNotices.heardAgain]);
  });

  it('that another app uses is retried with growing delays, and reported once', async () => {
    await local.start('microphone');
    const told = notices();
    browser.taken = true;
    browser.captured[0]?.interrupt(true);
    await pass(120 * SECOND);
    expect(browser.captured.length).toBeLessThanOrEqual(6);
    expect(told).toEqual([deviceNotices.interrupted]);
    browser.captured.at(-1)?.interrupt(false);
    await pass(0);
    expect(told).toEqual([deviceNotices.interrupted, deviceNotices.heardAgain]);
  });

  it('is left alone for a brief interruption, and in a hidden page until the page is visible', async () => {
    await local.start('microphone');
    browser.captured[0]?.interrupt(true);
    await pass(500);
    browser.captured[0]?.interrupt(false);
    await pass(5 * SECOND);
    expect(browser.captured).toHaveLength(1);
    Object.assign(document, { visibilityState: 'hidden' });
    browser.captured[0]?.interrupt(true);
    await pass(30 * SECOND);
    expect(browser.captured).toHaveLength(1);
    Object.assign(document, { visibilityState: 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(SECOND);
    expect(browser.captured).toHaveLength(2);
  });
});
