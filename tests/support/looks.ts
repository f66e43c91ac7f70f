import type { PageOptions } from './chromium.ts';
import { LONG_RUN } from './longTests.ts';

export const SIZES = {
  desktop: { width: 1_440, height: 900 },
  tablet: { width: 768, height: 1_024 },
  phone: { width: 390, height: 844 },
} as const;

/** Windows with little height, in which buttons are easily out of sight. */
export const LOW_WINDOWS = {
  phoneWithBrowserBars: { width: 390, height: 664 },
  phoneSideways: { width: 844, height: 390 },
  smallPhoneSideways: { width: 740, height: 360 },
  smallLaptop: { width: 1_366, height: 625 },
} as const;

interface Look {
  look: string;
  options: PageOptions;
}

const DESKTOP_DARK: Look = {
  look: 'on a desktop, dark',
  options: { viewport: SIZES.desktop, colorScheme: 'dark' },
};
const PHONE_LIGHT: Look = {
  look: 'on a phone, light',
  options: { viewport: SIZES.phone, colorScheme: 'light' },
};
const BETWEEN: readonly Look[] = [
  { look: 'on a desktop, light', options: { viewport: SIZES.desktop, colorScheme: 'light' } },
  { look: 'on a tablet, dark', options: { viewport: SIZES.tablet, colorScheme: 'dark' } },
];

/** Both color schemes, at the widest and the narrowest size; long runs also use the sizes between. */
export const LOOKS: readonly Look[] = [DESKTOP_DARK, PHONE_LIGHT, ...(LONG_RUN ? BETWEEN : [])];

/** For pages with the same parts as others: one look, and all in long runs. */
export const LOOKS_ON_DESKTOP: readonly Look[] = LONG_RUN ? LOOKS : [DESKTOP_DARK];
export const LOOKS_ON_PHONE: readonly Look[] = LONG_RUN ? LOOKS : [PHONE_LIGHT];
