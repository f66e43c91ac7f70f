import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_KITS } from '../../../server/features/kit/builtInKits.ts';
import { rhythmOf, VOICE_HUES, voiceColorOf } from '../../../shared/site/voice.ts';

describe('the voice of a role', () => {
  it('has a color of its own among the built-in roles', () => {
    const slugs = readdirSync(BUILT_IN_KITS).map(file => file.replace('.yaml', ''));
    expect(slugs.length).toBeGreaterThan(4);
    expect(new Set(slugs.map(voiceColorOf)).size).toBe(slugs.length);
  });

  it('has a rhythm that is always the same for one name, and different for another', () => {
    expect(rhythmOf('data-analyst', 40)).toEqual(rhythmOf('data-analyst', 40));
    expect(rhythmOf('data-analyst', 40)).not.toEqual(rhythmOf('data-analysts', 40));
    expect(rhythmOf('data-analyst', 20)).toEqual(rhythmOf('data-analyst', 40).slice(0, 20));
  });

  it('has a color and bars that can be drawn, for any name', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), (name, count) => {
        expect(voiceColorOf(name)).toBeLessThan(VOICE_HUES.length);
        const heights = rhythmOf(name, count);
        expect(heights).toHaveLength(count);
        for (const height of heights) {
          expect(height).toBeGreaterThan(0);
          expect(height).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
