import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditTexts } from '../../../client/texts/audit.ts';
import { isExplained } from '../../../shared/auditSentences.ts';
import { AUDIT_AREAS, type AuditEntryView } from '../../../shared/protocol/auditRoutes.ts';

/** Where code names the action of an entry: a property, a constant, or the first texts of a function for entries. */
const PLACES =
  /\baction(?:\?)?(?:: | = |: [^=;{}()]+ = )[^;{}]*|(?:auditEntry|#audit|trace|\bentry)\([^;]*?\)|kits\.create\([^;]*?'\)/g;
const ACTION = /'([a-z][a-zA-Z]*\.[a-zA-Z-]+)'/g;

/** Actions of all entries that the server's source writes. */
function writtenActions(): string[] {
  const found = globSync('server/**/*.ts').flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(PLACES)].flatMap(([place]) =>
      [...place.matchAll(ACTION)].map(([, action]) => action ?? ''),
    ),
  );
  return [...new Set(found)].sort();
}

const view = (part: Partial<AuditEntryView>): AuditEntryView => ({
  entryId: 'one',
  at: 0,
  actor: { kind: 'member', id: 'olga', name: 'Olga' },
  action: 'interview.created',
  target: { kind: 'interview', id: 'i', name: 'Nurse' },
  details: {},
  ...part,
});

describe('every action of the audit log', () => {
  const actions = writtenActions();

  it('is found in the source', () => {
    expect(actions.length).toBeGreaterThan(90);
    expect(actions).toEqual(
      expect.arrayContaining(['message.changed', 'kit.imported', 'interview.cancelled']),
    );
  });

  it('has a sentence', () => {
    expect(actions.filter(action => !isExplained(action))).toEqual([]);
  });

  it('is in an area that people can filter by', () => {
    const prefixes = Object.values(AUDIT_AREAS).flat();
    const hidden = actions.filter(action => !prefixes.some(prefix => action.startsWith(prefix)));
    expect(hidden).toEqual([]);
  });
});

describe('a sentence of the audit log', () => {
  it.each([
    [
      { target: { kind: 'interview', id: 'i', name: 'Nurse', candidates: ['Ada'] } },
      'created an interview for the role Nurse with Ada',
    ],
    [{}, 'created an interview for the role Nurse'],
    [
      {
        action: 'interview.leadChanged',
        details: { seatId: 'e', before: 'g' },
        names: { e: 'Edsger', g: 'Grace' },
      },
      'made Edsger the lead of an interview for the role Nurse instead of Grace',
    ],
    [
      { action: 'candidate.viewed', target: { kind: 'candidate', id: 'c', name: 'Ada' } },
      'opened the record of Ada',
    ],
    [
      { action: 'candidate.viewed', target: { kind: 'candidate', id: 'c' } },
      'opened the record of a candidate',
    ],
    [
      {
        action: 'staff.invited',
        target: { kind: 'invitation', id: 'v', name: 'ada@example.org' },
        details: { role: 'organizer' },
      },
      'invited ada@example.org (Organizer)',
    ],
    [
      {
        action: 'staff.handedOver',
        target: { kind: 'member', id: 'g', name: 'Grace' },
        details: { to: 'o' },
        names: { o: 'Olga' },
      },
      'handed the open work of Grace over to Olga',
    ],
    [
      {
        action: 'organization.changed',
        target: { kind: 'other', id: 'organization' },
        details: { changed: ['timeZone', 'accent'] },
      },
      'changed the organization’s details (time zone and accent color)',
    ],
    [
      { action: 'retention.changed', details: { days: 30, before: null, pages: true } },
      'set how long recordings and private practice pages are kept: 30 days, without a limit before',
    ],
    [{ action: 'retention.changed', details: { days: 30 } }, 'set how long recordings are kept: 30 days'],
    [
      {
        action: 'team.changed',
        target: { kind: 'team', id: 't', name: 'Designers' },
        details: { fields: ['members'], added: ['a', 'b'], removed: ['c'] },
        names: { a: 'Ada', b: 'Bo', c: 'Cy' },
      },
      'changed the hiring team Designers: added Ada and Bo and removed Cy',
    ],
    [
      {
        action: 'team.changed',
        target: { kind: 'team', id: 't', name: 'Designers' },
        details: { fields: ['archived'], archived: false },
      },
      'restored the hiring team Designers',
    ],
    [
      { action: 'organization.changed', details: { changed: ['contact'] } },
      'changed the organization’s details (hours or advice)',
    ],
    [
      {
        action: 'message.changed',
        target: { kind: 'other', id: 'invitation.candidate' },
        details: { usual: false, changed: ['subject'] },
      },
      'changed the words of the message “Invitation” to the candidate (subject)',
    ],
    [
      {
        action: 'message.changed',
        target: { kind: 'other', id: 'reminder.observer' },
        details: { usual: true },
      },
      'reset the message “Reminder a day before” to the observer to its usual words',
    ],
    [
      {
        action: 'scheduling.changed',
        details: { changed: ['noticeHours', 'week'], before: { noticeHours: 1 }, after: { noticeHours: 24 } },
      },
      'changed the rules for choosing a time (shortest notice: 24 hours instead of 1 hour; hours of the virtual recruiter)',
    ],
    [
      {
        action: 'interview.changed',
        details: { fields: ['teamId'], team: 't', teamBefore: null },
        names: { t: 'Designers' },
      },
      'changed an interview for the role Nurse (hiring team): now Designers, no hiring team before',
    ],
    [
      {
        action: 'invitation.sent-again',
        target: { kind: 'interview', id: 'i', name: 'Nurse', candidates: ['Rosa Vega'] },
        details: { seatId: 's' },
        names: { s: 'Rosa Vega' },
      },
      'sent the invitation to an interview for the role Nurse again, to Rosa Vega',
    ],
    [
      {
        action: 'staff.invited',
        target: { kind: 'invitation', id: 'v', name: 'ada@example.org' },
        details: { role: 'organizer', before: 'interviewer' },
      },
      'changed the invitation for ada@example.org from Interviewer to Organizer',
    ],
    [
      {
        action: 'staff.signInFailed',
        target: { kind: 'member', id: 'r', name: 'Rosa Vega' },
        details: { member: true },
      },
      'refused a sign-in as Rosa Vega with a wrong password',
    ],
    [
      { action: 'seat.added', details: { seatId: 's', role: 'observer' }, names: { s: 'Rita' } },
      'added Rita to an interview for the role Nurse (Observer)',
    ],
    [
      { action: 'kit.duplicated', target: { kind: 'kit', id: 'k', name: 'Nurse' } },
      'created the kit Nurse as a copy',
    ],
  ] as [Partial<AuditEntryView>, string][])('says %j as “%s”', (part, sentence) => {
    expect(auditTexts.sentence(view(part))).toBe(sentence);
  });
});
