import type { PageOptions } from './chromium.ts';
import { LONG_RUN } from './longTests.ts';

const SIZES = {
  desktop: { width: 1_440, height: 900 },
  tablet: { width: 768, height: 1_024 },
  phone: { width: 390, height: 844 },
} as const;

interface Look {
  look: string;
  options: PageOptions;
}

const EXTREMES: readonly Look[] = [
  { look: 'on a desktop, dark', options: { viewport: SIZES.desktop, colorScheme: 'dark' } },
  { look: 'on a phone, light', options: { viewport: SIZES.phone, colorScheme: 'light' } },
];
const BETWEEN: readonly Look[] = [
  { look: 'on a desktop, light', options: { viewport: SIZES.desktop, colorScheme: 'light' } },
  { look: 'on a tablet, dark', options: { viewport: SIZES.tablet, colorScheme: 'dark' } },
];

/** Both schemes, on the widest and on the narrowest; in long runs also what lies between. */
export const LOOKS: readonly Look[] = LONG_RUN ? [...EXTREMES, ...BETWEEN] : EXTREMES;
