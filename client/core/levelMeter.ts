import { audioContext } from './audioContext.ts';
import { Store } from './store.ts';

const INTERVAL_MS = 60;
/** Quieter than this counts as silence, louder than `LOUDEST_DB` fills the meter. */
const QUIETEST_DB = -60;
const LOUDEST_DB = -12;

/** The loudness of one track, 0 to 1, several times a second. Ends with `close()`; the track itself is left alone. */
export class LevelMeter {
  readonly level = new Store(0);
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #timer: ReturnType<typeof setInterval>;

  /** `onSample` gets every sample; `level` emits only when the level changes. */
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

/** Root mean square on a decibel scale, mapped to 0 to 1 and rounded so that equal levels redraw nothing. */
function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
  const share = (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB);
  return Math.round(Math.min(1, Math.max(0, share)) * 50) / 50;
}
