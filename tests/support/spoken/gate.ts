import { joined, type Sound, sampleCountOf } from './sound.ts';

/** How long a gate stays open after a word. */
const HOLD_MS = 100;

/** Applies a noise gate: words are unchanged, with digital silence between them. */
export function gated({ samples, voiced }: Sound): Sound {
  const passed = new Float32Array(samples.length);
  for (const { fromMs, toMs } of joined(voiced, HOLD_MS)) {
    const from = sampleCountOf(fromMs);
    passed.set(samples.subarray(from, sampleCountOf(toMs + HOLD_MS)), from);
  }
  return { samples: passed, voiced };
}
