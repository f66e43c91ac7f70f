import { formatList, plural } from '../../shared/intl.ts';
import type { AuditArea, AuditEntryView } from '../../shared/protocol/auditRoutes.ts';
import { StaffRole } from '../../shared/roles.ts';
import { common } from './common.ts';

type Sentence = (target: string, details: Readonly<Record<string, unknown>>) => string;

/** What each action means, for use after the name of the person. `target`: its name, or what it is. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  'staff.signedIn': () => 'signed in',
  'staff.signedOut': () => 'signed out',
  'staff.sessionEnded': () => 'signed out one of their browsers',
  'staff.otherSessionsEnded': () => 'signed out all their other browsers',
  'staff.passwordChanged': () => 'changed their password',
  'staff.passwordReset': () => 'chose a new password with a link',
  'staff.passwordResetIssued': target => `created a link for a new password for ${target}`,
  'staff.passwordResetMailed': target => `emailed ${target} a link for a new password, on request`,
  'staff.secondFactorOn': () => 'turned on two-factor sign-in',
  'staff.secondFactorOff': () => 'turned off two-factor sign-in',
  'staff.secondFactorReset': target => `turned off two-factor sign-in for ${target}`,
  'staff.recoveryCodesRenewed': () => 'created new recovery codes',
  'staff.recoveryCodeUsed': () => 'signed in with a recovery code',
  'staff.ownerCreated': () => 'created the first account',
  'staff.invited': (_target, { role }) => `invited a person${as(role)}`,
  'staff.invitationRevoked': () => 'revoked an invitation',
  'staff.joined': (_target, { singleSignOn }) =>
    singleSignOn ? 'joined through single sign-on' : 'joined with an invitation',
  'staff.changed': (target, { role, disabled }) =>
    disabled === true
      ? `disabled ${target}’s account`
      : disabled === false
        ? `enabled ${target}’s account`
        : `changed the role of ${target}${to(role)}`,
  'staff.accessEnded': target => `ended the claims and personal links of ${target}`,
  'staff.handedOver': target => `handed the open work of ${target} over to another member`,
  'hours.changed': () => 'changed their interview hours',
  'scheduling.changed': () => 'changed the rules of scheduling',
  'team.created': target => `created the hiring team ${target}`,
  'team.changed': (target, { fields }) => `changed the hiring team ${target}${fieldsOf(fields)}`,
  'template.created': () => 'saved a template for interviews',
  'template.changed': (_target, { fields }) => `changed a template for interviews${fieldsOf(fields)}`,
  'template.deleted': () => 'deleted a template for interviews',
  'interview.created': target => `created ${target}`,
  'interview.changed': (target, { fields }) => `changed ${target}${fieldsOf(fields)}`,
  'interview.cancelled': target => `canceled ${target}`,
  'interview.reminded': target => `sent reminders about ${target}`,
  'interview.viewed': target => `opened ${target}`,
  'interview.exported': () => 'downloaded a list of interviews',
  'import.started': (_target, { rows }) =>
    `imported a file of candidates${typeof rows === 'number' ? ` (${plural(rows, { one: '# row', other: '# rows' })})` : ''}`,
  'interview.watched': target => `followed ${target} live`,
  'candidate.viewed': () => 'opened a candidate’s record',
  'candidate.exported': () => 'downloaded all data about a candidate',
  'candidate.deleted': () => 'deleted a candidate',
  'candidate.merged': () => 'merged two candidates’ records',
  'candidate.merge-undone': () => 'separated two candidates’ records',
  'candidate.decided': () => 'recorded a decision about a candidate',
  'debrief.commented': () => 'commented on an interview',
  'debrief.comment-deleted': () => 'deleted a comment on an interview',
  'seat.added': (target, { role }) => `added a person to ${target}${as(role)}`,
  'seat.changed': (target, { fields }) => `changed a person of ${target}${fieldsOf(fields)}`,
  'link.issued': target => `created a personal link to ${target}`,
  'link.revoked': target => `revoked a personal link to ${target}`,
  'accommodations.set': target => `changed accommodations in ${target}`,
  'mail.retried': () => 'sent an email again',
  'scorecards.read': target => `read the scorecards of ${target}`,
  'scorecards.exported': target => `downloaded the scorecards of ${target}`,
  'evaluation.claimed': () => 'claimed an evaluation',
  'evaluation.released': () => 'returned an evaluation to the queue',
  'evaluation.takenBack': () => 'unassigned an evaluation',
  'evaluation.assigned': () => 'assigned an evaluation',
  'evaluation.changed': (_target, { changed }) => `changed the evaluation settings${fieldsOf(changed)}`,
  'evaluation.dueSet': target => `set the due date of ${target}`,
  'evaluation.dueCleared': target => `removed the due date of ${target}`,
  'evaluation.referenceMarked': target => `marked ${target} as a reference`,
  'evaluation.referenceUnmarked': target => `unmarked ${target} as a reference`,
  'report.published': target => `published the report on ${target}`,
  'report.retracted': target => `retracted the report on ${target}`,
  'recording.watched': target => `watched the recording of ${target}`,
  'recording.downloaded': target => `downloaded the recording of ${target}`,
  'recording.erased': target => `deleted the recording of ${target}`,
  'recording.deleted': target => `deleted the recording of ${target}`,
  'recording.kept': target => `kept the recording of ${target}`,
  'recording.removed': () => 'removed an uploaded recording of a kit',
  'recording.failed': target => `couldn’t finish the recording of ${target}`,
  'consent.given': target => `agreed to the recording of ${target}`,
  'consent.withdrawn': target => `withdrew their consent in ${target}`,
  'retention.changed': () => 'changed how long recordings are kept',
  'storage.declaredLost': () => 'declared a media server lost',
  'kit.created': target => `created the kit ${target}`,
  'kit.duplicated': target => `duplicated the kit ${target}`,
  'kit.saved': target => `saved the kit ${target}`,
  'kit.archived': target => `archived the kit ${target}`,
  'kit.restored': target => `restored the kit ${target}`,
  'kit.teamChanged': target => `changed the hiring team of the kit ${target}`,
  'publication.changed': target => `changed the public page of ${target}`,
  'publications.ordered': () => 'changed the order of the public pages',
  'publicSide.changed': () => 'turned the public pages on or off',
  'practicePages.changed': () => 'changed how long private pages are kept',
  'organization.changed': () => 'changed the organization’s details',
  'audit.exported': () => 'downloaded the audit log',
};

function as(role: unknown): string {
  const name = roleName(role);
  return name === undefined ? '' : ` (${name})`;
}

function to(role: unknown): string {
  const name = roleName(role);
  return name === undefined ? '' : ` to ${name}`;
}

function roleName(role: unknown): string | undefined {
  const staff = StaffRole.safeParse(role);
  if (staff.success) return common.staffRoles[staff.data];
  return typeof role === 'string' && Object.hasOwn(common.roles, role)
    ? common.roles[role as keyof typeof common.roles]
    : undefined;
}

/** What people call the fields of an entry. Others aren't named. */
const FIELDS: Readonly<Record<string, string>> = {
  archived: 'archived or restored',
  content: 'content',
  displayName: 'name',
  email: 'email',
  jobRole: 'role',
  kitId: 'kit',
  leadSeatId: 'lead',
  members: 'members',
  name: 'name',
  namesHidden: 'hidden names',
  plannedMinutes: 'length',
  scheduledAt: 'time',
  teamId: 'hiring team',
  timeZone: 'time zone',
  title: 'title',
};

function fieldsOf(fields: unknown): string {
  const names = Array.isArray(fields) ? fields.flatMap(field => FIELDS[String(field)] ?? []) : [];
  return names.length > 0 ? ` (${formatList(names)})` : '';
}

const TARGETS: Record<AuditEntryView['target']['kind'], (name: string | undefined) => string> = {
  interview: name => (name ? `an interview for the role ${name}` : 'an interview'),
  member: name => name ?? 'a former member',
  kit: name => name ?? 'a kit',
  team: name => name ?? 'a hiring team',
  other: () => 'an interview or another item',
};

export const auditTexts = {
  title: 'Audit log',
  intro: 'Who did what, and when. Entries can’t be changed or deleted.',
  introOrganizer:
    'Who did what, and when, without other people’s sign-ins and other hiring teams. Entries can’t be changed or deleted.',
  forbidden: 'Only owners and organizers can read the audit log.',
  search: 'Search',
  searchHint: 'A name, a role, or an id',
  who: 'Who',
  anyone: 'Anyone',
  system: 'The software',
  area: 'About',
  everything: 'Everything',
  areas: {
    accounts: 'Accounts and teams',
    interviews: 'Candidates, interviews, and emails',
    evaluation: 'Evaluations and reports',
    recordings: 'Recordings and consent',
    content: 'Kits, public pages, organization',
    audit: 'The audit log',
  } satisfies Record<AuditArea, string>,
  from: 'From',
  to: 'Until',
  export: 'Download CSV',
  exportFailed: 'Couldn’t download the audit log',
  failed: 'Couldn’t load the audit log',
  stale: 'The audit log couldn’t be refreshed and may be out of date.',
  empty: 'Nothing has happened yet',
  none: 'No entries match',
  noneBody: 'Try other words, a longer time, or fewer filters.',
  clear: 'Clear filters',
  only: (target: string) => `Only about ${target}`,
  onlyAbout: (target: string) => `Show only entries about ${target}`,
  someone: 'Someone without an account',
  former: 'A former member',
  more: 'Show more',
  moreFailed: 'Couldn’t load more entries.',
  target: ({ kind, name }: AuditEntryView['target']) => TARGETS[kind](name),
  actor: ({ kind, name }: AuditEntryView['actor']) =>
    kind === 'system'
      ? auditTexts.system
      : kind === 'seat'
        ? auditTexts.someone
        : (name ?? auditTexts.former),
  /** Returns what happened, for use after the actor's name. Shows the code of an action that has no sentence. */
  sentence: ({ action, target, details }: AuditEntryView): string =>
    SENTENCES[action]?.(auditTexts.target(target), details) ?? action,
} as const;
