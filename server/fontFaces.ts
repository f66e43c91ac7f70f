import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

export type FontWeight = 'regular' | 'medium' | 'strong';
const FILES = { regular: '400Regular', medium: '500Medium', strong: '600SemiBold' } as const;

function weights(family: string, name: string): Record<FontWeight, string> {
  const file = (weight: FontWeight) =>
    resolve(`@expo-google-fonts/${family}/${FILES[weight]}/${name}_${FILES[weight]}.ttf`);
  return { regular: file('regular'), medium: file('medium'), strong: file('strong') };
}

/** Font files in fallback order. Chinese is before Korean, whose font has only some Chinese characters. */
export const FONT_FACES = {
  inter: weights('inter', 'Inter'),
  arabic: weights('noto-sans-arabic', 'NotoSansArabic'),
  hebrew: weights('noto-sans-hebrew', 'NotoSansHebrew'),
  devanagari: weights('noto-sans-devanagari', 'NotoSansDevanagari'),
  chinese: weights('noto-sans-sc', 'NotoSansSC'),
  korean: weights('noto-sans-kr', 'NotoSansKR'),
} as const;
export type FontFace = keyof typeof FONT_FACES;
