import type { Page } from 'playwright-core';
import { SAMPLE_RATE, type Sound } from './spoken/sound.ts';

/** One measurement of what the page plays of the other people. */
export interface HeardLevel {
  /** Epoch milliseconds. */
  at: number;
  /** Root mean square of 10 ms, in decibels relative to full scale. */
  db: number;
}

interface VoiceInPage {
  /** Plays into the microphone; resolves with the epoch milliseconds of the first sample. */
  say(pcm: string): Promise<number>;
  stop(): void;
  /** Loops this background sound, replacing the previous one; undefined stops it. */
  background(pcm: string | undefined): void;
  /** Mixes the loudspeaker into the microphone, with a gain in decibels and a delay in milliseconds. */
  echo(gainDb: number | undefined, delayMs: number): void;
  heard: HeardLevel[];
  connections: RTCPeerConnection[];
}

declare global {
  interface Window {
    candidateVoice: VoiceInPage;
  }
}

/** A quiet room: real microphones never produce digital silence. */
const ROOM_NOISE_RMS = 10 ** (-66 / 20);

/**
 * Runs in a page before its scripts: replaces the microphone by one that plays what a test gives it, and
 * measures the level of remote tracks a hundred times a second. The browser's echo cancellation and noise
 * suppression are bypassed, which makes it harder for a voice detector.
 */
export function speakThroughMicrophone(roomNoiseRms: number): void {
  // Firefox also runs this in the initial blank page, which has no devices.
  if (!navigator.mediaDevices) return;
  let context: AudioContext | undefined;
  let microphone: MediaStreamAudioDestinationNode | undefined;
  let speaking: AudioBufferSourceNode | undefined;
  let background: AudioBufferSourceNode | undefined;
  let echoGain: GainNode | undefined;
  let echoDelay: DelayNode | undefined;
  const heard: HeardLevel[] = [];
  const connections: RTCPeerConnection[] = [];

  const open = () => {
    if (context && microphone) return { context, microphone };
    context = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
    microphone = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const room = context.createBuffer(1, context.sampleRate * 3, context.sampleRate);
    const samples = room.getChannelData(0);
    for (let index = 0; index < samples.length; index += 1)
      samples[index] = (Math.random() * 2 - 1) * roomNoiseRms * Math.sqrt(3);
    const noise = new AudioBufferSourceNode(context, { buffer: room, loop: true });
    noise.connect(microphone);
    noise.start();
    echoGain = new GainNode(context, { gain: 0 });
    echoDelay = new DelayNode(context, { maxDelayTime: 1, delayTime: 0.15 });
    echoGain.connect(echoDelay).connect(microphone);
    return { context, microphone };
  };

  const { mediaDevices } = navigator;
  const capture = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async constraints => {
    const stream = await capture(constraints);
    const [own] = stream.getAudioTracks();
    if (!own) return stream;
    const [track] = open().microphone.stream.getAudioTracks();
    if (!track) throw new Error('There is no microphone.');
    const copy = track.clone();
    // The application reads the device id from the track's settings.
    copy.getSettings = () => own.getSettings();
    copy.getConstraints = () => own.getConstraints();
    Object.defineProperty(copy, 'label', { value: own.label });
    stream.removeTrack(own);
    own.stop();
    stream.addTrack(copy);
    return stream;
  };

  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
      this.addEventListener('track', ({ track }) => {
        if (track.kind !== 'audio') return;
        const { context: audio } = open();
        const source = new MediaStreamAudioSourceNode(audio, { mediaStream: new MediaStream([track]) });
        const analyser = new AnalyserNode(audio, { fftSize: 512, smoothingTimeConstant: 0 });
        const samples = new Float32Array(480);
        source.connect(analyser);
        if (echoGain) source.connect(echoGain);
        setInterval(() => {
          analyser.getFloatTimeDomainData(samples);
          const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
          heard.push({ at: Date.now(), db: power > 0 ? 10 * Math.log10(power) : -120 });
          if (heard.length > 60_000) heard.splice(0, 20_000);
        }, 10);
      });
    }
  };

  const decoded = (audio: AudioContext, pcm: string): AudioBuffer => {
    const bytes = Uint8Array.from(atob(pcm), letter => letter.charCodeAt(0));
    const integers = new Int16Array(bytes.buffer);
    const buffer = audio.createBuffer(1, integers.length, 48_000);
    const samples = buffer.getChannelData(0);
    for (let index = 0; index < integers.length; index += 1) samples[index] = (integers[index] ?? 0) / 32_768;
    return buffer;
  };

  window.candidateVoice = {
    heard,
    connections,
    async say(pcm) {
      const { context: audio, microphone: into } = open();
      await audio.resume();
      const buffer = decoded(audio, pcm);
      speaking?.stop();
      speaking = new AudioBufferSourceNode(audio, { buffer });
      speaking.connect(into);
      const startAt = audio.currentTime + 0.05;
      speaking.start(startAt);
      // The audio context's time and the system clock, read at the same moment.
      return Date.now() + (startAt - audio.currentTime) * 1_000;
    },
    stop() {
      speaking?.stop();
      speaking = undefined;
    },
    background(pcm) {
      const { context: audio, microphone: into } = open();
      background?.stop();
      background = undefined;
      if (pcm === undefined) return;
      background = new AudioBufferSourceNode(audio, { buffer: decoded(audio, pcm), loop: true });
      background.connect(into);
      background.start();
    },
    echo(gainDb, delayMs) {
      open();
      if (echoGain) echoGain.gain.value = gainDb === undefined ? 0 : 10 ** (gainDb / 20);
      if (echoDelay) echoDelay.delayTime.value = delayMs / 1_000;
    },
  };
}

/** The voice of one page: plays into its microphone and records the level of its loudspeaker. */
export class CandidateVoice {
  readonly #page: Page;

  /** Call before the page loads anything. */
  static async on(page: Page): Promise<CandidateVoice> {
    await page.addInitScript(speakThroughMicrophone, ROOM_NOISE_RMS);
    return new CandidateVoice(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Returns the epoch milliseconds of the first sample. */
  say(sound: Sound): Promise<number> {
    return this.#page.evaluate(text => window.candidateVoice.say(text), pcmOf(sound));
  }

  stop(): Promise<void> {
    return this.#page.evaluate(() => window.candidateVoice.stop());
  }

  /** Loops this background sound; undefined stops it. */
  background(sound: Sound | undefined): Promise<void> {
    return this.#page.evaluate(text => window.candidateVoice.background(text), sound && pcmOf(sound));
  }

  echo(gainDb: number | undefined, delayMs = 150): Promise<void> {
    return this.#page.evaluate(([gain, delay]) => window.candidateVoice.echo(gain, delay), [
      gainDb,
      delayMs,
    ] as const);
  }

  /** Average delay in the browser's jitter buffer so far, in milliseconds; NaN without remote audio. */
  bufferedMs(): Promise<number> {
    return this.#page.evaluate(async () => {
      let waitedSeconds = 0;
      let samples = 0;
      for (const connection of window.candidateVoice.connections)
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
          waitedSeconds += report.jitterBufferDelay ?? 0;
          samples += report.jitterBufferEmittedCount ?? 0;
        }
      return (waitedSeconds * 1_000) / samples;
    });
  }

  /** Returns the measurements between two moments. */
  heard(fromMs: number, toMs: number): Promise<HeardLevel[]> {
    return this.#page.evaluate(
      ([from, to]) => window.candidateVoice.heard.filter(({ at }) => at >= from && at <= to),
      [fromMs, toMs] as const,
    );
  }
}

function pcmOf({ samples }: Sound): string {
  const integers = Int16Array.from(samples, sample => Math.round(sample * 32_767));
  return Buffer.from(integers.buffer).toString('base64');
}

/** Returns the length of a sound in milliseconds. */
export function lengthOf({ samples }: Sound): number {
  return (samples.length * 1_000) / SAMPLE_RATE;
}
