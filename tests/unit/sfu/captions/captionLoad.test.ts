import { describe, expect, it } from 'vitest';
import { CaptionLoad } from '../../../../sfu/captions/program/CaptionLoad.ts';

/** Works for this share of each second. Returns the modes in order. */
function modesOf(
  load: CaptionLoad,
  plan: readonly (readonly [seconds: number, share: number, behindMs?: number])[],
) {
  const modes: string[] = [load.mode];
  let nowMs = 0;
  for (const [seconds, share, behindMs = 0] of plan)
    for (let second = 0; second < seconds; second += 1) {
      nowMs += 1_000;
      load.worked(nowMs - share * 1_000, nowMs);
      const mode = load.assess(nowMs, behindMs);
      if (modes.at(-1) !== mode) modes.push(mode);
    }
  return modes;
}

describe('the load of captions', () => {
  it('stays live with little to do', () => {
    expect(modesOf(new CaptionLoad('live'), [[60, 0.5]])).toEqual(['live']);
  });

  it('does less in steps while there is too much to do', () => {
    const modes = modesOf(new CaptionLoad('live'), [[37, 0.75, 9_000]]);
    expect(modes).toEqual(['live', 'slow', 'sentences', 'paused', 'sentences', 'paused']);
  });

  it('gives up updates in between when it has far too much to do', () => {
    expect(modesOf(new CaptionLoad('live'), [[9, 1, 2_000]])).toEqual(['live', 'sentences']);
  });

  it('is not changed by a short peak', () => {
    expect(
      modesOf(new CaptionLoad('live'), [
        [10, 0.4],
        [2, 0.8],
        [10, 0.4],
      ]),
    ).toEqual(['live']);
  });

  it('does more in steps when there is little to do, and waits between the steps', () => {
    const load = new CaptionLoad('live');
    const modes = modesOf(load, [
      [16, 0.75],
      [40, 0.1],
    ]);
    expect(modes).toEqual(['live', 'slow', 'sentences', 'slow', 'live']);
  });

  it('does not alternate between two modes under a constant load', () => {
    expect(
      modesOf(new CaptionLoad('live'), [
        [9, 0.7],
        [60, 0.35],
      ]),
    ).toEqual(['live', 'slow']);
  });

  it('pauses when recognition fails, longer each time', () => {
    const load = new CaptionLoad('live');
    load.fail(0);
    expect(load.assess(14_000, 0)).toBe('paused');
    expect(load.assess(15_000, 0)).toBe('sentences');
    load.fail(15_000);
    expect(load.assess(44_000, 0)).toBe('paused');
    expect(load.assess(45_000, 0)).toBe('sentences');
  });

  it('never does more than its ceiling', () => {
    expect(modesOf(new CaptionLoad('sentences'), [[60, 0]])).toEqual(['sentences']);
  });
});
