import { describe, expect, it } from 'vitest';
import { memberOf, membersFor } from '../../../client/screens/console/people/memberOptions.ts';
import type { MemberLoad } from '../../../shared/protocol/availabilityRoutes.ts';

const member = (name: string, more: Partial<MemberLoad> = {}): MemberLoad => ({
  ...{ userId: name, name, email: `${name.split(' ')[0]?.toLowerCase()}@example.org`, role: 'interviewer' },
  ...{ disabled: false, interviews: 0, openRatings: 0, busy: [] },
  ...more,
});
const BUSY = [{ from: 0, to: 1 }];
const MEMBERS = [
  member('Ada Byron', { busy: BUSY }),
  member('Grace Hopper', { interviews: 2 }),
  member('Ian Good'),
  member('Zoe Off', { disabled: true }),
];
const names = (text: string, taken: string[] = [], timed = true) =>
  membersFor({ members: MEMBERS, timed }, text, taken).map(({ name }) => name);

describe('members who are suggested', () => {
  it('are those who are free first, then by load, without disabled accounts', () => {
    expect(names('')).toEqual(['Ian Good', 'Grace Hopper', 'Ada Byron']);
    expect(names('', [], false)).toEqual(['Ada Byron', 'Ian Good', 'Grace Hopper']);
  });

  it('are found by name and address, unless they are taken', () => {
    expect(names('hop GRA')).toEqual(['Grace Hopper']);
    expect(names('ian@ex')).toEqual(['Ian Good']);
    expect(names('zoe')).toEqual([]);
    expect(names('', [' Ian@Example.org', ''])).toEqual(['Grace Hopper', 'Ada Byron']);
  });
});

describe('the member with an address', () => {
  it('is found in any case, and not without an address', () => {
    expect(memberOf({ members: MEMBERS }, ' ADA@example.org ')?.name).toBe('Ada Byron');
    expect(memberOf({ members: MEMBERS }, '')).toBeUndefined();
    expect(memberOf(undefined, 'ada@example.org')).toBeUndefined();
  });
});
