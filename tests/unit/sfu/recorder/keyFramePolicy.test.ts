import { describe, expect, it } from 'vitest';
import { KeyFramePolicy } from '../../../../sfu/recorder/stream/KeyFramePolicy.ts';

/** Returns the times, in steps of 100 ms, at which the policy requests a key frame. */
function asked(policy: KeyFramePolicy, fromMs: number, toMs: number, answerAfterMs = -1): number[] {
  const moments: number[] = [];
  for (let nowMs = fromMs; nowMs < toMs; nowMs += 100) {
    if (nowMs - (moments.at(-1) ?? Number.NEGATIVE_INFINITY) === answerAfterMs) policy.noteKeyFrame(nowMs);
    if (policy.isRequestDue(nowMs)) moments.push(nowMs);
  }
  return moments;
}

describe('KeyFramePolicy', () => {
  it('requests a key frame at the start, and every second until one arrives', () => {
    expect(asked(new KeyFramePolicy(2_000), 0, 3_500)).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it('requests one when the last is two seconds old', () => {
    expect(asked(new KeyFramePolicy(2_000), 0, 7_000, 200)).toEqual([0, 2_200, 4_400, 6_600]);
  });

  it('requests none earlier when the sender creates them without a request', () => {
    const policy = new KeyFramePolicy(2_000);
    policy.noteKeyFrame(0);
    expect(asked(policy, 0, 1_500)).toEqual([]);
    policy.noteKeyFrame(1_500);
    expect(asked(policy, 1_500, 4_000)).toEqual([3_500]);
  });

  it('requests no more often than the maximum age when none arrives and nothing is lost', () => {
    const policy = new KeyFramePolicy(10_000);
    policy.noteKeyFrame(0);
    expect(asked(policy, 0, 45_000)).toEqual([10_000, 20_000, 30_000, 40_000]);
  });

  it('requests one immediately after a loss, and again every second', () => {
    const policy = new KeyFramePolicy(2_000);
    policy.noteKeyFrame(0);
    expect(asked(policy, 0, 2_100)).toEqual([2_000]);
    policy.require();
    expect(asked(policy, 2_100, 4_200)).toEqual([2_100, 3_100, 4_100]);
    policy.require();
    expect(asked(policy, 4_200, 5_000)).toEqual([]);
    policy.noteKeyFrame(5_000);
    expect(asked(policy, 5_000, 7_100)).toEqual([7_000]);
  });
});
