import { formatNumber } from '../../shared/intl.ts';

/** An email, to be rendered as plain text and as HTML. */
export interface Letter {
  subject: string;
  /** Heading of the HTML part, if it isn't the subject. */
  heading?: string;
  parts: readonly LetterPart[];
  /** Link that unsubscribes without sign-in or confirmation. */
  unsubscribe?: { label: string; address: string };
  calendar?: CalendarEntry;
  /** Entries of several interviews, each in a file of its own, because a request is about one entry (RFC 5546). */
  calendars?: readonly CalendarEntry[];
}

/** A calendar entry for one recipient. A newer `sequence` with the same `uid` replaces it. */
export interface CalendarEntry {
  method: 'REQUEST' | 'CANCEL';
  uid: string;
  sequence: number;
  start: number;
  minutes: number;
  /** IANA name of the zone in which the entry is written, so that it survives changes of the zone's rules. */
  zone: string;
  summary: string;
  /** Name of the recipient. */
  attendee?: string;
  /** Name of the file, without its ending. */
  file?: string;
  description?: string;
  location?: string;
}

/** A part of an email. A string is a paragraph, `heading` starts a section, `action` is a button in the HTML
 * (`secondary`: outlined, without the address below it), `aside` small print, and `note` a text that a person wrote. */
export type LetterPart =
  | string
  | { kind: 'aside'; text: string; link?: { label: string; address: string } | undefined }
  | { kind: 'heading'; text: string }
  | { kind: 'note'; writer: string; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'action'; label: string; address: string; secondary?: true };

export function aside(text: string, link?: { label: string; address: string }): LetterPart {
  return { kind: 'aside', text, ...(link && { link }) };
}

/** Returns what a person wrote, if anything. */
export function noteOf(writer: string, text: string | undefined): LetterPart[] {
  return text ? [{ kind: 'note', writer, text }] : [];
}

export function list(items: string[], more = 0): LetterPart {
  return { kind: 'list', items: more > 0 ? [...items, `and ${formatNumber(more)} more`] : items };
}

/** Tells staff where their account works, because links in emails open a page that asks for it. */
export function signIn(url: string): LetterPart {
  return aside(`Sign in at ${new URL('/login', url).href} with the address that this message was sent to.`);
}
