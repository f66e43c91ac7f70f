import { formatList, formatUnit, plural } from './intl.ts';
import { MessageKind } from './messages/messages.ts';
import { MESSAGE_NAMES, SEAT_ROLE_NAMES, STAFF_ROLE_NAMES } from './names.ts';
import type { AuditEntryView, AuditTargetKind } from './protocol/auditRoutes.ts';
import { SeatRole, StaffRole } from './roles.ts';

/** `name`: returns the name of an id in the details, if it is known. `id`: the target's. */
type Sentence = (
  target: string,
  details: Readonly<Record<string, unknown>>,
  name: (id: unknown) => string | undefined,
  id: string,
) => string;

/** What each action means, for use after the name of the person. `target`: its name, or what it is. */
export const SENTENCES: Readonly<Record<string, Sentence>> = {
  'staff.signedIn': () => 'signed in',
  'staff.renamed': () => 'changed their own name',
  'staff.emailChanged': (target, { by }) =>
    by === 'self' ? 'changed their email address' : `changed the email address of ${target}`,
  'staff.signInFailed': (target, { member }) =>
    member === true
      ? `refused a sign-in as ${target} with a wrong password`
      : 'refused a sign-in with an address that has no account',
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
  'staff.invited': (target, { role, before }) =>
    before === undefined
      ? `invited ${target}${as(role)}`
      : before === role
        ? `sent ${target} a new invitation, which replaces the earlier one${as(role)}`
        : `changed the invitation for ${target} from ${roleName(before) ?? 'another role'}${to(role)}`,
  'staff.invitationRevoked': target => `revoked the invitation for ${target}`,
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
  'scheduling.changed': (_target, { changed, before, after }) =>
    `changed the rules for choosing a time${rulesOf(changed, before, after)}`,
  'team.created': (target, { members }, name) =>
    `created the hiring team ${target}${withNames(members, name)}`,
  'team.changed': (target, details, name) => {
    const { fields, members, archived, added, removed } = details;
    const others = Array.isArray(fields) ? fields.filter(field => field !== 'archived') : [];
    if (archived !== undefined && others.length === 0)
      return `${archived === true ? 'archived' : 'restored'} the hiring team ${target}`;
    if (added === undefined && removed === undefined)
      return `changed the hiring team ${target}${fieldsOf(fields)}${withNames(members, name)}`;
    const parts = [
      others.includes('name') && 'changed its name',
      peopleOf('added', added, name),
      peopleOf('removed', removed, name),
    ].filter(part => typeof part === 'string');
    return `changed the hiring team ${target}${parts.length === 0 ? '' : `: ${formatList(parts)}`}`;
  },
  'template.created': target => `saved ${target}`,
  'template.changed': (target, { fields }) => `changed ${target}${fieldsOf(fields)}`,
  'template.deleted': () => 'deleted a template for interviews',
  'interview.created': target => `created ${target}`,
  'interview.changed': (target, { fields, team, teamBefore }, name) =>
    `changed ${target}${fieldsOf(fields)}${
      team === undefined && teamBefore === undefined
        ? ''
        : `: now ${teamOf(team, name)}, ${teamOf(teamBefore, name)} before`
    }`,
  'interview.cancelled': target => `canceled ${target}`,
  'interview.reminded': target => `sent reminders about ${target}`,
  'interview.viewed': target => `opened ${target}`,
  'interview.exported': () => 'downloaded a list of interviews',
  'insights.exported': () => 'downloaded figures about interviews',
  'import.started': (_target, { rows }) =>
    `imported a file of candidates${typeof rows === 'number' ? ` (${plural(rows, { one: '# row', other: '# rows' })})` : ''}`,
  'interview.leadChanged': (target, { seatId, before }, name) => {
    const earlier = name(before);
    return `made ${name(seatId) ?? 'another interviewer'} the lead of ${target}${earlier === undefined ? '' : ` instead of ${earlier}`}`;
  },
  'interview.watched': target => `followed ${target} live`,
  'interview.entered': target => `joined ${target} from the console`,
  'invitation.sent-again': (target, { seatId }, name) =>
    `sent the invitation to ${target} again${toPerson(name(seatId))}`,
  'candidate.viewed': target => `opened the record of ${target}`,
  'candidate.exported': target => `downloaded all data about ${target}`,
  'candidate.deleted': target => `deleted ${target}`,
  'candidate.corrected': target => `corrected the name or address of ${target}`,
  'candidate.merged': () => 'merged two candidates’ records',
  'candidate.merge-undone': () => 'separated two candidates’ records',
  'candidate.decided': (target, { seatId }, name) =>
    `recorded a decision about ${name(seatId) ?? 'the candidate'} in ${target}`,
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
  'evaluation.ratingReminded': target => `reminded an evaluator to rate ${target}`,
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
  'transcript.read': target => `read the transcript of ${target}`,
  'transcript.downloaded': target => `downloaded the transcript of ${target}`,
  'transcript.corrected': target => `corrected the transcript of ${target}`,
  'transcript.deleted': (target, { seatId }, name) =>
    name(seatId) === undefined
      ? `deleted the transcript of ${target}`
      : `deleted the words of ${name(seatId)} from the transcript of ${target}`,
  'transcript.settingChanged': (_target, { ratersSee }) =>
    ratersSee === true
      ? 'let raters see transcripts before they lock'
      : 'hid transcripts from raters until they lock',
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
  'message.changed': (_target, { usual, changed }, _name, id) =>
    usual === true
      ? `reset ${messageName(id)} to its usual words`
      : `changed the words of ${messageName(id)}${fieldsOf(changed)}`,
  'message.tested': (_target, _details, _name, id) => `sent themselves a test of ${messageName(id)}`,
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
  if (staff.success) return STAFF_ROLE_NAMES[staff.data];
  const seat = SeatRole.safeParse(role);
  return seat.success ? SEAT_ROLE_NAMES[seat.data] : undefined;
}

/** Names of fields. Others are shown as the words of their code. */
export const FIELDS: Readonly<Record<string, string>> = {
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
  contact: 'hours or advice',
  changeHours: 'move or cancel until',
  noticeHours: 'shortest notice',
  daysAhead: 'how far ahead',
  week: 'hours of the virtual recruiter',
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

/** Names the changed rules of scheduling, with their values except for the hours of a week. */
function rulesOf(changed: unknown, before: unknown, after: unknown): string {
  if (!Array.isArray(changed) || changed.length === 0) return '';
  const shown = (values: unknown, field: string) => {
    const value = (values as Readonly<Record<string, unknown>> | undefined)?.[field];
    if (typeof value !== 'number') return undefined;
    return formatUnit(value, field === 'daysAhead' ? 'day' : 'hour', 'long');
  };
  const parts = changed.map(String).map(field => {
    const [was, is] = [shown(before, field), shown(after, field)];
    return was === undefined || is === undefined
      ? fieldName(field)
      : `${fieldName(field)}: ${is} instead of ${was}`;
  });
  return ` (${parts.join('; ')})`;
}

/** Names a message by its key, such as `invitation.candidate`. */
export function messageName(key: string): string {
  const [kind, seat] = key.split('.');
  const known = MessageKind.safeParse(kind);
  const to = roleName(seat);
  return known.success
    ? `the message “${MESSAGE_NAMES[known.data]}”${to ? ` to the ${to.toLowerCase()}` : ''}`
    : 'a message';
}

function teamOf(id: unknown, name: (id: unknown) => string | undefined): string {
  return typeof id === 'string' ? (name(id) ?? 'a hiring team') : 'no hiring team';
}

function peopleOf(verb: string, ids: unknown, name: (id: unknown) => string | undefined): string | undefined {
  if (!Array.isArray(ids) || ids.length === 0) return undefined;
  return `${verb} ${formatList(ids.map(id => name(id) ?? 'a former member'))}`;
}

function toPerson(name: string | undefined): string {
  return name === undefined ? '' : `, to ${name}`;
}

function forPerson(name: string | undefined): string {
  return name === undefined ? '' : ` for ${name}`;
}

function withNames(ids: unknown, name: (id: unknown) => string | undefined): string {
  const names = Array.isArray(ids) ? ids.map(name).filter(known => known !== undefined) : [];
  return names.length === 0 ? '' : `, with ${formatList(names)}`;
}

export const TARGETS: Record<AuditTargetKind, (name: string | undefined) => string> = {
  interview: name => (name ? `an interview for the role ${name}` : 'an interview'),
  candidate: name => name ?? 'a candidate',
  member: name => name ?? 'a former member',
  kit: name => (name ? `the kit ${name}` : 'a kit'),
  template: name => (name ? `the template ${name}` : 'a template'),
  invitation: name => name ?? 'a person',
  team: name => name ?? 'a hiring team',
  other: () => 'an interview or another item',
};

export function auditTarget({ kind, name, candidates = [] }: AuditEntryView['target']): string {
  return `${TARGETS[kind](name)}${candidates.length > 0 ? ` with ${formatList(candidates)}` : ''}`;
}

export function auditActor({ kind, name }: AuditEntryView['actor']): string {
  if (kind === 'system') return 'The software';
  return name ?? (kind === 'seat' ? 'Someone without an account' : 'A former member');
}

/** Returns what happened, for use after the actor's name. Returns the code of an action that has no sentence. */
export function auditSentence({ action, target, details, names = {} }: AuditEntryView): string {
  const nameOf = (id: unknown) =>
    typeof id === 'string' && Object.hasOwn(names, id) ? names[id] : undefined;
  const person = nameOf(details.seatId);
  // The person of the entry isn't named twice.
  const { candidates, ...alone } = target;
  const shown = person !== undefined && candidates?.includes(person) ? alone : target;
  return SENTENCES[action]?.(auditTarget(shown), details, nameOf, target.id) ?? action;
}

/** True if `auditSentence` can say what an action means. */
export function isExplained(action: string): boolean {
  return Object.hasOwn(SENTENCES, action);
}
