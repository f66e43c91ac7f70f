import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { AccessRevocation } from './AccessRevocation.ts';
import type { StaffAccounts } from './accounts.ts';
import type { Invitations } from './invitations.ts';
import type { SetupLink } from './setupLink.ts';

type StaffRoutes = Pick<
  RouteHandlers,
  | 'account.read'
  | 'account.changePassword'
  | 'account.endOtherSessions'
  | 'passwordResets.check'
  | 'passwordResets.complete'
  | 'setup.check'
  | 'setup.complete'
  | 'invitations.check'
  | 'invitations.accept'
  | 'staff.list'
  | 'staff.invite'
  | 'invitations.revoke'
  | 'staff.access'
  | 'staff.change'
  | 'staff.resetPassword'
>;

export function staffRoutes(options: {
  accounts: StaffAccounts;
  setupLink: SetupLink;
  invitations: Invitations;
  access: AccessRevocation;
}): StaffRoutes {
  const { accounts, setupLink, invitations, access } = options;
  return {
    'account.read': async (_params, request) => {
      const { member, cookies } = await accounts.renew(request.headers);
      request.setCookies(cookies);
      if (member) return { setupNeeded: false, member };
      return { setupNeeded: !(await accounts.hasOwner()) };
    },
    'account.changePassword': limited(
      'changePassword',
      async (passwords, { member, headers, setCookies }) => {
        setCookies(await accounts.changePassword(member, headers, passwords));
      },
    ),
    'account.endOtherSessions': async (_params, { member, headers }) => ({
      ended: await accounts.endOtherSessions(member, headers),
    }),
    'passwordResets.check': limited('links', async ({ token }) => ({
      email: (await accounts.checkReset(token)).email,
    })),
    'passwordResets.complete': limited('links', async ({ token, password }, request) => {
      const { email } = await accounts.resetPassword(token, password);
      const { member, cookies } = await accounts.signIn(email, password);
      request.setCookies(cookies);
      return { member };
    }),
    'setup.check': limited('links', ({ token }) => setupLink.check(token)),
    'setup.complete': limited('links', async ({ token, retentionDays, publicSide, ...person }, request) => {
      const owner = await setupLink.complete(token, person, { retentionDays, publicSide });
      const { member, cookies } = await accounts.signIn(owner.email, person.password);
      request.setCookies(cookies);
      return { member };
    }),
    'invitations.check': limited('links', async ({ token }) => {
      const { email, role } = await invitations.check(token);
      return { email, role };
    }),
    'invitations.accept': limited('links', async ({ token, ...person }, request) => {
      const joined = await invitations.accept(token, person);
      const { member, cookies } = await accounts.signIn(joined.email, person.password);
      request.setCookies(cookies);
      return { member };
    }),
    'staff.list': async () => {
      const [members, open] = await Promise.all([accounts.list(), invitations.list()]);
      return { members, invitations: open };
    },
    'staff.invite': ({ email, role }, { member }) => invitations.create(member, email, role),
    'invitations.revoke': ({ invitationId }, { member }) => invitations.revoke(member, invitationId),
    'staff.access': async ({ userId }) => ({ access: await access.of(await accounts.require(userId)) }),
    'staff.change': async ({ userId, ...change }, { member }) => {
      const had = change.disabled ? await access.of(await accounts.require(userId)) : undefined;
      const changed = await accounts.change(member, userId, change);
      if (had) await access.end(changed, member, had);
      return { member: changed, ...(had && { ended: had }) };
    },
    'staff.resetPassword': ({ userId }, { member }) => accounts.issueReset(member, userId),
  };
}
