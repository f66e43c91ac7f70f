import { AppError } from '../../../shared/errors.ts';
import type { ACCOUNT_ROUTES } from '../../../shared/protocol/accountRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Logger } from '../../log.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import type { Mail } from '../mail/Mail.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { StaffAccounts } from './accounts.ts';

/** Shorter than for a link that an owner creates, because anyone can request this one. */
const MAILED_RESET_MS = 60 * 60_000;

interface PasswordResetOptions {
  publicUrl: string;
  accounts: StaffAccounts;
  mail: Pick<Mail, 'configured' | 'send' | 'spendOn'>;
  log: Logger;
}

export function passwordResetRoutes(
  options: PasswordResetOptions,
): Pick<RouteHandlers, keyof typeof ACCOUNT_ROUTES> {
  const { accounts, mail, log } = options;
  return {
    'signIn.options': async () => ({ mail: mail.configured }),
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
  };
}

async function mailReset({ publicUrl, accounts, mail }: PasswordResetOptions, member: StaffMember) {
  const token = newLinkToken();
  await accounts.allowReset(undefined, member.userId, { token, expiresAt: Date.now() + MAILED_RESET_MS });
  await mail.send({
    onceKey: `password-reset ${hashOfToken(token)}`,
    kind: 'password-reset',
    address: member.email,
    content: { url: `${publicUrl}/reset#${token}` },
  });
}
