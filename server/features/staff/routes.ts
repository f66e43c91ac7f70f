import type { StaffMember } from '../../../shared/protocol/http.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import { limited, type PublicRequest, type RouteHandlers } from '../routeHandlers.ts';
import type { AccessRevocation } from './AccessRevocation.ts';
import type { StaffAccounts } from './accounts.ts';
import { type HandOver, requireHeir } from './HandOver.ts';
import type { Invitations } from './invitations.ts';
import type { StaffMail } from './StaffMail.ts';
import type { SetupLink } from './setupLink.ts';

type StaffRoutes = Pick<
  RouteHandlers,
  | 'account.read'
  | 'account.rename'
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
  | 'staff.openWork'
  | 'staff.change'
  | 'staff.resetSecondFactor'
  | 'staff.resetPassword'
>;

export function staffRoutes(options: {
  publicUrl: string;
  accounts: StaffAccounts;
  setupLink: SetupLink;
  invitations: Invitations;
  access: AccessRevocation;
  handOver: HandOver;
  mail: StaffMail;
}): StaffRoutes {
  const { publicUrl, accounts, setupLink, invitations, access, handOver, mail } = options;
  const tellPasswordChanged = async ({ email }: StaffMember) => {
    if (!mail.configured) return;
    const onceKey = `password-changed ${newLinkToken()}`;
    await mail.send({
      onceKey,
      kind: 'password-changed',
      address: email,
      content: { url: `${publicUrl}/login` },
    });
  };
  /** Signs in a member who has just created an account, and therefore has no second factor. */
  const signInNew = async ({ email }: StaffMember, password: string, request: PublicRequest) => {
    const { member, cookies } = await accounts.signIn(email, password, request);
    if (!member) throw new Error('A new account asks for a code.');
    request.setCookies(cookies);
    return member;
  };
  return {
    'account.read': async (_params, request) => {
      const { member, cookies } = await accounts.renew(request);
      request.setCookies(cookies);
      if (member) return { setupNeeded: false, member };
      return { setupNeeded: !(await accounts.hasOwner()) };
    },
    'account.rename': async ({ name }, { member }) => ({ member: await accounts.rename(member, name) }),
    'account.changePassword': limited('changePassword', async (passwords, request) => {
      request.setCookies(await accounts.passwords.change(request.member, request, passwords));
      await tellPasswordChanged(request.member);
    }),
    'account.endOtherSessions': async (_params, { member, headers }) => ({
      ended: await accounts.endOtherSessions(member, headers),
    }),
    'passwordResets.check': limited('links', async ({ token }) => ({
      email: (await accounts.passwords.checkReset(token)).email,
    })),
    'passwordResets.complete': limited('links', async ({ token, password }, request) => {
      const changed = await accounts.passwords.reset(token, password);
      await tellPasswordChanged(changed);
      const { member, cookies } = await accounts.signIn(changed.email, password, request);
      request.setCookies(cookies);
      return member ? { member } : { codeNeeded: true };
    }),
    'setup.check': limited('links', ({ token }) => setupLink.check(token)),
    'setup.complete': limited('links', async ({ token, retentionDays, publicSide, ...person }, request) => {
      const owner = await setupLink.complete(token, person, { retentionDays, publicSide });
      return { member: await signInNew(owner, person.password, request) };
    }),
    'invitations.check': limited('links', async ({ token }) => {
      const { email, role } = await invitations.check(token);
      return { email, role };
    }),
    'invitations.accept': limited('links', async ({ token, ...person }, request) => {
      const joined = await invitations.accept(token, person);
      return { member: await signInNew(joined, person.password, request) };
    }),
    'staff.list': async () => {
      const [members, open, secondFactors] = await Promise.all([
        accounts.list(),
        invitations.list(),
        accounts.secondFactors.members(),
      ]);
      return { members, invitations: open, secondFactors };
    },
    'staff.invite': (invitee, { member }) => invitations.create(member, invitee),
    'invitations.revoke': ({ invitationId }, { member }) => invitations.revoke(member, invitationId),
    'staff.access': async ({ userId }) => ({ access: await access.of(await accounts.require(userId)) }),
    'staff.openWork': async ({ userId }, { member }) =>
      handOver.openWork(await accounts.require(userId), member),
    'staff.change': async ({ userId, handOverTo, handOverTeams = false, ...change }, { member }) => {
      if (!change.disabled) return { member: await accounts.change(member, userId, change) };
      const before = await accounts.require(userId);
      const heir = handOverTo === undefined ? undefined : await accounts.require(handOverTo);
      if (heir) requireHeir(heir, before);
      const work = heir && (await handOver.openWork(before, member));
      // Before the account is disabled, because a job then revokes whatever is left.
      if (heir) await accounts.requireOtherOwner(userId);
      // Teams first, because evaluations of a team can be given only to its members.
      const teams = heir && handOverTeams ? await handOver.giveTeams(before, heir, member) : 0;
      const given = heir && (await handOver.giveSeats(before, heir, member));
      const changed = await accounts.change(member, userId, change);
      const had = await access.of(changed);
      await access.end(changed, member, had);
      if (!heir || !work || !given) return { member: changed, ended: had };
      await accounts.recheck(heir.userId);
      const { claims, failed } = await handOver.giveClaims(work.claims, heir, member);
      const handedOver = { ...given, teams, claims, failed: given.failed + failed };
      await accounts.noteHandOver(member, userId, { to: heir.userId, ...handedOver });
      return { member: changed, ended: had, handedOver };
    },
    'staff.resetSecondFactor': async ({ userId }, { member }) => {
      await accounts.require(userId);
      await accounts.secondFactors.reset(member, userId);
    },
    'staff.resetPassword': async ({ userId, mail: wanted }, { member }) => {
      const { token, ...issued } = await accounts.passwords.issueReset(member, userId);
      const mailed = wanted === true && mail.configured;
      if (mailed)
        await mail.send({
          onceKey: `password-reset ${hashOfToken(token)}`,
          kind: 'password-reset-by-owner',
          address: (await accounts.require(userId)).email,
          content: { url: issued.url, by: member.name },
          expiresAt: issued.expiresAt,
        });
      return { ...issued, mailed };
    },
  };
}
