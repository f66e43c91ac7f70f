import type { MemberLoad } from '../../../../shared/protocol/availabilityRoutes.ts';
import type { Availability } from './useAvailability.ts';

/**
 * Returns the members whose name or address has all words of the text: those who are free first, then by load
 * and name. Leaves out disabled accounts and the addresses in `taken`.
 */
export function membersFor(
  { members, timed }: Pick<Availability, 'members' | 'timed'>,
  text: string,
  taken: readonly string[],
): MemberLoad[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const addresses = new Set(taken.map(email => email.trim().toLowerCase()));
  return members
    .filter(({ disabled, email, name }) => {
      const searched = `${name} ${email}`.toLocaleLowerCase();
      return !disabled && !addresses.has(email) && words.every(word => searched.includes(word));
    })
    .toSorted(
      (a, b) =>
        (timed ? Number(a.busy.length > 0) - Number(b.busy.length > 0) : 0) ||
        a.interviews - b.interviews ||
        a.name.localeCompare(b.name),
    );
}

/** Returns the member with an address. */
export function memberOf(
  availability: Pick<Availability, 'members'> | undefined,
  email: string,
): MemberLoad | undefined {
  const address = email.trim().toLowerCase();
  return address === '' ? undefined : availability?.members.find(member => member.email === address);
}
