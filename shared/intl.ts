/** Language of all texts. Another language needs its own text modules and another value here. */
export const LANGUAGE = 'en-US';

const { document, navigator } = globalThis as {
  document?: object;
  navigator?: { languages: readonly string[] };
};

/** The browser's variety of English, if it has one, so that dates, times, and numbers look familiar. */
export const LOCALE = (document && navigator?.languages.find(language => /^en\b/.test(language))) ?? LANGUAGE;

/** How the device's first language shows hours, because English is read on clocks of every kind. */
export const HOUR_CYCLE =
  (document &&
    new Intl.DateTimeFormat(navigator?.languages[0], { hour: 'numeric' }).resolvedOptions().hourCycle) ||
  undefined;

const pluralRules = new Intl.PluralRules(LANGUAGE);
const ordinalRules = new Intl.PluralRules(LANGUAGE, { type: 'ordinal' });
const lists = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });
const units = new Intl.ListFormat(LANGUAGE, { type: 'unit', style: 'short' });
const numbers = new Intl.NumberFormat(LOCALE);
const percents = new Intl.NumberFormat(LOCALE, { style: 'percent' });
const languages = new Intl.DisplayNames(LANGUAGE, { type: 'language' });

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Returns the form for a number: `plural(3, { one: '# file', other: '# files' })` is "3 files". */
export function plural(count: number, forms: Forms): string {
  return (forms[pluralRules.select(count)] ?? forms.other).replaceAll('#', formatNumber(count));
}

/** Like `plural`, but for ordinals: with the form `few: '#rd'`, `pluralOrdinal(3, forms)` is "3rd". */
export function pluralOrdinal(position: number, forms: Forms): string {
  return (forms[ordinalRules.select(position)] ?? forms.other).replaceAll('#', formatNumber(position));
}

/** Formats a list: "Ann, Ben, and Cleo". */
export function formatList(items: readonly string[]): string {
  return lists.format(items);
}

/** Formats a list without "and": "3 files, 12 MB". */
export function formatFacts(facts: readonly string[]): string {
  return units.format(facts);
}

/** Formats a number: "1,250". */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** Formats a number with a fixed number of decimals: "3.0". */
export function formatDecimals(value: number, digits: number): string {
  return value.toLocaleString(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Formats a share from 0 to 1: "35%". */
export function formatPercent(share: number): string {
  return percents.format(share);
}

type Unit = 'day' | 'hour' | 'minute' | 'second' | 'millisecond' | 'megabyte';

/** Formats a value with its unit: "12 min" or, in full, "12 minutes". */
export function formatUnit(value: number, unit: Unit, unitDisplay: 'short' | 'long' = 'short'): string {
  return value.toLocaleString(LANGUAGE, { style: 'unit', unit, unitDisplay });
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Formats a size: "340 bytes", "1.2 kB", "12 MB". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  return value.toLocaleString(LANGUAGE, {
    style: 'unit',
    unit: BYTE_UNITS[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}

/** Names a language: "German", "British English". Returns undefined for an unknown tag. */
export function languageName(tag: string): string | undefined {
  const name = languages.of(tag);
  return name === tag ? undefined : name;
}
