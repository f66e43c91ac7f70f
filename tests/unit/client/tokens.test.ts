import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VOICE_HUES } from '../../../shared/site/voice.ts';

const css = readFileSync(new URL('../../../client/styles/tokens.css', import.meta.url), 'utf8');
const AA_TEXT = 4.5;
const AA_GRAPHICS = 3;

type Theme = 'light' | 'dark';

describe.each<Theme>(['light', 'dark'])('in the %s theme', theme => {
  const color = (name: string, hue = '') => colorOf(name, theme, hue);
  const contrast = (a: string, b: string, hue?: string) => contrastOf(color(a, hue), color(b, hue));

  it.each(['canvas', 'surface', 'warm-soft'])('warm text is readable on %s', ground => {
    expect(contrast('warm-ink', ground)).toBeGreaterThan(AA_TEXT);
    expect(contrast('ink', ground)).toBeGreaterThan(AA_TEXT);
  });

  it.each(['canvas', 'surface', 'warm-soft'])('warm graphics stand out from %s', ground => {
    expect(contrast('warm', ground)).toBeGreaterThan(AA_GRAPHICS);
  });

  it.each(hues())('a cover with hue %s has readable text and visible bars', hue => {
    expect(contrast('voice-ink', 'voice-soft', hue)).toBeGreaterThan(AA_TEXT);
    expect(contrast('voice', 'voice-soft', hue)).toBeGreaterThan(AA_GRAPHICS);
  });
});

it('the style sheet has the hue of each voice', () => {
  expect(hues()).toEqual(VOICE_HUES.map(String));
});

function hues(): string[] {
  return [...css.matchAll(/\[data-voice="\d+"\] \{\s*--hue: (\d+);/g)].map(([, hue = '']) => hue);
}

/** Returns the linear red, green, and blue of a token. Hues are given as `var(--hue)`. */
function colorOf(name: string, theme: Theme, hue: string): [number, number, number] {
  const pair = new RegExp(`--${name}: light-dark\\(oklch\\((.+)\\), oklch\\((.+)\\)\\);`).exec(css);
  const given = (pair?.[theme === 'light' ? 1 : 2] ?? '').replace('var(--hue)', hue);
  const [lightness = Number.NaN, chroma = Number.NaN, degrees = Number.NaN] = given.split(' ').map(Number);
  const a = chroma * Math.cos((degrees * Math.PI) / 180);
  const b = chroma * Math.sin((degrees * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    inGamut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    inGamut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    inGamut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function inGamut(linear: number): number {
  return Math.min(1, Math.max(0, linear));
}

/** WCAG 2 contrast ratio. */
function contrastOf(one: [number, number, number], other: [number, number, number]): number {
  const luminance = ([red, green, blue]: [number, number, number]) =>
    0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}
