import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { watchTalking } from '../../../client/core/audio.ts';

/** Microphone input: the amplitude of each of its samples. */
let amplitude = 0;

class AudioContextOfOneMicrophone {
  readonly state = 'running';
  createMediaStreamSource = () => ({ connect: () => {}, disconnect: () => {} });
  createAnalyser = () => ({
    fftSize: 0,
    getFloatTimeDomainData: (samples: Float32Array) => samples.fill(amplitude),
  });
  resume = async () => {};
  addEventListener = () => {};
}

let watch: typeof watchTalking;

beforeEach(async () => {
  vi.stubGlobal('AudioContext', AudioContextOfOneMicrophone);
  vi.stubGlobal('MediaStream', class {});
  // A page keeps its audio context, and another test in this process may have created one.
  vi.resetModules();
  ({ watchTalking: watch } = await import('../../../client/core/audio.ts'));
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watched() {
  const onTalking = vi.fn();
  const stop = watch({} as MediaStreamTrack, onTalking);
  return { onTalking, stop };
}

it.each([
  ['at a constant maximum volume', () => 1],
  ['with a changing volume', (sample: number) => 0.1 + (sample % 5) * 0.02],
])('a voice %s is detected within half a second, and again while it continues', (_, amplitudeAt) => {
  const { onTalking, stop } = watched();
  for (let sample = 0; sample < 8; sample += 1) {
    amplitude = amplitudeAt(sample);
    vi.advanceTimersByTime(60);
  }
  expect(onTalking).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(onTalking.mock.calls.length).toBeGreaterThan(2);
  stop();
  vi.advanceTimersByTime(1_000);
  expect(onTalking.mock.calls.length).toBeLessThan(5);
});

it('a cough is no voice, and neither is silence', () => {
  const { onTalking } = watched();
  for (const next of [0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]) {
    amplitude = next;
    vi.advanceTimersByTime(60);
  }
  expect(onTalking).not.toHaveBeenCalled();
});
