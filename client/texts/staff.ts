import { formatList, plural } from '../../shared/intl.ts';
import type { MemberAccess } from '../../shared/protocol/http.ts';
import type { MailState } from '../../shared/protocol/mailRoutes.ts';
import type { StaffRole } from '../../shared/roles.ts';
import { common } from './common.ts';

function hasAny(access: MemberAccess): boolean {
  return Object.values(access).some(count => count > 0);
}

/** Returns a list such as "2 claimed evaluations, 1 interviewer link, and 3 observer links". */
function listOf({ claims, interviewer, evaluator, observer, captioner }: MemberAccess): string {
  const counts: [number, { one: string; other: string }][] = [
    [claims, { one: '# claimed evaluation', other: '# claimed evaluations' }],
    [interviewer, { one: '# interviewer link', other: '# interviewer links' }],
    [evaluator, { one: '# evaluator link', other: '# evaluator links' }],
    [observer, { one: '# observer link', other: '# observer links' }],
    [captioner, { one: '# captioner link', other: '# captioner links' }],
  ];
  return formatList(counts.filter(([count]) => count > 0).map(([count, forms]) => plural(count, forms)));
}

/** Says how many of the links are listed as interviews that haven't started, if others end, too. */
function comingLinks({ interviewer, evaluator, observer, captioner }: MemberAccess, coming = 0): string {
  if (coming === 0 || coming === interviewer + evaluator + observer + captioner) return '';
  const rest = {
    one: '# of the links is to an interview that hasn’t started.',
    other: '# of the links are to interviews that haven’t started.',
  };
  return ` ${plural(coming, rest)}`;
}

const ROLE_CHANGED: Record<StaffRole, (name: string) => string> = {
  owner: name => `${name} is now an owner`,
  organizer: name => `${name} is now an organizer`,
  evaluator: name => `${name} is now an evaluator`,
  interviewer: name => `${name} is now an interviewer`,
};

const ROLE_ASKED: Record<StaffRole, (name: string) => string> = {
  owner: name => `Make ${name} an owner?`,
  organizer: name => `Make ${name} an organizer?`,
  evaluator: name => `Make ${name} an evaluator?`,
  interviewer: name => `Make ${name} an interviewer?`,
};

/** Texts of the team page and of its dialogs. */
export const staffTexts = {
  title: 'Team',
  intro: 'People with an account. Everyone else joins interviews with a personal link.',
  forbidden: 'Only owners and organizers can see the team.',
  failed: 'Couldn’t load the team',
  members: 'Members',
  invitations: 'Open invitations',
  invite: 'Invite',
  you: 'you',
  disabled: 'Disabled',
  roleOf: (name: string) => `${name}’s role`,
  roleHints: {
    owner: 'Can do everything, including managing the team.',
    organizer: 'Can create interviews, invite people, and manage kits and evaluations.',
    evaluator: 'Can rate recordings from the evaluation queue, write reports, and read kits.',
    interviewer: 'Can see and rate only the interviews they take part in.',
  },
  actions: (name: string) => `Actions for ${name}`,
  disable: 'Disable account',
  enable: 'Enable account',
  reset: 'Reset password',
  resetTitle: (name: string) => `Reset ${name}’s password?`,
  resetBody:
    'You’ll get a link to send them. They can use it once, within 24 hours, to choose a new password. Until then, their current password works.',
  resetBodyByMail: (email: string) =>
    `We’ll email ${email} a link. It works once, within 24 hours, to choose a new password. Until then, their current password works.`,
  resetByMail: 'Email the link',
  resetMailed: (email: string) =>
    `We emailed this link to ${email}. If it doesn’t arrive, send the link yourself, in a way that only they can read. It replaces any older link.`,
  resetSubmit: 'Create reset link',
  resetLink: (name: string) => `Reset link for ${name}`,
  resetDone:
    'Send this link to them yourself, in a way that only they can read. It’s shown only once and replaces any older link.',
  changeEmail: 'Change email address',
  emailTitle: (name: string) => `Change ${name}’s email address?`,
  emailBody: (email: string, byMail: boolean) =>
    `The address is now ${email}. They sign in with the new one immediately, and their interviews and evaluations move along. ${
      byMail ? 'We’ll tell the old address.' : 'Tell them yourself, because no mail server is set up.'
    }`,
  newEmail: 'New email address',
  emailSubmit: 'Change address',
  emailFailed: 'Couldn’t change the address',
  emailChanged: (name: string) => `${name}’s email address is changed`,
  onlyOwner: 'You’re the only owner. To change your role, make someone else an owner first.',
  secondFactor: 'Two-factor',
  resetSecondFactor: 'Turn off two-factor sign-in',
  resetSecondFactorTitle: (name: string) => `Turn off two-factor sign-in for ${name}?`,
  resetSecondFactorBody:
    'For someone who lost their phone and their recovery codes. Make sure that it’s really them. Their password alone will then be enough to sign in.',
  resetSecondFactorSubmit: 'Turn off',
  resetSecondFactorDone: (name: string) => `${name} signs in with a password only`,
  disableTitle: (name: string) => `Disable ${name}’s account?`,
  /** `coming`: number of interviews in `access` that haven't started. */
  disableBody: (access: MemberAccess | undefined, coming?: number) => {
    if (!access)
      return 'They’ll be signed out immediately and can’t sign in until you enable the account. Evaluations they claimed and personal links under their address end, too. Enabling the account doesn’t restore that access. Scorecards they locked still count. Nothing of theirs is deleted.';
    return hasAny(access)
      ? `They’ll be signed out immediately and can’t sign in until you enable the account. This also ends ${listOf(access)}.${comingLinks(access, coming)} Enabling the account doesn’t restore that access. Scorecards they locked still count. Nothing of theirs is deleted.`
      : 'They’ll be signed out immediately and can’t sign in until you enable the account. They have no claimed evaluations and no personal links. Scorecards they locked still count. Nothing of theirs is deleted.';
  },
  ended: (access: MemberAccess | undefined) =>
    access && hasAny(access) ? `Ended: ${listOf(access)}` : undefined,
  roleTitle: (name: string, role: StaffRole) => ROLE_ASKED[role](name),
  roleNow: 'Now',
  roleThen: 'Then',
  roleOfYours: 'This is your own account. You can’t change your role back yourself.',
  roleSubmit: 'Change role',
  changeFailed: 'Couldn’t make the change',
  roleChanged: (name: string, role: StaffRole) => ROLE_CHANGED[role](name),
  enabled: (name: string) => `${name}’s account is enabled`,
  disabledDone: (name: string) => `${name}’s account is disabled`,
  expires: (day: string) => `Valid until ${day}`,
  inviteInstead: (role: StaffRole) => `Replace it: invite as an ${common.staffRoles[role].toLowerCase()}`,
  withdraw: 'Revoke',
  withdrawBody: 'The link in it stops working. You can invite this address again later.',
  withdrawOf: (email: string) => `Revoke the invitation to ${email}`,
  withdrawTitle: (email: string) => `Revoke the invitation to ${email}?`,
  withdrawn: (email: string) => `The invitation to ${email} is revoked`,
  noInvitations: 'No open invitations.',
  inviteTitle: 'Invite someone to the team',
  inviteBody: 'You’ll get a link to send them. It works once, for this address.',
  inviteBodyByMail: 'We’ll email them a link. It works once, for this address.',
  inviteSubmitByMail: 'Send invitation',
  inviteSubmit: 'Create invitation link',
  inviteFailed: 'Couldn’t create the invitation',
  inviteLink: (email: string) => `Invitation link for ${email}`,
  inviteDone: 'Send this link to them yourself, because no mail server is set up. It’s shown only once.',
  inviteMailed: (email: string) =>
    `We emailed this link to ${email}. If it doesn’t arrive, send the link yourself.`,
  inviteMail: {
    waiting: 'Email is on its way',
    sent: 'Emailed',
    failed: 'Email couldn’t be sent',
    bounced: 'Email was refused',
    unsent: 'Email not sent',
  } satisfies Record<MailState, string>,
  sendAgain: 'Send again',
  sendAgainOf: (email: string) => `Send again to ${email}`,
  newLinkOf: (email: string) => `New link for ${email}`,
  newInviteLink: 'New link',
  role: 'Role',
  email: 'Email',
} as const;
