import type { MailContent } from '../../store/mailStore.ts';

/** What stands behind the `#` of an address is its receiver's alone; this stands there instead. */
const BLANK = '#…';

/** The content with the secrets of its links blanked out. */
export function withoutSecrets(content: MailContent): MailContent {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, isLink(value) ? blanked(value) : value]),
  );
}

/** Whether nothing is blanked out, so that it can be sent. */
export function isWhole(content: MailContent): boolean {
  return !Object.values(content).some(value => isLink(value) && value.endsWith(BLANK));
}

/** Whether there is anything to blank out. */
export function hasSecrets(content: MailContent): boolean {
  return Object.values(content).some(value => isLink(value) && blanked(value) !== value);
}

function isLink(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function blanked(address: string): string {
  return address.replace(/#.*$/s, BLANK);
}
