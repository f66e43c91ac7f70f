import type { Beacon } from '../beacon.ts';
import { cellsAt, colorAt } from '../beaconPicture.ts';
import { SOUND_SECONDS, soundOfSecond } from '../beaconSound.ts';

export interface BeaconDevicesOptions {
  width: number;
  height: number;
  fps: number;
}

/** A time at which the beacon failed, in epoch milliseconds. Recordings can't contain what is missing there. */
export interface Pause {
  kind: 'flash' | 'beep';
  from: number;
  to: number;
  /** Something was sent, but at the wrong time. */
  isOutOfTime?: true;
}

const SAMPLE_RATE = 48_000;
/** A camera without a frame for this long has failed: the computer was too busy. */
const PAUSE_MS = 100;
/** How early the sound of a second is scheduled. */
const AHEAD_MS = 400;
const LOOK_EVERY_MS = 50;
/** How long a reading of both clocks is used. The reading with the smallest delay is the best one. */
const READINGS_MS = 3_000;
/** So many recent readings suffice to detect that the sound has lost this much time, in milliseconds: more than one rendering quantum. */
const NEWEST_READINGS = 5;
const LOST_MS = 20;

/**
 * Runs in a page: a camera and a microphone that are a beacon. Both follow the machine's clock, so that
 * beacons in several browsers are synchronous, and bypass the browser's audio processing.
 */
export class BeaconDevices {
  readonly #beacon: Beacon;
  readonly #options: BeaconDevicesOptions;
  readonly #context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  readonly #destination = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
  readonly #seconds = new Map<number, AudioBuffer>();
  readonly #pictures = new Set<BeaconPictures>();
  /** When this page was too busy. */
  readonly pauses: Pause[] = [];
  #readings: { atMs: number; differenceMs: number }[] = [];
  #nextSecond = 0;
  #stalled = false;

  constructor(beacon: Beacon, options: BeaconDevicesOptions) {
    this.#beacon = beacon;
    this.#options = options;
    setInterval(() => this.#schedule(), LOOK_EVERY_MS);
  }

  /** Replaces `getUserMedia`, so the page gets these devices. */
  takeOver(devices: MediaDevices): void {
    const getUserMedia = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async constraints => {
      const stream = await getUserMedia(constraints);
      for (const device of stream.getTracks()) {
        const own = device.kind === 'video' ? this.#newPicture() : this.#newSound();
        // The page reads the settings of its devices, so they must be plausible.
        const settings = { ...device.getSettings(), ...own.getSettings() };
        own.getSettings = () => settings;
        own.addEventListener('ended', () => device.stop());
        stream.removeTrack(device);
        stream.addTrack(own);
      }
      return stream;
    };
  }

  /** Epoch milliseconds up to which sound is scheduled; 0 before the first. */
  get soundingUntil(): number {
    return this.#nextSecond === 0 ? 0 : (this.#nextSecond + 1) * 1_000;
  }

  /** Stops capture, as on an overloaded computer: no frames and no samples are produced, then or later. */
  async stall(): Promise<void> {
    this.#stalled = true;
    for (const pictures of this.#pictures) pictures.stalled = true;
    await this.#context.suspend();
  }

  async goOn(): Promise<void> {
    await this.#context.resume();
    this.#readings = [];
    this.#stalled = false;
    for (const pictures of this.#pictures) pictures.stalled = false;
  }

  #newSound(): MediaStreamTrack {
    void this.#context.resume();
    const [track] = this.#destination.stream.clone().getAudioTracks();
    if (!track) throw new Error('This browser makes no sound.');
    return track;
  }

  #newPicture(): MediaStreamTrack {
    const pictures = new BeaconPictures(this.#beacon, this.#options, pause =>
      this.pauses.push({ kind: 'flash', ...pause }),
    );
    pictures.stalled = this.#stalled;
    this.#pictures.add(pictures);
    return pictures.track;
  }

  #schedule(): void {
    if (this.#stalled || this.#context.state !== 'running') return;
    const nowMs = clockMs();
    this.#readings.push({ atMs: nowMs, differenceMs: nowMs - this.#context.currentTime * 1_000 });
    this.#readings = this.#readings.filter(({ atMs }) => nowMs - atMs < READINGS_MS);
    this.#noteLostTime();
    const second = Math.floor((nowMs + AHEAD_MS) / 1_000);
    if (second <= this.#nextSecond || this.#readings.length < NEWEST_READINGS) return;
    const startAt = (second * 1_000 - this.#differenceMs) / 1_000;
    this.#noteWhatIsLate(second, startAt < this.#context.currentTime);
    this.#nextSecond = second;
    const source = new AudioBufferSourceNode(this.#context, { buffer: this.#soundOf(second) });
    source.connect(this.#destination);
    source.start(Math.max(0, startAt));
  }

  #noteWhatIsLate(second: number, isLate: boolean): void {
    const due = this.#nextSecond + 1;
    if (this.#nextSecond > 0 && second > due)
      this.pauses.push({ kind: 'beep', from: due * 1_000, to: second * 1_000 });
    if (isLate)
      this.pauses.push({ kind: 'beep', from: second * 1_000, to: (second + 1) * 1_000, isOutOfTime: true });
  }

  /** When rendering fell behind, scheduled sound is late by that amount, and earlier readings are invalid. */
  #noteLostTime(): void {
    const newest = this.#readings.slice(-NEWEST_READINGS);
    const least = Math.min(...newest.map(({ differenceMs }) => differenceMs));
    const lastBefore = this.#readings.findLast(({ differenceMs }) => differenceMs < least - LOST_MS);
    if (newest.length < NEWEST_READINGS || !lastBefore) return;
    this.#readings = newest;
    if (this.#nextSecond > 0)
      this.pauses.push({ kind: 'beep', from: lastBefore.atMs, to: this.soundingUntil, isOutOfTime: true });
  }

  /** Difference between the context's time and the machine's, measured at the middle of a rendering quantum. */
  get #differenceMs(): number {
    const least = Math.min(...this.#readings.map(({ differenceMs }) => differenceMs));
    return least + (this.#context.baseLatency * 1_000) / 2;
  }

  #soundOf(second: number): AudioBuffer {
    const number = second % SOUND_SECONDS;
    let buffer = this.#seconds.get(number);
    if (!buffer) {
      buffer = new AudioBuffer({ length: SAMPLE_RATE, sampleRate: SAMPLE_RATE });
      buffer.copyToChannel(soundOfSecond(this.#beacon, number, SAMPLE_RATE), 0);
      this.#seconds.set(number, buffer);
    }
    return buffer;
  }
}

/** A camera that paints a frame at every step of the machine's clock and sends it immediately. */
class BeaconPictures {
  readonly track: MediaStreamTrack;
  stalled = false;
  readonly #beacon: Beacon;
  readonly #options: BeaconDevicesOptions;
  readonly #canvas: OffscreenCanvas;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  readonly #onPause: (pause: { from: number; to: number }) => void;
  #paintedAtMs: number | undefined;

  constructor(
    beacon: Beacon,
    options: BeaconDevicesOptions,
    onPause: (pause: { from: number; to: number }) => void,
  ) {
    this.#onPause = onPause;
    this.#beacon = beacon;
    this.#options = options;
    this.#canvas = new OffscreenCanvas(options.width, options.height);
    const generator = new MediaStreamTrackGenerator({ kind: 'video' });
    this.#writer = generator.writable.getWriter();
    this.track = generator;
    const { width, height, fps } = options;
    this.track.getSettings = () => ({ width, height, frameRate: fps });
    this.#paintAndWait();
  }

  #paintAndWait(): void {
    if (this.track.readyState === 'ended') return;
    if (this.stalled) this.#paintedAtMs = undefined;
    else this.#paint();
    const stepMs = 1_000 / this.#options.fps;
    const nowMs = clockMs();
    setTimeout(() => this.#paintAndWait(), (Math.floor(nowMs / stepMs) + 1) * stepMs - nowMs);
  }

  #paint(): void {
    const { width, height } = this.#options;
    const ink = this.#canvas.getContext('2d');
    if (!ink) throw new Error('This browser paints no pictures.');
    const nowMs = clockMs();
    const [red, green, blue] = colorAt(this.#beacon, nowMs);
    ink.fillStyle = `rgb(${red} ${green} ${blue})`;
    ink.fillRect(0, 0, width, height);
    for (const cell of cellsAt(nowMs)) {
      ink.fillStyle = cell.white ? '#fff' : '#000';
      ink.fillRect(
        Math.round(cell.left * width),
        Math.round(cell.top * height),
        Math.round((cell.left + cell.width) * width) - Math.round(cell.left * width),
        Math.round((cell.top + cell.height) * height) - Math.round(cell.top * height),
      );
    }
    const frame = new VideoFrame(this.#canvas, { timestamp: Math.round(nowMs * 1_000) });
    if (this.#paintedAtMs !== undefined && nowMs - this.#paintedAtMs > PAUSE_MS)
      this.#onPause({ from: this.#paintedAtMs, to: nowMs });
    this.#paintedAtMs = nowMs;
    // Frames that can't be taken are dropped, as by a camera.
    this.#writer.write(frame).catch(() => frame.close());
  }
}

/** Epoch milliseconds by a monotonic clock. */
function clockMs(): number {
  return performance.timeOrigin + performance.now();
}
