import { joined, type Sound, sampleCountOf } from './sound.ts';

/** A gate stays open for so long after a word. */
const HOLD_MS = 100;

/** What a noise gate makes of it: words as they are, and digital silence between them. */
export function gated({ samples, voiced }: Sound): Sound {
  const passed = new Float32Array(samples.length);
  for (const { fromMs, toMs } of joined(voiced, HOLD_MS)) {
    const from = sampleCountOf(fromMs);
    passed.set(samples.subarray(from, sampleCountOf(toMs + HOLD_MS)), from);
  }
  return { samples: passed, voiced };
}
