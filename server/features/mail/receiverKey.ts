import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';

/**
 * Hash of the mailbox that an address leads to, for counting without keeping addresses. Case, Unicode forms, and a tag behind `+` make no
 * other mailbox.
 */
export function receiverKey(address: string): string {
  const written = address.trim().normalize('NFKC').toLowerCase();
  const at = written.lastIndexOf('@');
  const [name = ''] = written.slice(0, at).split('+');
  const domain = written.slice(at + 1);
  return createHash('sha256')
    .update(`${name}@${domainToASCII(domain) || domain}`)
    .digest('hex');
}
