import { describe, expect, it } from 'vitest';
import { LayerRecheck } from '../../../../sfu/recorder/stream/layerPolicies.ts';

/** Returns the times at which a recheck is due, in steps of 100 ms. */
function dueAt(
  layersAt: (nowMs: number) => { current: number; preferred?: number; hasReported?: boolean },
  toMs: number,
): number[] {
  const recheck = new LayerRecheck();
  return Array.from({ length: toMs / 100 + 1 }, (_, step) => step * 100).filter(nowMs =>
    recheck.isDue({ preferred: 2, hasReported: true, ...layersAt(nowMs) }, nowMs),
  );
}

describe('LayerRecheck', () => {
  it('is due twice a second while a lower layer is received', () => {
    expect(dueAt(() => ({ current: 0 }), 2_000)).toEqual([500, 1_000, 1_500, 2_000]);
    expect(dueAt(() => ({ current: 1 }), 1_000)).toEqual([500, 1_000]);
  });

  it('stops when the preferred layer is received, and starts again when it is lost', () => {
    const currentAt = (nowMs: number) => (nowMs >= 700 && nowMs < 1_200 ? 2 : 0);
    expect(dueAt(nowMs => ({ current: currentAt(nowMs) }), 2_300)).toEqual([500, 1_700, 2_200]);
  });

  it('is never due while a lower layer is preferred and received, or awaited', () => {
    expect(dueAt(() => ({ current: 1, preferred: 1 }), 2_000)).toEqual([]);
    expect(dueAt(() => ({ current: 2, preferred: 1 }), 2_000)).toEqual([]);
  });

  it('waits until the timestamps of the received layer can be mapped', () => {
    expect(dueAt(nowMs => ({ current: 0, hasReported: nowMs >= 3_000 }), 4_000)).toEqual([3_500, 4_000]);
  });
});
