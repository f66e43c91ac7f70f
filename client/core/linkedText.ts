/** A part of a message. `href` is present if the part is a web address. */
interface TextPart {
  /** Position in the message. */
  start: number;
  text: string;
  href?: string;
}

/** An address ends before space, quotes, and angle brackets, which addresses contain only when encoded. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
/** Punctuation that ends the sentence around an address. */
const TRAILING = /[.,:;!?…*_~]+$/;
const PAIRS = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
] as const;

/** Splits a message into plain text and web addresses. Only http and https addresses become links. */
export function linkedParts(message: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of message.matchAll(ADDRESS)) {
    const text = withoutTrailing(found);
    const href = hrefOf(text);
    if (href === undefined) continue;
    if (index > end) parts.push({ start: end, text: message.slice(end, index) });
    parts.push({ start: index, text, href });
    end = index + text.length;
  }
  if (end < message.length) parts.push({ start: end, text: message.slice(end) });
  return parts;
}

/** Removes trailing punctuation, and a closing bracket that was opened before the address. */
function withoutTrailing(found: string): string {
  let text = found;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(TRAILING, '');
    for (const [open, close] of PAIRS)
      if (text.endsWith(close) && countOf(text, close) > countOf(text, open)) text = text.slice(0, -1);
  }
  return text;
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Returns undefined for text that is no address, and for addresses with a user name, which imitate other sites. */
function hrefOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password, href } = new URL(text);
  const web = protocol === 'http:' || protocol === 'https:';
  return web && hostname !== '' && username === '' && password === '' ? href : undefined;
}
