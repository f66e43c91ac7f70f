import type { MailContent } from '../../store/mailStore.ts';

/** Replaces the part of a link after `#`, which only the recipient may see. */
const BLANK = '#…';

export function withoutSecrets(content: MailContent): MailContent {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, isLink(value) ? blanked(value) : value]),
  );
}

/** True if the message still has all secrets of its links, and can therefore be sent. */
export function isWhole(content: MailContent): boolean {
  return !Object.values(content).some(value => isLink(value) && value.endsWith(BLANK));
}

export function hasSecrets(content: MailContent): boolean {
  return Object.values(content).some(value => isLink(value) && blanked(value) !== value);
}

function isLink(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function blanked(address: string): string {
  return address.replace(/#.*$/s, BLANK);
}
