import { z } from 'zod';
import { unnamedDevice } from '../texts/devices.ts';
import { Disposables } from './disposables.ts';
import { localData, rememberedSwitch } from './safeStorage.ts';
import { Store } from './store.ts';

export type CaptureKind = 'camera' | 'microphone';
export type DeviceChoice = { deviceId: string; label: string };

interface DeviceList {
  cameras: readonly DeviceChoice[];
  microphones: readonly DeviceChoice[];
  speakers: readonly DeviceChoice[];
  chosen: DevicePreferences;
}

export type Captured = { ok: true; track: MediaStreamTrack } | { ok: false; problem: DeviceProblem };
type CapturedScreen = { video: Captured; sound?: MediaStreamTrack | undefined };

const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1_280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};
const MICROPHONE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: { ideal: 1 },
};

export class DeviceManager {
  readonly list: Store<DeviceList>;
  /** Whether to blur the camera's background, where the browser supports it. */
  readonly blur = rememberedSwitch('vivavoce.background-blur', false);
  readonly #disposables = new Disposables();
  readonly #media: MediaDevices | undefined;

  constructor() {
    // Insecure pages have no `mediaDevices`, although its type says it always exists.
    this.#media = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    this.list = new Store<DeviceList>({
      cameras: [],
      microphones: [],
      speakers: [],
      chosen: readPreferences(),
    });
    if (this.#media) this.#disposables.listen(this.#media, 'devicechange', () => void this.refresh());
    void this.refresh();
  }

  /** False in Safari and in Firefox on phones, where the system chooses the loudspeaker. */
  get canChooseSpeaker(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  get canShareScreen(): boolean {
    return this.#media !== undefined && 'getDisplayMedia' in this.#media;
  }

  choose(kind: keyof DevicePreferences, deviceId: string): void {
    const chosen = { ...this.list.get().chosen, [kind]: deviceId };
    localData.write(KEY, JSON.stringify(chosen));
    this.list.update(list => ({ ...list, chosen }));
  }

  async refresh(): Promise<void> {
    if (!this.#media) return;
    const devices = await this.#media.enumerateDevices();
    if (this.#disposables.disposed) return;
    this.list.update(list => ({
      cameras: choices(devices, 'videoinput'),
      microphones: choices(devices, 'audioinput'),
      speakers: choices(devices, 'audiooutput'),
      chosen: list.chosen,
    }));
  }

  /** Opens camera and microphone with one permission prompt. If that fails, opens them one by one. */
  async captureBoth(): Promise<Record<CaptureKind, Captured>> {
    if (!this.#media) return { camera: insecure, microphone: insecure };
    try {
      const stream = await this.#media.getUserMedia({
        video: this.#constraints('camera', 'exact'),
        audio: this.#constraints('microphone', 'exact'),
      });
      void this.refresh();
      return { camera: fromStream(stream.getVideoTracks()), microphone: fromStream(stream.getAudioTracks()) };
    } catch {
      // Opens one device after the other, so that only one prompt is shown at a time.
      const camera = await this.capture('camera');
      return { camera, microphone: await this.capture('microphone') };
    }
  }

  /** Opens the chosen device, or another device of this kind if the chosen one is missing. Never rejects. */
  async capture(kind: CaptureKind): Promise<Captured> {
    if (!this.#media) return insecure;
    try {
      const stream = await this.#open(this.#media, kind);
      void this.refresh();
      return fromStream(stream.getTracks());
    } catch (error) {
      return { ok: false, problem: deviceProblem(error, await permissionOf(kind)) };
    }
  }

  /** Captures the screen that the person picks; undefined if they cancel. Never rejects. */
  async captureScreen(): Promise<CapturedScreen | undefined> {
    if (!this.#media) return { video: insecure };
    try {
      const stream = await this.#media.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      });
      return { video: fromStream(stream.getVideoTracks()), sound: stream.getAudioTracks()[0] };
    } catch (error) {
      const problem = deviceProblem(error);
      return problem === 'denied' ? undefined : { video: { ok: false, problem } };
    }
  }

  close(): void {
    this.#disposables.dispose();
  }

  async #open(media: MediaDevices, kind: CaptureKind): Promise<MediaStream> {
    const open = (strictness: 'exact' | 'ideal') => {
      const constraints = this.#constraints(kind, strictness);
      return media.getUserMedia(kind === 'camera' ? { video: constraints } : { audio: constraints });
    };
    try {
      return await open('exact');
    } catch (error) {
      if (!this.list.get().chosen[kind] || deviceProblem(error) !== 'missing') throw error;
      return open('ideal');
    }
  }

  #constraints(kind: CaptureKind, strictness: 'exact' | 'ideal'): MediaTrackConstraints {
    const basic = kind === 'microphone' ? MICROPHONE : this.blur.get() ? withBlur(CAMERA, true) : CAMERA;
    const chosen = this.list.get().chosen[kind];
    return chosen ? { ...basic, deviceId: { [strictness]: chosen } } : basic;
  }
}

const insecure: Captured = { ok: false, problem: 'insecure' };

function fromStream(tracks: readonly MediaStreamTrack[]): Captured {
  const track = tracks[0];
  return track ? { ok: true, track } : { ok: false, problem: 'missing' };
}

async function permissionOf(kind: CaptureKind): Promise<PermissionState | undefined> {
  try {
    const status = await navigator.permissions.query({ name: kind as PermissionName });
    return status.state;
  } catch {
    return undefined;
  }
}

/** Returns the devices of a kind. Skips devices whose id the browser hides until permission is given. */
function choices(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceChoice[] {
  return devices
    .filter(device => device.kind === kind && device.deviceId !== '')
    .map((device, index) => ({
      deviceId: device.deviceId,
      label: device.label || unnamedDevice[kind](index + 1),
    }));
}

/** `busy`: another application uses the device, or it doesn't start. `insecure`: the page isn't on HTTPS. */
export type DeviceProblem = 'denied' | 'denied-by-system' | 'missing' | 'busy' | 'insecure';

export function deviceProblem(error: unknown, permission?: PermissionState): DeviceProblem {
  const { name = '', message = '' } = (error ?? {}) as { name?: string; message?: string };
  if (MISSING.has(name)) return 'missing';
  if (!DENIED.has(name)) return 'busy';
  // If the browser granted permission, the refusal came from the operating system.
  return /system/i.test(message) || permission === 'granted' ? 'denied-by-system' : 'denied';
}

const DENIED = new Set(['NotAllowedError', 'PermissionDeniedError', 'SecurityError']);
const MISSING = new Set(['NotFoundError', 'DevicesNotFoundError', 'OverconstrainedError']);

const Preferences = z.object({
  camera: z.string().max(512).optional(),
  microphone: z.string().max(512).optional(),
  speaker: z.string().max(512).optional(),
});
type DevicePreferences = z.infer<typeof Preferences>;

const KEY = 'vivavoce.devices';

function readPreferences(): DevicePreferences {
  try {
    return Preferences.parse(JSON.parse(localData.read(KEY) ?? '{}'));
  } catch {
    return {};
  }
}

/** True when the page can switch background blur on and off for this camera. */
export function canBlur(camera: MediaStreamTrack): boolean {
  const { backgroundBlur } = (camera.getCapabilities?.() ?? {}) as { backgroundBlur?: readonly boolean[] };
  return backgroundBlur?.includes(true) === true && backgroundBlur.includes(false);
}

export function withBlur(constraints: MediaTrackConstraints, on: boolean): MediaTrackConstraints {
  // TypeScript doesn't know this constraint yet.
  const blur: { backgroundBlur?: boolean } = { backgroundBlur: on };
  return { ...constraints, ...blur };
}
