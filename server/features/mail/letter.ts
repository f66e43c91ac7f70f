import { type AccentTones, tonesOf } from '../../../shared/accent.ts';
import {
  needsName,
  type OrganizationCard,
  type OrganizationLogo,
  waysToReach,
} from '../../../shared/organization.ts';
import type { CalendarEntry, Letter, LetterPart } from '../../texts/letterParts.ts';

export type WrittenLetter = {
  subject: string;
  senderName: string;
  /** Address of the organization, which reads the answers. */
  replyTo?: string;
  text: string;
  html: string;
  unsubscribe?: string;
  calendar?: CalendarEntry;
  calendars?: readonly CalendarEntry[];
  /** PNG file that the HTML shows as `cid:logo`. */
  logo?: Buffer;
};

export type Sender = Pick<
  OrganizationCard,
  'name' | 'email' | 'phone' | 'website' | 'accent' | 'timeZone'
> & {
  logoFile?: OrganizationLogo & { png: Buffer };
};

/** Renders an email as plain text and HTML, and escapes text that people wrote. */
export function writeLetter(letter: Letter, sender: Sender): WrittenLetter {
  const { unsubscribe, calendar, calendars } = letter;
  return {
    subject: oneLine(letter.subject),
    senderName: nameOf(sender),
    ...(sender.email && { replyTo: oneLine(sender.email) }),
    text: textOf(letter, sender),
    html: htmlOf(letter, sender),
    ...(unsubscribe && { unsubscribe: unsubscribe.address }),
    ...(calendar && { calendar }),
    ...(calendars && { calendars }),
    ...(sender.logoFile && { logo: sender.logoFile.png }),
  };
}

/** Removes line breaks and other control characters, so that no text can start another header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function textOf({ parts, unsubscribe }: Letter, sender: Sender): string {
  const last = unsubscribe ? [`${unsubscribe.label}:\n${unsubscribe.address}`] : [];
  const signature = ['-- ', nameOf(sender), ...waysToReach(sender).map(({ text }) => oneLine(text))].join(
    '\n',
  );
  return `${[...parts.map(textPart), ...last, signature].join('\n\n')}\n`;
}

/** Keeps the line breaks of a note. Each line is marked as a quotation, so that none looks like the letter's own. */
function noteLines(text: string): string[] {
  return text
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(oneLine);
}

function nameOf({ name }: Sender): string {
  return oneLine(name) || 'Vivavoce';
}

function textPart(part: LetterPart): string {
  if (typeof part === 'string') return oneLine(part);
  switch (part.kind) {
    case 'heading':
      return oneLine(part.text);
    case 'action':
      return `${part.label}:\n${part.address}`;
    case 'note':
      return [`${oneLine(part.writer)} wrote:`, ...noteLines(part.text).map(line => `> ${line}`)].join('\n');
    case 'list':
      return part.items.map(item => `* ${oneLine(item)}`).join('\n');
    case 'aside':
      return part.link
        ? `${oneLine(part.text)} ${part.link.label}:\n${part.link.address}`
        : oneLine(part.text);
  }
}

/** The colors of `client/styles/tokens.css` in hex, the only color format that all mail clients support. */
const LIGHT = {
  canvas: '#f8f6f2',
  surface: '#fefdfb',
  line: '#e1ded7',
  ink: '#24201a',
  muted: '#5a544d',
  accent: '#065d55',
  onAccent: '#f6fefc',
};
const DARK: typeof LIGHT = {
  canvas: '#15120f',
  surface: '#1d1a17',
  line: '#322e2a',
  ink: '#f0eeea',
  muted: '#b6b2ac',
  accent: '#65b9ac',
  onAccent: '#001b18',
};
const FONT = "font-family:'Inter',system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Uses tables and inline styles, which all mail clients support. Loads nothing from the network: the logo is attached. */
function htmlOf({ subject, heading = subject, parts, unsubscribe }: Letter, sender: Sender): string {
  const { light, dark } = sender.accent ? tonesOf(sender.accent) : { light: LIGHT, dark: DARK };
  const title = escaped(oneLine(subject));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.canvas{background-color:${DARK.canvas}!important}
.surface{background-color:${DARK.surface}!important;border-color:${DARK.line}!important}
.ink{color:${DARK.ink}!important}
.muted{color:${DARK.muted}!important}
.accent{background-color:${dark.accent}!important;color:${dark.onAccent}!important}
}
</style>
</head>
<body class="canvas" style="margin:0;padding:0;background-color:${LIGHT.canvas}">
<table role="presentation" class="canvas" width="100%" cellpadding="0" cellspacing="0" style="background-color:${LIGHT.canvas}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td class="ink" style="padding:0 4px 16px;${FONT};font-size:16px;font-weight:600;color:${LIGHT.ink}">${htmlBrand(sender)}</td></tr>
<tr><td class="surface" style="padding:28px 24px;background-color:${LIGHT.surface};border:1px solid ${LIGHT.line};border-radius:12px">
<h1 class="ink" style="margin:0 0 16px;${FONT};font-size:20px;line-height:28px;font-weight:600;color:${LIGHT.ink}">${escaped(oneLine(heading))}</h1>
${parts.map(part => htmlPart(part, light, sender.email)).join('\n')}
</td></tr>${htmlFoot(sender, unsubscribe)}
</table>
</td></tr></table>
</body>
</html>
`;
}

const LOGO_MAX = { width: 240, height: 40 };

/** The logo is on a light ground in both themes, because dark logos would disappear. */
function htmlBrand(sender: Sender): string {
  const { logoFile: logo } = sender;
  const name = escaped(nameOf(sender));
  if (!logo) return name;
  const scale = Math.min(1, LOGO_MAX.height / logo.height, LOGO_MAX.width / logo.width);
  const [width, height] = [logo.width, logo.height].map(side => Math.round(side * scale));
  const image = `<img src="cid:logo" width="${width}" height="${height}" alt="${name}" style="display:inline-block;vertical-align:middle;padding:6px 8px;border-radius:8px;background-color:${LIGHT.surface}">`;
  return needsName(logo) ? `${image}&#160; ${name}` : image;
}

function htmlPart(
  part: LetterPart,
  button: Pick<AccentTones, 'accent' | 'onAccent'>,
  contact: string,
): string {
  const linked = (text: string) => withMailLink(escaped(oneLine(text)), escaped(oneLine(contact)));
  if (typeof part === 'string')
    return `<p class="ink" style="margin:0 0 16px;${FONT};font-size:16px;line-height:24px;color:${LIGHT.ink}">${linked(part)}</p>`;
  switch (part.kind) {
    case 'heading':
      return `<h2 class="ink" style="margin:24px 0 8px;${FONT};font-size:16px;line-height:24px;font-weight:600;color:${LIGHT.ink}">${escaped(oneLine(part.text))}</h2>`;
    case 'aside':
      return `<p class="muted" style="margin:0 0 8px;${FONT};font-size:14px;line-height:20px;color:${LIGHT.muted}">${linked(part.text)}${part.link ? ` ${htmlLink(part.link.label, part.link.address)}` : ''}</p>`;
    case 'note': {
      const lines = noteLines(part.text).map(escaped).join('<br>');
      return `<p class="ink" style="margin:0 0 8px;${FONT};font-size:16px;line-height:24px;color:${LIGHT.ink}">${escaped(oneLine(part.writer))} wrote:</p>
<blockquote class="ink surface" style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid ${LIGHT.line};${FONT};font-size:16px;line-height:24px;color:${LIGHT.ink}">${lines}</blockquote>`;
    }
    case 'list': {
      const items = part.items.map(item => `<li style="margin:0 0 4px">${escaped(oneLine(item))}</li>`);
      return `<ul class="ink" style="margin:0 0 16px;padding:0 0 0 20px;${FONT};font-size:16px;line-height:24px;color:${LIGHT.ink}">${items.join('')}</ul>`;
    }
    case 'action': {
      const address = escaped(part.address);
      if (part.secondary)
        return `<p style="margin:0 0 24px"><a class="ink" href="${address}" style="display:inline-block;padding:9px 18px;${FONT};font-size:16px;line-height:24px;font-weight:600;text-decoration:none;border:1px solid currentColor;border-radius:8px;color:${LIGHT.ink}">${escaped(part.label)}</a></p>`;
      return `<p style="margin:24px 0 12px"><a class="accent" href="${address}" style="display:inline-block;padding:12px 20px;${FONT};font-size:16px;line-height:24px;font-weight:600;text-decoration:none;border-radius:8px;background-color:${button.accent};color:${button.onAccent}">${escaped(part.label)}</a></p>
<p class="muted" style="margin:0 0 24px;${FONT};font-size:14px;line-height:20px;color:${LIGHT.muted};word-break:break-all">${address}</p>`;
    }
  }
}

function htmlFoot(sender: Sender, unsubscribe: Letter['unsubscribe']): string {
  const ways = waysToReach(sender)
    .map(({ text, href }) => htmlLink(oneLine(text), href))
    .join(' &#183; ');
  const leave = unsubscribe && htmlLink(unsubscribe.label, unsubscribe.address);
  return [ways, leave]
    .filter(Boolean)
    .map(
      line =>
        `\n<tr><td class="muted" style="padding:16px 4px 0;${FONT};font-size:14px;line-height:20px;color:${LIGHT.muted}">${line}</td></tr>`,
    )
    .join('');
}

/** Makes the organization's address a link, in text and for an address that are escaped. */
function withMailLink(html: string, contact: string): string {
  if (!contact) return html;
  return html.replaceAll(contact, `<a href="mailto:${contact}" style="color:inherit">${contact}</a>`);
}

function htmlLink(text: string, address: string): string {
  return `<a class="muted" href="${escaped(address)}" style="color:${LIGHT.muted}">${escaped(text)}</a>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
