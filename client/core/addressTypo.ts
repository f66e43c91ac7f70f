import { isOneSlipAway } from '../../shared/candidates/names.ts';

/** Domains of many private addresses. */
const COMMON = ['gmail.com', 'googlemail.com', 'hotmail.com', 'outlook.com', 'yahoo.com', 'icloud.com'];
/** Domains that exist and look like one of the common ones. */
const SIMILAR = ['mail.com', 'ymail.com', 'email.com', 'hotmail.co', 'yahoo.co'];

/** Endings that don't exist and are probably `.com`. */
const NO_ENDING = /\.(con|cmo|ocm|vom|xom|cpm|comm)$/;

/** Returns the address with the domain that was probably meant: `ada@gmail.com` for `ada@gmial.con`. */
export function likelyAddress(email: string): string | undefined {
  const [, name, typed = ''] = /^\s*(\S+)@(\S+?)\s*$/.exec(email) ?? [];
  const domain = typed.toLowerCase();
  const ended = domain.replace(NO_ENDING, '.com');
  if (!name || COMMON.includes(domain) || SIMILAR.includes(domain)) return undefined;
  const meant = COMMON.find(common => ended === common || isOneSlipAway(ended, common));
  if (meant) return `${name}@${meant}`;
  return ended === domain ? undefined : `${name}@${ended}`;
}
