import type { PageOptions } from './chromium.ts';

const SIZES = {
  desktop: { width: 1_440, height: 900 },
  tablet: { width: 768, height: 1_024 },
  phone: { width: 390, height: 844 },
} as const;

/** Every size and both schemes, in as few rounds as that takes. */
export const LOOKS: readonly { look: string; options: PageOptions }[] = [
  { look: 'on a desktop, light', options: { viewport: SIZES.desktop, colorScheme: 'light' } },
  { look: 'on a tablet, dark', options: { viewport: SIZES.tablet, colorScheme: 'dark' } },
  { look: 'on a phone, light', options: { viewport: SIZES.phone, colorScheme: 'light' } },
];
