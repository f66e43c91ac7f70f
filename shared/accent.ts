/** Colors for buttons, links, and focus rings that are derived from one color of the organization. */

/** Colors of one theme, as `#rrggbb`. The names are those of `client/styles/tokens.css`. */
export interface AccentTones {
  accent: string;
  accentHover: string;
  onAccent: string;
  accentInk: string;
  accentSoft: string;
  focus: string;
}

/** Lightness from 0 to 1, chroma from 0 to about 0.32, and hue in radians. */
interface Oklch {
  l: number;
  c: number;
  h: number;
}

interface Theme {
  /** The background that gives an accent the least contrast. */
  ground: string;
  /** How lightness changes to gain contrast with the ground. */
  step: 1 | -1;
  soft: { l: number; c: number };
  /** Lightness of text and of focus rings, unless the color itself has more contrast. */
  ink: number;
  focus: number;
}

const LIGHT: Theme = { ground: '#f3efe8', step: -1, soft: { l: 0.94, c: 0.03 }, ink: 0.41, focus: 0.52 };
const DARK: Theme = { ground: '#26221d', step: 1, soft: { l: 0.295, c: 0.045 }, ink: 0.8, focus: 0.78 };

const PALE = { l: 0.995, c: 0.005 };
const DEEP = { l: 0.16, c: 0.02 };
const TEXT_CONTRAST = 4.5;
/** WCAG 2.2, 1.4.11: the boundary of a control. */
const CONTROL_CONTRAST = 3;
const LIGHTNESS_STEP = 0.005;
const HOVER = 0.06;

/** True for a color as `#rrggbb`, in lower case. */
export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

/**
 * Returns the tones of a color for both themes. A tone is the color itself if that is readable, and otherwise
 * the nearest lightness that is, in the same hue.
 */
export function tonesOf(color: string): { light: AccentTones; dark: AccentTones } {
  const wanted = oklchOf(color);
  return { light: themed(wanted, LIGHT), dark: themed(wanted, DARK) };
}

/** Returns the style sheet that replaces the accent of `client/styles/tokens.css`. */
export function accentStyles(color: string): string {
  const { light, dark } = tonesOf(color);
  const names = Object.keys(light) as (keyof AccentTones)[];
  const rules = names.map(
    name =>
      `--${name.replace(/[A-Z]/, letter => `-${letter.toLowerCase()}`)}:light-dark(${light[name]},${dark[name]})`,
  );
  return `:root,[data-theme],.stage{${rules.join(';')}}\n`;
}

function themed(wanted: Oklch, { ground, step, soft, ink, focus }: Theme): AccentTones {
  const { c, h } = wanted;
  const hexAt = (l: number) => hexOf({ l, c, h });
  const onAccents = [PALE, DEEP].map(tone => hexOf({ ...tone, h }));
  const onOf = (color: string) =>
    onAccents.reduce((a, b) => (contrast(b, color) > contrast(a, color) ? b : a));
  const l = nearest(wanted.l, step, lightness => {
    const color = hexAt(lightness);
    return contrast(color, ground) >= CONTROL_CONTRAST && contrast(onOf(color), color) >= TEXT_CONTRAST;
  });
  const accent = hexAt(l);
  const onAccent = onOf(accent);
  const awayFromText = onAccent === onAccents[0] ? -1 : 1;
  const hover = l + HOVER * awayFromText;
  const accentSoft = hexOf({ l: soft.l, c: Math.min(c, soft.c), h });
  const more = step > 0 ? Math.max : Math.min;
  const readable = (on: readonly string[], least: number) => (lightness: number) =>
    on.every(background => contrast(hexAt(lightness), background) >= least);
  return {
    accent,
    accentHover: hexAt(hover < 0.05 || hover > 1 ? l - HOVER * awayFromText : hover),
    onAccent,
    accentInk: hexAt(nearest(more(wanted.l, ink), step, readable([ground, accentSoft], TEXT_CONTRAST))),
    accentSoft,
    focus: hexAt(nearest(more(wanted.l, focus), step, readable([ground, accentSoft], CONTROL_CONTRAST))),
  };
}

/** Returns the first lightness in the direction of `step` that fits, or black or white. */
function nearest(from: number, step: 1 | -1, fits: (lightness: number) => boolean): number {
  let lightness = from;
  while ((step > 0 ? lightness < 1 : lightness > 0) && !fits(lightness)) lightness += step * LIGHTNESS_STEP;
  return Math.min(1, Math.max(0, lightness));
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = linearOf(color);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

type Rgb = [r: number, g: number, b: number];

/** Linear light of each channel, from 0 to 1 (IEC 61966-2-1). */
function linearOf(color: string): Rgb {
  const channel = (from: number) => {
    const value = Number.parseInt(color.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Oklab by Björn Ottosson, https://bottosson.github.io/posts/oklab/, in polar form. */
function oklchOf(color: string): Oklch {
  const [r, g, b] = linearOf(color);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const A = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const B = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(A, B),
    h: Math.atan2(B, A),
  };
}

/** Returns the color, with less chroma if sRGB doesn't have it. */
function hexOf({ l, c, h }: Oklch): string {
  let [low, high] = [0, c];
  if (!isInside(rgbOf({ l, c, h }))) {
    for (let round = 0; round < 16; round += 1) {
      const middle = (low + high) / 2;
      if (isInside(rgbOf({ l, c: middle, h }))) low = middle;
      else high = middle;
    }
    high = low;
  }
  const channels = rgbOf({ l, c: high, h }).map(linear => {
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, value)) * 255);
  });
  return `#${channels.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}

function isInside(rgb: Rgb): boolean {
  return rgb.every(linear => linear >= -1e-4 && linear <= 1 + 1e-4);
}

function rgbOf({ l: lightness, c, h }: Oklch): Rgb {
  const [A, B] = [c * Math.cos(h), c * Math.sin(h)];
  const l = (lightness + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (lightness - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (lightness - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
