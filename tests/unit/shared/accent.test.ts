import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentStyles, contrast, isColor, tonesOf } from '../../../shared/accent.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`);
/** Pages' backgrounds, see `client/styles/tokens.css`. */
const GROUNDS = { light: ['#f8f6f2', '#fefdfb'], dark: ['#15120f', '#1d1a17'] } as const;

describe('the tones of an accent color', () => {
  it('are readable in both themes, whatever the color', () => {
    fc.assert(
      fc.property(color, fc.constantFrom('light' as const, 'dark' as const), (wanted, theme) => {
        const tones = tonesOf(wanted)[theme];
        expect(Object.values(tones).every(isColor)).toBe(true);
        expect(contrast(tones.onAccent, tones.accent)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tones.onAccent, tones.accentHover)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [...GROUNDS[theme], tones.accentSoft]) {
          expect(contrast(tones.accentInk, ground)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(tones.focus, ground)).toBeGreaterThanOrEqual(3);
        }
        for (const ground of GROUNDS[theme]) expect(contrast(tones.accent, ground)).toBeGreaterThanOrEqual(3);
      }),
      {
        numRuns: 500,
        examples: [
          ['#000000', 'light'],
          ['#ffffff', 'light'],
          ['#000000', 'dark'],
          ['#ffff00', 'light'],
        ],
      },
    );
  });

  it('keep a color that is readable as it is', () => {
    expect(tonesOf('#1d4ed8').light.accent).toBe('#1d4ed8');
    expect(tonesOf('#e4572e').light.accent).toBe('#e4572e');
  });

  it('are a style sheet for both themes', () => {
    expect(accentStyles('#1d4ed8')).toMatch(
      /^:root,\[data-theme\],\.stage\{--accent:light-dark\(#1d4ed8,#[0-9a-f]{6}\);--accent-hover:.*--on-accent:.*--focus:[^;]*\}\n$/,
    );
  });
});
