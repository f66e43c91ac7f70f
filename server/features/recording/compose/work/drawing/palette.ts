/** The colours of the dark room, as `client/styles/tokens.css` has them; the scrim is denser, since compression softens what is under it. */
export const PALETTE = {
  canvas: 'oklch(0.185 0.007 75)',
  surface: 'oklch(0.22 0.008 75)',
  sunken: 'oklch(0.155 0.006 75)',
  line: 'oklch(0.305 0.01 75)',
  ink: 'oklch(0.95 0.006 85)',
  muted: 'oklch(0.765 0.01 80)',
  /** Beside a name, on a scrim. */
  aside: 'oklch(0.85 0.008 80)',
  accent: 'oklch(0.73 0.085 182)',
  accentInk: 'oklch(0.8 0.09 182)',
  accentSoft: 'oklch(0.295 0.04 185)',
  scrim: 'oklch(0.1 0.005 70 / 0.74)',
  danger: 'oklch(0.78 0.125 24)',
} as const;
