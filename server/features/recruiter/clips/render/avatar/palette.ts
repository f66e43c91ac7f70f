/** Converts OKLCH to CSS (B. Ottosson, "A perceptual color space for image processing"). Hue in degrees. */
export function oklch(lightness: number, chroma: number, hue: number, opacity = 1): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return `rgba(${red},${green},${blue},${opacity})`;
}

function channel(linear: number): number {
  const clipped = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055));
}

export const skin = {
  base: oklch(0.745, 0.072, 56),
  light: (opacity: number) => oklch(0.87, 0.05, 72, opacity),
  blush: (opacity: number) => oklch(0.64, 0.115, 32, opacity),
  shade: (opacity: number) => oklch(0.5, 0.085, 42, opacity),
  deep: (opacity: number) => oklch(0.33, 0.06, 38, opacity),
};
