import { AppError } from '../../../shared/errors.ts';
import type { ACCOUNT_ROUTES } from '../../../shared/protocol/accountRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { RateLimits } from '../../limits/RateLimits.ts';
import type { Logger } from '../../log.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import type { Mail } from '../mail/Mail.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { StaffAccounts } from './accounts.ts';
import { headersFrom } from './authentication.ts';
import type { SeatMoves } from './SeatMoves.ts';
import type { SingleSignOn } from './SingleSignOn.ts';

/** Shorter than for a link that an owner creates, because anyone can request this one. */
const MAILED_RESET_MS = 60 * 60_000;

interface AccountRoutesOptions {
  publicUrl: string;
  accounts: StaffAccounts;
  mail: Pick<Mail, 'configured' | 'send' | 'spendOn'>;
  /** The organization. Its name is shown in authenticator apps. */
  organization: () => Promise<{ name: string }>;
  singleSignOn: Pick<SingleSignOn, 'name'>;
  seatMoves: Pick<SeatMoves, 'move'>;
  limits: Pick<RateLimits, 'spend'>;
  log: Logger;
}

/** Routes about a person's own account. */
export function accountRoutes(
  options: AccountRoutesOptions,
): Pick<RouteHandlers, keyof typeof ACCOUNT_ROUTES> {
  const { accounts, mail, organization, singleSignOn, seatMoves, limits, log } = options;
  const { signIns, secondFactors, emailChanges } = accounts;
  /** Counts wrong codes per member, because an attacker can have many addresses. */
  const spend = ({ userId }: StaffMember) => limits.spend('secondFactor', userId);
  return {
    'signIn.options': async () => ({
      mail: mail.configured,
      ...(singleSignOn.name !== undefined && { singleSignOn: singleSignOn.name }),
    }),
    'passwordResets.request': limited('resetMail', async ({ email }) => {
      if (!mail.configured) throw AppError.invalid('reset-not-mailed');
      await mail.spendOn(email);
      const member = await accounts.findByAddress(email);
      // Not awaited, so that the time of the answer doesn't tell whether the address has an account.
      if (member && !member.disabled)
        mailReset(options, member).catch(error =>
          log.error({ err: error }, 'the link for a new password could not be emailed'),
        );
    }),
    'account.changeEmail': limited('resetMail', async ({ email, currentPassword }, { member, headers }) => {
      if (!mail.configured) throw AppError.invalid('email-change-by-owner');
      await emailChanges.prove(member, headers, currentPassword);
      await emailChanges.requireFree(member, email);
      await mail.spendOn(email);
      await mailEmailChange(options, member, email);
    }),
    'emailChanges.check': limited('links', async ({ token }) => {
      const { email, member } = await emailChanges.check(token);
      return { email, name: member.name };
    }),
    'emailChanges.complete': limited('links', async ({ token }) => {
      const { member, email, value } = await emailChanges.check(token);
      await emailChanges.apply(member, email, member.userId, value);
      await seatMoves.move(member.userId, member.email);
      return { email };
    }),
    'staff.changeEmail': async ({ userId, email }, { member: actor }) => {
      const member = await accounts.require(userId);
      await emailChanges.apply(member, email, actor.userId);
      await seatMoves.move(userId, member.email);
      if (mail.configured)
        await mail.send({
          onceKey: `email-changed ${newLinkToken()}`,
          kind: 'email-changed-by-owner',
          address: member.email,
          content: { by: actor.name, email },
        });
    },
    'account.sessions': async (_params, { headers }) => ({
      sessions: await signIns.list(await accounts.sessionOf(headers)),
    }),
    'account.endSession': ({ sessionId }, { member }) => accounts.endSession(member, sessionId),
    'secondFactor.read': (_params, { member }) => secondFactors.read(member),
    'secondFactor.begin': limited('changePassword', async ({ currentPassword }, { headers }) => {
      const { name } = await organization();
      return { uri: await secondFactors.begin(headers, currentPassword, name || 'Vivavoce') };
    }),
    'secondFactor.confirm': async ({ code }, request) => {
      await spend(request.member);
      const { recoveryCodes, cookies } = await secondFactors.confirm(
        request.member,
        headersFrom(request),
        code,
      );
      request.setCookies(cookies);
      return { recoveryCodes };
    },
    'secondFactor.renewCodes': async (proof, { member, headers }) => {
      await spend(member);
      return { recoveryCodes: await secondFactors.renewCodes(member, headers, proof) };
    },
    'secondFactor.turnOff': async (proof, request) => {
      await spend(request.member);
      request.setCookies(await secondFactors.turnOff(request.member, headersFrom(request), proof));
    },
  };
}

async function mailReset(
  { publicUrl, accounts, mail, singleSignOn }: AccountRoutesOptions,
  member: StaffMember,
) {
  const { hasPassword } = await accounts.secondFactors.read(member);
  if (singleSignOn.name !== undefined && !hasPassword) {
    // The organization decides how such members sign in, and a password would bypass its rules.
    await mail.send({
      onceKey: `password-reset ${newLinkToken()}`,
      kind: 'password-reset-sso',
      address: member.email,
      content: { url: `${publicUrl}/login`, provider: singleSignOn.name },
    });
    return;
  }
  const token = newLinkToken();
  await accounts.passwords.allowReset(undefined, member.userId, {
    token,
    expiresAt: Date.now() + MAILED_RESET_MS,
  });
  await mail.send({
    onceKey: `password-reset ${hashOfToken(token)}`,
    kind: 'password-reset',
    address: member.email,
    content: { url: `${publicUrl}/reset#${token}` },
  });
}

/** Emails the new address a link that confirms it, and tells the old one. */
async function mailEmailChange(
  { publicUrl, accounts, mail }: AccountRoutesOptions,
  member: StaffMember,
  email: string,
) {
  const token = await accounts.emailChanges.issue(member, email);
  const onceKey = `email-change ${hashOfToken(token)}`;
  const url = `${publicUrl}/confirm-email#${token}`;
  await mail.send({ onceKey, kind: 'email-change', address: email, content: { url, name: member.name } });
  await mail.send({
    onceKey: `${onceKey} notice`,
    kind: 'email-change-notice',
    address: member.email,
    content: { url: `${publicUrl}/console/account`, email },
  });
}
