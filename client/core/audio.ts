import { onNextGesture } from './nextGesture.ts';
import { Store } from './store.ts';

let shared: AudioContext | undefined;

/** False while the audio context is suspended, usually because the browser waits for a gesture. */
export const audioAwake = new Store(true);

/** Returns the page's only audio context. It may start suspended, and resumes with the next gesture. */
export function audioContext(): AudioContext {
  if (shared) return shared;
  const context = new AudioContext({ latencyHint: 'interactive' });
  shared = context;
  const update = () => audioAwake.set(context.state === 'running');
  context.addEventListener('statechange', update);
  update();
  const wakeLater = () =>
    onNextGesture(() => {
      if (context.state === 'running') return;
      void context.resume().catch(() => undefined);
      wakeLater();
    });
  if (context.state !== 'running') wakeLater();
  return context;
}

/** Longest wait for `resume()`, because Firefox never settles it when there is no sound output. */
const WAKING_LIMIT_MS = 3_000;

/** Resolves to true when sound can be played. Call it from a click or key press. */
export async function wakeAudio(): Promise<boolean> {
  const context = audioContext();
  if (context.state === 'running') return true;
  let limit: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>(resolve => {
    limit = setTimeout(() => resolve(false), WAKING_LIMIT_MS);
  });
  const awake = context.resume().then(
    () => true,
    () => false,
  );
  return Promise.race([awake, tooLate]).finally(() => clearTimeout(limit));
}

const INTERVAL_MS = 60;
/** Decibel values that the meter shows as 0 and as 1. */
const QUIETEST_DB = -60;
const LOUDEST_DB = -12;

/** Measures the loudness of a track, from 0 to 1. `close()` leaves the track running. */
export class LevelMeter {
  readonly level = new Store(0);
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(track: MediaStreamTrack, onSample: (level: number) => void = () => {}) {
    const context = audioContext();
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = 1_024;
    this.#source.connect(this.#analyser);
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#timer = setInterval(() => {
      this.#analyser.getFloatTimeDomainData(samples);
      const level = levelOf(samples);
      this.level.set(level);
      onSample(level);
    }, INTERVAL_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#source.disconnect();
    this.level.set(0);
  }
}

/** Speech is louder than this level, and the noise of a room is quieter. */
const HEARD = 0.35;
/** Number of successive samples of a `LevelMeter` that count as sound. A click has fewer. */
const ENOUGH_TO_HEAR = 3;

/** Returns a listener for levels that calls `heard` whenever sound begins. */
export function soundListener(heard: () => void): (level: number) => void {
  let loud = 0;
  return level => {
    loud = level > HEARD ? loud + 1 : 0;
    if (loud === ENOUGH_TO_HEAR) heard();
  };
}

/** Returns the loudness of the samples, from 0 to 1. It is rounded to avoid needless redraws. */
function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
  const share = (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB);
  return Math.round(Math.min(1, Math.max(0, share)) * 50) / 50;
}

const LOUD = 0.45;
/** Number of loud samples, one every 60 ms, that count as talking. A cough has fewer. */
const ENOUGH = 6;

/** Calls `onTalking` about three times a second while the track contains speech. Returns a stop function. */
export function watchTalking(track: MediaStreamTrack, onTalking: () => void): () => void {
  let loud = 0;
  const meter = new LevelMeter(track, level => {
    loud = level > LOUD ? loud + 1 : Math.max(0, loud - 1);
    if (loud < ENOUGH) return;
    loud = 0;
    onTalking();
  });
  return () => meter.close();
}

const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_SECONDS = 0.28;

/** Plays three soft notes. Rejects if sound can't be played. Call it from a click. */
export async function playTestTone(speakerId: string | undefined): Promise<void> {
  if (!(await wakeAudio())) throw new Error('There is no sound output.');
  const context = audioContext();
  const destination = context.createMediaStreamDestination();
  NOTES_HZ.forEach((frequency, index) => {
    playNote(context, destination, frequency, context.currentTime + 0.05 + index * NOTE_SECONDS);
  });
  const element = new Audio();
  element.srcObject = destination.stream;
  if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId).catch(() => undefined);
  await element.play();
  await new Promise(resolve => setTimeout(resolve, NOTES_HZ.length * NOTE_SECONDS * 1_000 + 500));
  element.pause();
  element.srcObject = null;
}

function playNote(context: AudioContext, destination: AudioNode, frequency: number, at: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.25, at + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS * 1.6);
  oscillator.connect(gain).connect(destination);
  oscillator.start(at);
  oscillator.stop(at + NOTE_SECONDS * 1.7);
}
