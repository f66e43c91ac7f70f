import { formatList, plural } from '../../shared/intl.ts';
import type { AuditArea, AuditEntryView, AuditTargetKind } from '../../shared/protocol/auditRoutes.ts';
import { StaffRole } from '../../shared/roles.ts';
import { common } from './common.ts';

/** `name`: returns the name of an id in the details, if it is known. */
type Sentence = (
  target: string,
  details: Readonly<Record<string, unknown>>,
  name: (id: unknown) => string | undefined,
) => string;

/** What each action means, for use after the name of the person. `target`: its name, or what it is. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  'staff.signedIn': () => 'signed in',
  'staff.renamed': () => 'changed their own name',
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
  'staff.invited': (target, { role }) => `invited ${target}${as(role)}`,
  'staff.invitationRevoked': target => `revoked the invitation of ${target}`,
  'staff.joined': (_target, { singleSignOn }) =>
    singleSignOn ? 'joined through single sign-on' : 'joined with an invitation',
  'staff.changed': (target, { role, disabled }) =>
    disabled === true
      ? `disabled ${target}’s account`
      : disabled === false
        ? `enabled ${target}’s account`
        : `changed the role of ${target}${to(role)}`,
  'staff.accessEnded': target => `ended the claims and personal links of ${target}`,
  'staff.handedOver': (target, { to: heir }, name) =>
    `handed the open work of ${target} over to ${name(heir) ?? 'another member'}`,
  'calendarFeed.renewed': () => 'created a new address for their calendar',
  'calendarFeed.revoked': () => 'revoked the address of their calendar',
  'hours.changed': (target, { by }) =>
    by === 'other' ? `changed the interview hours of ${target}` : 'changed their interview hours',
  'scheduling.changed': () => 'changed the rules of scheduling',
  'team.created': (target, { members }, name) =>
    `created the hiring team ${target}${withNames(members, name)}`,
  'team.changed': (target, { fields, members }, name) =>
    `changed the hiring team ${target}${fieldsOf(fields)}${withNames(members, name)}`,
  'template.created': target => `saved ${target}`,
  'template.changed': (target, { fields }) => `changed ${target}${fieldsOf(fields)}`,
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
  'interview.entered': target => `joined ${target} from the console`,
  'invitation.sent-again': (target, { seatId }, name) =>
    `sent ${name(seatId) ?? 'a person'} the invitation to ${target} again`,
  'candidate.viewed': () => 'opened a candidate’s record',
  'candidate.exported': () => 'downloaded all data about a candidate',
  'candidate.deleted': () => 'deleted a candidate',
  'candidate.corrected': () => 'corrected a candidate’s name or address',
  'candidate.merged': () => 'merged two candidates’ records',
  'candidate.merge-undone': () => 'separated two candidates’ records',
  'candidate.decided': () => 'recorded a decision about a candidate',
  'debrief.commented': () => 'commented on an interview',
  'debrief.comment-deleted': () => 'deleted a comment on an interview',
  'seat.added': (target, { role, seatId }, name) =>
    `added ${name(seatId) ?? 'a person'} to ${target}${as(role)}`,
  'seat.changed': (target, { fields, seatId }, name) =>
    `changed ${name(seatId) ?? 'a person'} in ${target}${fieldsOf(fields)}`,
  'seat.removed': (target, { seatId }, name) => `removed ${name(seatId) ?? 'a person'} from ${target}`,
  'seat.replaced': (target, { seatId, by }, name) =>
    `replaced ${name(seatId) ?? 'a person'} with ${name(by) ?? 'another person'} in ${target}`,
  'link.issued': (target, { seatId }, name) =>
    `created a personal link to ${target}${forPerson(name(seatId))}`,
  'link.repeated': (target, { seatId }, name) =>
    `showed the personal link to ${target}${forPerson(name(seatId))} again`,
  'link.revoked': (target, { seatId }, name) =>
    `revoked the personal link to ${target}${forPerson(name(seatId))}`,
  'accommodations.set': (target, { seatId, fields }, name) =>
    `changed the accommodations${forPerson(name(seatId))} in ${target}${fieldsOf(fields)}`,
  'mail.retried': target => `sent an email about ${target} again`,
  'scorecards.read': target => `read the scorecards of ${target}`,
  'scorecards.exported': target => `downloaded the scorecards of ${target}`,
  'evaluation.claimed': target => `claimed ${target} to rate it`,
  'evaluation.released': target => `returned ${target} to the evaluation queue`,
  'evaluation.takenBack': (target, { userId }, name) =>
    `unassigned ${name(userId) ?? 'an evaluator'} from ${target}`,
  'evaluation.assigned': (target, { userId }, name) =>
    `assigned ${target} to ${name(userId) ?? 'an evaluator'}`,
  'evaluation.changed': (_target, { changed }) => `changed the evaluation settings${fieldsOf(changed)}`,
  'evaluation.comparisonReminded': target => `reminded an evaluator to compare ratings of ${target}`,
  'evaluation.comparisonEnded': target => `ended the comparison of ratings of ${target}`,
  'evaluation.dueSet': target => `set the due date of ${target}`,
  'evaluation.dueCleared': target => `removed the due date of ${target}`,
  'evaluation.referenceMarked': target => `marked ${target} as a reference`,
  'evaluation.referenceUnmarked': target => `unmarked ${target} as a reference`,
  'report.published': target => `published the report on ${target}`,
  'report.retracted': target => `retracted the report on ${target}`,
  'report.publish-asked': target => `asked for the publication of the report on ${target}`,
  'report.link-created': target => `created a link to the report on ${target}`,
  'report.link-revoked': target => `revoked a link to the report on ${target}`,
  'report.link-emailed': target => `emailed the link to the report on ${target}`,
  'recording.watched': target => `watched the recording of ${target}`,
  'recording.downloaded': target => `downloaded the recording of ${target}`,
  'recording.erased': target => `deleted the recording of ${target}`,
  'recording.deleted': target => `deleted the recording of ${target}`,
  'recording.kept': target => `uploaded a recording of a question in ${target}`,
  'recording.stopped': target => `stopped the recording of ${target}`,
  'recording.resumed': target => `resumed the recording of ${target}`,
  'recording.removed': target => `removed a recording of a question in ${target}`,
  'recording.failed': target => `couldn’t finish the recording of ${target}`,
  'consent.given': (target, { fields }) => `agreed in ${target}${fieldsOf(fields)}`,
  'consent.withdrawn': (target, { fields }) => `withdrew their consent in ${target}${fieldsOf(fields)}`,
  'retention.changed': (_target, { days, before, pages }) =>
    `set how long recordings${pages === true ? ' and private practice pages' : ''} are kept: ${keptFor(days)}${before === undefined ? '' : `, ${keptFor(before)} before`}`,
  'storage.declaredLost': () => 'declared a media server lost',
  'kit.created': target => `created ${target}`,
  'kit.imported': target => `imported ${target}`,
  'kit.duplicated': target => `created ${target} as a copy`,
  'kit.saved': (target, { version }) =>
    `saved ${target}${typeof version === 'number' ? ` (version ${version})` : ''}`,
  'kit.archived': target => `archived ${target}`,
  'kit.restored': target => `restored ${target}`,
  'kit.teamChanged': (target, { teamId }, name) =>
    teamId
      ? `moved ${target} to the hiring team ${name(teamId) ?? 'of an id'}`
      : `removed ${target} from its hiring team`,
  'publication.changed': (target, { fields }) => `changed the public page of ${target}${fieldsOf(fields)}`,
  'publications.ordered': () => 'changed the order of the public pages',
  'publicSide.changed': (_target, { publicSide }) =>
    publicSide === true
      ? 'turned the public pages on'
      : publicSide === false
        ? 'turned the public pages off'
        : 'changed the public pages',
  'practicePages.changed': (_target, { keep, before }) =>
    `set how long private practice pages are kept: ${keptFor(keep)}${before === undefined ? '' : `, ${keptFor(before)} before`}`,
  'organization.changed': (_target, { changed }) => `changed the organization’s details${fieldsOf(changed)}`,
  'organization.logoKept': () => 'changed the organization’s logo',
  'organization.logoRemoved': () => 'removed the organization’s logo',
  'message.changed': (_target, { usual }) =>
    usual === true ? 'reset a message to its usual words' : 'changed the words of a message',
  'message.tested': () => 'sent themselves a test of a message',
  'audit.exported': (_target, { fields }) => `downloaded the audit log${fieldsOf(fields)}`,
};

/** Names a time of retention: a number of days, a choice for private pages, or null for no limit. */
function keptFor(time: unknown): string {
  if (typeof time === 'number') return plural(time, { one: '# day', other: '# days' });
  return time === 'as-recordings' ? 'as long as recordings' : 'without a limit';
}

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

/** Names of fields. Others are shown as the words of their code. */
const FIELDS: Readonly<Record<string, string>> = {
  archived: 'archived or restored',
  leadSeatId: 'lead',
  scheduledAt: 'time',
  plannedMinutes: 'length',
  jobRole: 'role',
  kitId: 'kit',
  teamId: 'hiring team',
  recruiter: 'virtual recruiter',
  window: 'start window',
  displayName: 'name',
  contact: 'contact for accommodations',
  accent: 'accent color',
  imprint: 'legal notice',
  slug: 'address',
  ratersByKit: 'evaluators for single kits',
  raters: 'evaluators',
  promiseHours: 'due dates',
  namesHidden: 'hidden names',
  observers: 'observers',
  from: 'first day',
  to: 'last day',
  text: 'search',
  actor: 'person',
  area: 'subject',
};

function fieldName(field: string): string {
  if (Object.hasOwn(FIELDS, field)) return FIELDS[field] ?? field;
  return field.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

function fieldsOf(fields: unknown): string {
  return Array.isArray(fields) && fields.length > 0
    ? ` (${formatList(fields.map(field => fieldName(String(field))))})`
    : '';
}

function forPerson(name: string | undefined): string {
  return name === undefined ? '' : ` for ${name}`;
}

function withNames(ids: unknown, name: (id: unknown) => string | undefined): string {
  const names = Array.isArray(ids) ? ids.map(name).filter(known => known !== undefined) : [];
  return names.length === 0 ? '' : `, with ${formatList(names)}`;
}

const TARGETS: Record<AuditTargetKind, (name: string | undefined) => string> = {
  interview: name => (name ? `an interview for the role ${name}` : 'an interview'),
  candidate: () => 'a candidate',
  member: name => name ?? 'a former member',
  kit: name => (name ? `the kit ${name}` : 'a kit'),
  template: name => (name ? `the template ${name}` : 'a template'),
  invitation: name => name ?? 'a person',
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
  datesSwapped: 'Choose a day on or after “From”.',
  matched: (words: string) => `Entries about people, roles, and things whose name or id has “${words}”`,
  details: 'Details',
  time: 'Time',
  code: 'Action',
  id: 'Id',
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
  target: ({ kind, name, candidates = [] }: AuditEntryView['target']) =>
    `${TARGETS[kind](name)}${candidates.length > 0 ? ` with ${formatList(candidates)}` : ''}`,
  actor: ({ kind, name }: AuditEntryView['actor']) =>
    kind === 'system'
      ? auditTexts.system
      : kind === 'seat'
        ? (name ?? auditTexts.someone)
        : (name ?? auditTexts.former),
  /** Returns what happened, for use after the actor's name. Shows the code of an action that has no sentence. */
  sentence: ({ action, target, details, names = {} }: AuditEntryView): string =>
    SENTENCES[action]?.(auditTexts.target(target), details, id =>
      typeof id === 'string' && Object.hasOwn(names, id) ? names[id] : undefined,
    ) ?? action,
} as const;

/** True if the page can say what an action means. */
export function isExplained(action: string): boolean {
  return Object.hasOwn(SENTENCES, action);
}
