import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentOpusPacket } from '../../../shared/media/opus.ts';
import { OpusAudio } from '../../../transcription/OpusAudio.ts';
import { opusPacketsOf } from '../../support/spoken/opus.ts';
import { SAMPLE_RATE } from '../../support/spoken/sound.ts';

const TICKS = 960;
const SAMPLES = 320;
/** Tone at 48 kHz, as packets of 20 ms. */
let packets: Uint8Array[];
let audio: OpusAudio;

beforeAll(() => {
  packets = opusPacketsOf(
    Float32Array.from(
      { length: SAMPLE_RATE },
      (_, at) => Math.sin((2 * Math.PI * 440 * at) / SAMPLE_RATE) / 2,
    ),
  );
});
beforeEach(async () => {
  audio = await OpusAudio.open();
});
afterEach(() => audio.close());

const packet = (at: number) => packets[at] ?? new Uint8Array();
const decode = (at: number, timestamp = at * TICKS) => audio.decode(packet(at), timestamp);
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

describe('OpusAudio', () => {
  it('decodes to 16 kHz mono, one packet after another', () => {
    const decoded = packets.slice(0, 40).map((_, at) => decode(at, 1_000 + at * TICKS));
    expect(decoded.map(part => part?.from)).toEqual(decoded.map((_, at) => at * SAMPLES));
    expect(decoded.every(part => part?.samples.length === SAMPLES)).toBe(true);
    expect(rms(decoded[30]?.samples ?? new Float32Array())).toBeCloseTo(0.5 / Math.SQRT2, 1);
  });

  it('keeps losses and pauses as silence', () => {
    decode(0);
    decode(1);
    expect(decode(4)?.from).toBe(4 * SAMPLES);
    expect(decode(5, 3_600 * 48_000)?.from).toBe(3_600 * 16_000);
  });

  it('drops late and repeated packets', () => {
    decode(0);
    decode(2);
    expect(decode(1)).toBeUndefined();
    expect(decode(2)).toBeUndefined();
    expect(decode(3)?.from).toBe(3 * SAMPLES);
  });

  it('counts on when timestamps start again at 0', () => {
    const last = 2 ** 32 - TICKS;
    expect(decode(0, last)?.from).toBe(0);
    expect(decode(1, 0)?.from).toBe(SAMPLES);
  });

  it('follows the timestamps of a clock that runs slow, without gaps of a few samples', () => {
    // 1 ms longer than each packet.
    const froms = packets.slice(0, 40).map((_, at) => decode(at, at * (TICKS + 48))?.from ?? 0);
    expect(froms.slice(0, 3)).toEqual([0, SAMPLES, 2 * SAMPLES]);
    expect(Math.abs((froms.at(-1) ?? 0) - 39 * (SAMPLES + 16))).toBeLessThan(160);
  });

  it('continues at the end when the sender starts again', () => {
    decode(0, 500_000);
    decode(1, 500_000 + TICKS);
    expect(decode(2, 7)?.from).toBe(2 * SAMPLES);
    audio.restart();
    expect(decode(3, 900_000)?.from).toBe(3 * SAMPLES);
  });

  it('takes what a sender sends in silence, in stereo too', () => {
    const mono = audio.decode(silentOpusPacket(20, false), 0);
    const stereo = audio.decode(silentOpusPacket(20, true), TICKS);
    expect([mono?.samples.length, stereo?.samples.length]).toEqual([SAMPLES, SAMPLES]);
    expect(rms(mono?.samples ?? new Float32Array())).toBeLessThan(0.01);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['an impossible number of frames', Uint8Array.of(3, 63, 0, 0)],
    ['more bytes than a packet can have', new Uint8Array(5_000).fill(0x78)],
  ])('ignores %s', (_, bytes) => {
    decode(0);
    expect(audio.decode(bytes, TICKS)).toBeUndefined();
    expect(decode(2)?.from).toBe(2 * SAMPLES);
  });
});
