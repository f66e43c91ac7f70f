import { isIP } from 'node:net';
import { z } from 'zod';

/** Without a name, emails have the organization's name. */
export type Sender = { name?: string; address: string };

const PROTOCOLS = ['smtp:', 'smtps:'];
/** Options allowed besides `tls.…`. Other options of nodemailer could log or redirect messages. */
const PARAMETERS = new Set(['requireTLS', 'ignoreTLS', 'name', 'authMethod']);

/** A mail server's address in nodemailer's format, with user, password, and options. */
export const SmtpUrl = z.string().refine(text => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, hash, searchParams } = new URL(text);
  return (
    PROTOCOLS.includes(protocol) &&
    hostname !== '' &&
    (pathname === '' || pathname === '/') &&
    hash === '' &&
    [...searchParams.keys()].every(name => PARAMETERS.has(name) || /^tls\.\w+$/.test(name))
  );
});

/** A sender: `interviews@example.com` or `Example Inc. <interviews@example.com>`. */
export const MailFrom = z.string().transform((text, context): Sender => {
  const parts = /^\s*"?(?<name>[^"<>\p{Cc}]*?)"?\s*<(?<address>[^<>]*)>\s*$/u.exec(text)?.groups;
  const address = z.email().safeParse(parts?.address ?? text);
  if (address.success) return { ...(parts?.name && { name: parts.name }), address: address.data };
  context.addIssue({ code: 'custom', message: 'not a sender' });
  return z.NEVER;
});

/** Returns the default sender for a public URL. In email addresses, IP addresses need brackets. */
export function senderOf(publicUrl: string): Sender {
  const host = new URL(publicUrl).hostname.replace(/^\[(.*)\]$/, '$1');
  const domain = { 0: host, 4: `[${host}]`, 6: `[IPv6:${host}]` }[isIP(host)] ?? host;
  return { address: `no-reply@${domain}` };
}
