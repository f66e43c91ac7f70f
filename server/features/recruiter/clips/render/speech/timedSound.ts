import { type Phone, SILENT_PHONE } from '../avatar/phones.ts';
import type { Sound } from '../sound/readWav.ts';

interface TimedSound extends Sound {
  phones: readonly Phone[];
}

/** Length of the fades around inserted silence, which prevent clicks. */
const SEAM_MS = 8;
const QUIET_WINDOW_MS = 10;
/** A sound starts shortly before its phone and ends shortly after it. */
const BEFORE_FIRST_MS = 30;
const BEHIND_LAST_MS = 60;

/** Extends each inner pause to the requested length by inserting silence at its quietest part. */
export function stretchPauses({ samples, rate, phones }: TimedSound, leastMs: readonly number[]): TimedSound {
  const parts: Float32Array[] = [];
  const stretched: Phone[] = [];
  let [taken, addedMs, pause] = [0, 0, 0];
  for (const [at, { name, fromMs, toMs }] of phones.entries()) {
    const inner = name === SILENT_PHONE && at > 0 && at < phones.length - 1;
    const moreMs = inner ? Math.max(0, (leastMs[pause++] ?? 0) - (toMs - fromMs)) : 0;
    if (moreMs > 0) {
      const cut = quietest(samples, rate, fromMs, toMs);
      parts.push(faded(samples.slice(taken, cut), rate, { start: taken > 0 ? SEAM_MS : 0, end: SEAM_MS }));
      parts.push(new Float32Array(Math.round((moreMs * rate) / 1_000)));
      taken = cut;
    }
    stretched.push({ name, fromMs: fromMs + addedMs, toMs: toMs + addedMs + moreMs });
    addedMs += moreMs;
  }
  parts.push(faded(samples.slice(taken), rate, { start: taken > 0 ? SEAM_MS : 0, end: 0 }));
  return { samples: joined(parts), rate, phones: stretched };
}

/** Removes the silence at both ends and fades the edges. All times then count from the new start. */
export function trimmed({ samples, rate, phones }: TimedSound): Sound & { phones: Phone[] } {
  const heard = phones.filter(({ name }) => name !== SILENT_PHONE);
  const fromMs = Math.max(0, (heard[0]?.fromMs ?? 0) - BEFORE_FIRST_MS);
  const toMs = (heard.at(-1)?.toMs ?? 0) + BEHIND_LAST_MS;
  const part = samples.slice(Math.round((fromMs * rate) / 1_000), Math.round((toMs * rate) / 1_000));
  const first = phones.findIndex(({ name }) => name !== SILENT_PHONE);
  const last = phones.findLastIndex(({ name }) => name !== SILENT_PHONE);
  return {
    samples: faded(part, rate, { start: BEFORE_FIRST_MS / 2, end: BEHIND_LAST_MS / 2 }),
    rate,
    phones: phones.slice(first, last + 1).map(phone => ({
      name: phone.name,
      fromMs: phone.fromMs - fromMs,
      toMs: phone.toMs - fromMs,
    })),
  };
}

export function faded(samples: Float32Array, rate: number, ms: { start: number; end: number }): Float32Array {
  const [start, end] = [Math.round((ms.start * rate) / 1_000), Math.round((ms.end * rate) / 1_000)];
  for (let at = 0; at < Math.min(start, samples.length); at++)
    samples[at] = (samples[at] ?? 0) * raised(at / start);
  for (let at = 0; at < Math.min(end, samples.length); at++) {
    const position = samples.length - 1 - at;
    samples[position] = (samples[position] ?? 0) * raised(at / end);
  }
  return samples;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Returns the value at `share` of a cosine curve that rises from 0 to 1. */
function raised(share: number): number {
  return 0.5 - 0.5 * Math.cos(Math.PI * share);
}

/** Returns the middle sample of the quietest 10 ms of a span. */
function quietest(samples: Float32Array, rate: number, fromMs: number, toMs: number): number {
  const width = Math.round((QUIET_WINDOW_MS * rate) / 1_000);
  const last = Math.round((toMs * rate) / 1_000) - width;
  let best = { at: Math.round((fromMs * rate) / 1_000), energy: Number.POSITIVE_INFINITY };
  for (let at = best.at; at <= last; at += Math.max(1, width >> 1)) {
    const energy = samples.subarray(at, at + width).reduce((sum, sample) => sum + sample * sample, 0);
    if (energy < best.energy) best = { at, energy };
  }
  return Math.min(samples.length, best.at + (width >> 1));
}
