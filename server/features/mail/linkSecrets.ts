import type { MailContent } from '../../store/mailStore.ts';

/** Replaces the part of a link after `#`, which only the recipient may see. */
const BLANK = '#…';

export function withoutSecrets(content: MailContent): MailContent {
  return blankedIn(content) as MailContent;
}

/** True if the message still has all secrets of its links, and can therefore be sent. */
export function isWhole(content: MailContent): boolean {
  return !linksIn(content).some(link => link.endsWith(BLANK));
}

export function hasSecrets(content: MailContent): boolean {
  return linksIn(content).some(link => blanked(link) !== link);
}

function linksIn(value: unknown): string[] {
  if (isLink(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linksIn) : [];
}

function blankedIn(value: unknown): unknown {
  if (isLink(value)) return blanked(value);
  if (Array.isArray(value)) return value.map(blankedIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, blankedIn(inner)]));
}

function isLink(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function blanked(address: string): string {
  return address.replace(/#.*$/s, BLANK);
}
