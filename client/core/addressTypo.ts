/** Domains of many private addresses. */
const COMMON = ['gmail.com', 'googlemail.com', 'hotmail.com', 'outlook.com', 'yahoo.com', 'icloud.com'];
/** Domains that exist and look like one of the common ones. */
const SIMILAR = ['mail.com', 'ymail.com', 'email.com', 'hotmail.co', 'yahoo.co'];

/** Returns the address with the domain that was probably meant: `ada@gmail.com` for `ada@gmial.com`. */
export function likelyAddress(email: string): string | undefined {
  const [, name, typed = ''] = /^\s*(\S+)@(\S+?)\s*$/.exec(email) ?? [];
  const domain = typed.toLowerCase();
  if (!name || COMMON.includes(domain) || SIMILAR.includes(domain)) return undefined;
  const meant = COMMON.find(common => isOneSlipAway(domain, common));
  return meant && `${name}@${meant}`;
}

/** True if one letter is missing, added, or wrong, or if two neighbors are swapped. */
function isOneSlipAway(typed: string, meant: string): boolean {
  let from = 0;
  while (from < typed.length && typed[from] === meant[from]) from += 1;
  const [a, b] = [typed.slice(from), meant.slice(from)];
  const isSwap = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return isSwap || a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b;
}
