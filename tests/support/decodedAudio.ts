import type { Page } from 'playwright-core';

const WAIT_MS = 20_000;

interface Listen {
  toneHz: number;
  /** How long the tone must be heard (or absent) without a break. */
  holdMs: number;
  wanted: 'heard' | 'silent';
  timeoutMs: number;
}

interface Heard {
  ok: boolean;
  /** Strongest frequency and its level at the end. */
  peakHz: number;
  peakDb: number;
}

/** Waits until this page plays the tone, measured in the decoded samples of its media elements. */
export async function waitForTone(page: Page, toneHz: number, timeoutMs = WAIT_MS): Promise<void> {
  const heard = await page.evaluate(listenInPage, {
    toneHz,
    holdMs: 0,
    wanted: 'heard',
    timeoutMs,
  } as Listen);
  if (!heard.ok) throw new Error(`Expected ${toneHz} Hz; ${describe(heard)}`);
}

/** Waits until the tone has been absent for longer than any pause in a persona's voice. */
export async function waitForSilence(page: Page, toneHz: number, timeoutMs = WAIT_MS): Promise<void> {
  const options: Listen = { toneHz, holdMs: 1_500, wanted: 'silent', timeoutMs };
  const heard = await page.evaluate(listenInPage, options);
  if (!heard.ok) throw new Error(`Expected ${toneHz} Hz to fall silent; ${describe(heard)}`);
}

function describe({ peakHz, peakDb }: Heard): string {
  return `the loudest was ${Math.round(peakHz)} Hz at ${Math.round(peakDb)} dB.`;
}

/** Runs in the page: mixes all playing elements and looks for the tone. */
async function listenInPage({ toneHz, holdMs, wanted, timeoutMs }: Listen): Promise<Heard> {
  const AUDIBLE_DB = -65;
  const TOLERANCE_HZ = 30;
  const SPILL_DB = 20;
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  const binHz = context.sampleRate / analyser.fftSize;
  const sources = new Map<MediaStream, { gain: GainNode; source: AudioNode }>();

  const plugInNewStreams = () => {
    for (const { gain } of sources.values()) gain.gain.value = 0;
    for (const element of document.querySelectorAll<HTMLMediaElement>('audio, video')) {
      const stream = element.srcObject;
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) continue;
      let plugged = sources.get(stream);
      if (!plugged) {
        plugged = {
          gain: new GainNode(context, { gain: 0 }),
          source: new MediaStreamAudioSourceNode(context, { mediaStream: stream }),
        };
        plugged.source.connect(plugged.gain).connect(analyser);
        sources.set(stream, plugged);
      }
      if (!element.muted && !element.paused) plugged.gain.gain.value = element.volume;
    }
  };
  const levelAround = (hertz: number) => {
    const from = Math.floor((hertz - TOLERANCE_HZ) / binHz);
    return Math.max(...spectrum.subarray(from, Math.ceil((hertz + TOLERANCE_HZ) / binHz) + 1));
  };
  const loudest = () => {
    const peakDb = Math.max(...spectrum);
    return { peakHz: spectrum.indexOf(peakDb) * binHz, peakDb };
  };

  return new Promise(resolve => {
    const startedAt = performance.now();
    let since: number | undefined;
    const finish = (ok: boolean) => {
      clearInterval(timer);
      void context.close();
      resolve({ ok, ...loudest() });
    };
    const timer = setInterval(() => {
      plugInNewStreams();
      analyser.getFloatFrequencyData(spectrum);
      const now = performance.now();
      // With several voices, the tone may not be the loudest, but spillover of other syllables is far weaker.
      const heard = levelAround(toneHz) > Math.max(AUDIBLE_DB, loudest().peakDb - SPILL_DB);
      const good = heard === (wanted === 'heard');
      since = good ? (since ?? now) : undefined;
      if (since !== undefined && now - since >= holdMs) finish(true);
      else if (now - startedAt > timeoutMs) finish(false);
    }, 20);
  });
}
