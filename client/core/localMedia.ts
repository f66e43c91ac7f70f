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
/** A microphone that stays silent when opened anew, because another app has it, is tried again this much later each time. */
const REOPEN_AGAIN_MS = [2_000, 5_000, 15_000];
const OFF: LocalSource = { state: 'off' };

/**
 * What this page captures: camera, microphone and screen, from pre-join to the end of the call. A device that is taken
 * away gives way to another of its kind, and the person is told. Ends with `close()`, which puts every light out.
 */
export class LocalMedia {
  readonly sources = new Store<LocalSources>({ camera: OFF, microphone: OFF, screen: OFF, screenAudio: OFF });
  readonly notice = new Store<DeviceNotice | undefined>(undefined);
  readonly #devices: DeviceManager;
  readonly #disposables = new Disposables();
  readonly #watches = new Map<MediaSource, () => void>();
  /** Whose last device was taken away while in use: the next one that appears is used by itself. */
  readonly #lost = new Set<MediaSource>();
  /** Raised with every wish about a source; a capture that comes back under an older number is thrown away. */
  readonly #wishes: Record<MediaSource, number> = { camera: 0, microphone: 0, screen: 0, screenAudio: 0 };
  /** What the person wished last. It outlives every change of device, no matter who asked for that. */
  #muted = false;
  #notices = 0;
  /** How often the microphone was opened anew since it was last heard. */
  #reopened = 0;

  constructor(devices: DeviceManager) {
    this.#devices = devices;
    this.#disposables.add(devices.list.subscribe(() => this.#devicesChanged()));
    // A phone that comes back from another app may hand over a track that stays silent: open the device anew.
    this.#disposables.listen(document, 'visibilitychange', () => {
      this.#reopened = 0;
      this.#reopenInterrupted();
    });
  }

  async startBoth(): Promise<void> {
    this.#muted = false;
    const camera = this.#wish('camera', { state: 'starting' });
    const microphone = this.#wish('microphone', { state: 'starting' });
    const captured = await this.#devices.captureBoth();
    this.#take('camera', camera, captured.camera);
    this.#take('microphone', microphone, captured.microphone);
  }

  /** A microphone that was off is switched on to be heard. */
  async start(kind: CaptureKind): Promise<void> {
    if (kind === 'microphone' && this.sources.get().microphone.state === 'off') this.#muted = false;
    await this.#open(kind);
  }

  stop(source: MediaSource): void {
    this.#lost.delete(source);
    this.#release(source);
    this.#wish(source, OFF);
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.#change('microphone', source => ({ ...source, muted }));
  }

  /** Of this camera and of every one that is opened later. */
  async setBlur(on: boolean): Promise<void> {
    this.#devices.blur.set(on);
    const camera = trackOf(this.sources.get().camera);
    // A camera that refuses it goes on as it is.
    await camera?.applyConstraints(withBlur(camera.getConstraints(), on)).catch(() => undefined);
  }

  async switchTo(kind: CaptureKind, deviceId: string): Promise<void> {
    this.#devices.choose(kind, deviceId);
    if (this.sources.get()[kind].state !== 'off' || this.#lost.has(kind)) await this.#open(kind);
  }

  /** Resolves with whether a screen is shared afterwards. */
  async startScreen(): Promise<boolean> {
    this.stopScreen();
    // Both wishes come before the dialog: stopping the share meanwhile stops its sound as well.
    const wish = this.#wish('screen', { state: 'starting' });
    const soundWish = this.#wish('screenAudio', OFF);
    const captured = await this.#devices.captureScreen();
    if (!captured) {
      if (wish === this.#wishes.screen) this.#wish('screen', OFF);
      return false;
    }
    const { picture, sound } = captured;
    // Text must stay sharp; a slide may take a moment longer to change.
    if (picture.ok) picture.track.contentHint = 'text';
    this.#take('screen', wish, picture);
    if (sound) this.#take('screenAudio', soundWish, { ok: true, track: sound });
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
    // The old track goes first: phones cannot open a second camera beside the one in use.
    this.#release(kind);
    const wish = this.#wish(kind, { state: 'starting' });
    this.#take(kind, wish, await this.#devices.capture(kind));
  }

  #wish(source: MediaSource, next: LocalSource): number {
    this.sources.update(sources => ({ ...sources, [source]: next }));
    return ++this.#wishes[source];
  }

  #take(source: MediaSource, wish: number, captured: Captured): void {
    if (wish !== this.#wishes[source] || this.#disposables.disposed) {
      if (captured.ok) captured.track.stop();
      return;
    }
    if (!captured.ok) {
      this.#wish(source, { state: 'off', problem: captured.problem });
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
    this.#wish(source, { state: 'on', track, muted, interrupted: false });
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

  /** The track gives nothing more: unplugged, permission withdrawn, or the browser's own "stop sharing". */
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
      this.#tell('info', deviceNotices.replaced(old, now.track.label || deviceNotices.another(source)));
    } else if (now.state === 'off') {
      this.#lost.add(source);
      this.#tell('warning', deviceNotices.lost(old));
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
      this.#tell('info', deviceNotices.found(now.track.label || deviceNotices.another(kind)));
    else if (now.state === 'off') this.#lost.add(kind);
  }

  /** The system gives nothing of the source for now, or does again. A picture that stands still is seen; silence is not. */
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
    // Out of sight a phone gives no microphone; coming back is waited for.
    if (document.visibilityState !== 'visible') return;
    const tries = this.#reopened++;
    if (tries > 0) {
      const pause = REOPEN_AGAIN_MS[tries - 1];
      if (tries === 1) this.#tell('warning', deviceNotices.interrupted);
      if (pause === undefined) return;
      const before = trackOf(this.sources.get().microphone);
      await this.#passed(pause);
      if (this.#disposables.disposed || trackOf(this.sources.get().microphone) !== before || !before?.muted)
        return;
    }
    await this.#open('microphone');
    const now = trackOf(this.sources.get().microphone);
    if (now && !now.muted) this.#heardAgain();
  }

  #heardAgain(): void {
    if (this.#reopened > 0) this.#tell('info', deviceNotices.heardAgain);
    this.#reopened = 0;
  }

  #passed(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#disposables.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #tell(tone: DeviceNotice['tone'], text: string): void {
    const notice = { id: ++this.#notices, tone, text };
    this.notice.set(notice);
    if (tone !== 'info') return;
    // Good news goes by itself; what needs a hand stays.
    const timer = setTimeout(() => {
      if (this.notice.get() === notice) this.dismissNotice();
    }, INFO_SHOWN_MS);
    this.#disposables.add(() => clearTimeout(timer));
  }
}

/**
 * One thing this page can capture.
 *
 * - `off`: nothing is captured, the device's light is out. `problem` says so when that was not the person's wish;
 * - `starting`: the browser was asked;
 * - `on`: captured. `muted` means captured but not sent; `interrupted` that the system gives no sound or picture for now.
 */
export type LocalSource =
  | { state: 'off'; problem?: DeviceProblem }
  | { state: 'starting' }
  | { state: 'on'; track: MediaStreamTrack; muted: boolean; interrupted: boolean };

export function trackOf(source: LocalSource): MediaStreamTrack | undefined {
  return source.state === 'on' ? source.track : undefined;
}

/** Something the person should know about a device, in words. */
interface DeviceNotice {
  id: number;
  tone: 'info' | 'warning';
  text: string;
}

/** A short interruption is normal while devices switch; only a longer one is worth a word. */
const INTERRUPTED_AFTER_MS = 1_200;

/** Watches one captured track. `onEnded`: it will give nothing more (unplugged, permission withdrawn). */
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
