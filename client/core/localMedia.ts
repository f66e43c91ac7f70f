import { ALL_SOURCES, type MediaSource } from '../../shared/media/sources.ts';
import { deviceNotices } from '../texts/devices.ts';
import {
  type Captured,
  type CaptureKind,
  type DeviceManager,
  type DeviceProblem,
  withBlur,
} from './deviceManager.ts';
import { Disposables } from './disposables.ts';
import { Store } from './store.ts';

export type LocalSources = Readonly<Record<MediaSource, LocalSource>>;

const INFO_SHOWN_MS = 8_000;
/** Delays before a silent microphone is opened again. It may be silent because another app uses it. */
const REOPEN_AGAIN_MS = [2_000, 5_000, 15_000];
const OFF: LocalSource = { state: 'off' };

/** Captures camera, microphone, and screen until `close()`. Replaces unplugged devices. */
export class LocalMedia {
  readonly sources = new Store<LocalSources>({ camera: OFF, microphone: OFF, screen: OFF, screenAudio: OFF });
  readonly notice = new Store<DeviceNotice | undefined>(undefined);
  readonly #devices: DeviceManager;
  readonly #disposables = new Disposables();
  readonly #watches = new Map<MediaSource, () => void>();
  /** Sources whose device was unplugged while no other was available. The next device to appear is used. */
  readonly #lost = new Set<MediaSource>();
  /** Number of the latest request for each source. A capture for an older request is stopped. */
  readonly #requests: Record<MediaSource, number> = { camera: 0, microphone: 0, screen: 0, screenAudio: 0 };
  #muted = false;
  #notices = 0;
  #reopened = 0;

  constructor(devices: DeviceManager) {
    this.#devices = devices;
    this.#disposables.add(devices.list.subscribe(() => this.#devicesChanged()));
    // A phone may deliver a silent track after the person returns from another app.
    this.#disposables.listen(document, 'visibilitychange', () => {
      this.#reopened = 0;
      this.#reopenInterrupted();
    });
  }

  async startBoth(): Promise<void> {
    this.#muted = false;
    const camera = this.#request('camera', { state: 'starting' });
    const microphone = this.#request('microphone', { state: 'starting' });
    const captured = await this.#devices.captureBoth();
    this.#take('camera', camera, captured.camera);
    this.#take('microphone', microphone, captured.microphone);
  }

  async start(kind: CaptureKind): Promise<void> {
    if (kind === 'microphone' && this.sources.get().microphone.state === 'off') this.#muted = false;
    await this.#open(kind);
  }

  stop(source: MediaSource): void {
    this.#lost.delete(source);
    this.#release(source);
    this.#request(source, OFF);
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.#change('microphone', source => ({ ...source, muted }));
  }

  async setBlur(on: boolean): Promise<void> {
    this.#devices.blur.set(on);
    const camera = trackOf(this.sources.get().camera);
    // Ignores a camera's refusal, because the camera then keeps running without the change.
    await camera?.applyConstraints(withBlur(camera.getConstraints(), on)).catch(() => undefined);
  }

  async switchTo(kind: CaptureKind, deviceId: string): Promise<void> {
    this.#devices.choose(kind, deviceId);
    if (this.sources.get()[kind].state !== 'off' || this.#lost.has(kind)) await this.#open(kind);
  }

  async startScreen(): Promise<boolean> {
    this.stopScreen();
    // Registers both requests before the dialog opens, so that `stopScreen()` can cancel both.
    const request = this.#request('screen', { state: 'starting' });
    const soundRequest = this.#request('screenAudio', OFF);
    const captured = await this.#devices.captureScreen();
    if (!captured) {
      if (request === this.#requests.screen) this.#request('screen', OFF);
      return false;
    }
    const { video, sound } = captured;
    // Shared text must be sharp, while the frame rate matters less.
    if (video.ok) video.track.contentHint = 'text';
    this.#take('screen', request, video);
    if (sound) this.#take('screenAudio', soundRequest, { ok: true, track: sound });
    return trackOf(this.sources.get().screen) !== undefined;
  }

  stopScreen(): void {
    this.stop('screen');
    this.stop('screenAudio');
  }

  dismissNotice(): void {
    this.notice.set(undefined);
  }

  close(): void {
    this.#disposables.dispose();
    for (const source of ALL_SOURCES) this.stop(source);
  }

  async #open(kind: CaptureKind): Promise<void> {
    // Phones can't open a second camera while the first is in use.
    this.#release(kind);
    const request = this.#request(kind, { state: 'starting' });
    this.#take(kind, request, await this.#devices.capture(kind));
  }

  #request(source: MediaSource, next: LocalSource): number {
    this.sources.update(sources => ({ ...sources, [source]: next }));
    return ++this.#requests[source];
  }

  #take(source: MediaSource, request: number, captured: Captured): void {
    if (request !== this.#requests[source] || this.#disposables.disposed) {
      if (captured.ok) captured.track.stop();
      return;
    }
    if (!captured.ok) {
      this.#request(source, { state: 'off', problem: captured.problem });
      return;
    }
    const { track } = captured;
    this.#lost.delete(source);
    this.#watches.set(
      source,
      watchTrack(
        track,
        () => void this.#ended(source),
        interrupted => this.#interrupted(source, interrupted),
      ),
    );
    const muted = source === 'microphone' && this.#muted;
    this.#request(source, { state: 'on', track, muted, interrupted: false });
  }

  #release(source: MediaSource): void {
    this.#watches.get(source)?.();
    this.#watches.delete(source);
    trackOf(this.sources.get()[source])?.stop();
  }

  #change(source: MediaSource, change: (on: LocalSource & { state: 'on' }) => LocalSource): void {
    this.sources.update(sources => {
      const before = sources[source];
      return before.state === 'on' ? { ...sources, [source]: change(before) } : sources;
    });
  }

  /** Runs when the device is unplugged, permission is revoked, or the browser's button ends the sharing. */
  async #ended(source: MediaSource): Promise<void> {
    if (source === 'screen' || source === 'screenAudio') {
      if (source === 'screen') this.stopScreen();
      else this.stop('screenAudio');
      return;
    }
    const old = trackOf(this.sources.get()[source])?.label || deviceNotices.yours(source);
    await this.#open(source);
    const now = this.sources.get()[source];
    if (now.state === 'on') {
      this.#notify('info', deviceNotices.replaced(old, now.track.label || deviceNotices.another(source)));
    } else if (now.state === 'off') {
      this.#lost.add(source);
      this.#notify('warning', deviceNotices.lost(old));
    }
  }

  #devicesChanged(): void {
    const { cameras, microphones } = this.#devices.list.get();
    if (cameras.length > 0) void this.#recover('camera');
    if (microphones.length > 0) void this.#recover('microphone');
  }

  async #recover(kind: CaptureKind): Promise<void> {
    if (!this.#lost.has(kind)) return;
    this.#lost.delete(kind);
    await this.#open(kind);
    const now = this.sources.get()[kind];
    if (now.state === 'on')
      this.#notify('info', deviceNotices.found(now.track.label || deviceNotices.another(kind)));
    else if (now.state === 'off') this.#lost.add(kind);
  }

  /** Reopens only an interrupted microphone, because people see when their own video freezes. */
  #interrupted(source: MediaSource, interrupted: boolean): void {
    this.#change(source, on => ({ ...on, interrupted }));
    if (source !== 'microphone') return;
    if (interrupted) void this.#reopenMicrophone();
    else this.#heardAgain();
  }

  #reopenInterrupted(): void {
    if (document.visibilityState !== 'visible') return;
    const { camera, microphone } = this.sources.get();
    if (camera.state === 'on' && camera.interrupted) void this.#open('camera');
    if (microphone.state === 'on' && microphone.interrupted) void this.#reopenMicrophone();
  }

  async #reopenMicrophone(): Promise<void> {
    // Waits until the page is visible, because phones give no microphone to a hidden page.
    if (document.visibilityState !== 'visible') return;
    const tries = this.#reopened++;
    if (tries > 0) {
      const pause = REOPEN_AGAIN_MS[tries - 1];
      if (tries === 1) this.#notify('warning', deviceNotices.interrupted);
      if (pause === undefined) return;
      const before = trackOf(this.sources.get().microphone);
      await this.#pause(pause);
      if (this.#disposables.disposed || trackOf(this.sources.get().microphone) !== before || !before?.muted)
        return;
    }
    await this.#open('microphone');
    const now = trackOf(this.sources.get().microphone);
    if (now && !now.muted) this.#heardAgain();
  }

  #heardAgain(): void {
    if (this.#reopened > 0) this.#notify('info', deviceNotices.heardAgain);
    this.#reopened = 0;
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#disposables.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #notify(tone: DeviceNotice['tone'], text: string): void {
    const notice = { id: ++this.#notices, tone, text };
    this.notice.set(notice);
    if (tone !== 'info') return;
    const timer = setTimeout(() => {
      if (this.notice.get() === notice) this.dismissNotice();
    }, INFO_SHOWN_MS);
    this.#disposables.add(() => clearTimeout(timer));
  }
}

/** `problem`: starting failed. `muted`: captured but not sent. `interrupted`: paused by the system. */
export type LocalSource =
  | { state: 'off'; problem?: DeviceProblem }
  | { state: 'starting' }
  | { state: 'on'; track: MediaStreamTrack; muted: boolean; interrupted: boolean };

export function trackOf(source: LocalSource): MediaStreamTrack | undefined {
  return source.state === 'on' ? source.track : undefined;
}

type DeviceNotice = { id: number; tone: 'info' | 'warning'; text: string };

/** Interruptions shorter than this are ignored, because devices cause them when they switch. */
const INTERRUPTED_AFTER_MS = 1_200;

function watchTrack(
  track: MediaStreamTrack,
  onEnded: () => void,
  onInterrupted: (interrupted: boolean) => void,
): () => void {
  const disposables = new Disposables();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const startCounting = () => {
    timer ??= setTimeout(() => onInterrupted(true), INTERRUPTED_AFTER_MS);
  };
  disposables.listen(track, 'ended', onEnded);
  disposables.listen(track, 'mute', startCounting);
  disposables.listen(track, 'unmute', () => {
    clearTimeout(timer);
    timer = undefined;
    onInterrupted(false);
  });
  disposables.add(() => clearTimeout(timer));
  if (track.muted) startCounting();
  return () => disposables.dispose();
}
