import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { route } from './routeRow.ts';

/** Prefixes of the actions that each area of the audit log has. */
export const AUDIT_AREAS = {
  accounts: ['staff.', 'team.', 'hours.', 'calendarFeed.', 'account.'],
  interviews: [
    'candidate.',
    'interview.',
    'import.',
    'seat.',
    'link.',
    'accommodations.',
    'interviewMail.',
    'mail.',
    'template.',
    'invitation.',
    'scheduling.',
    'debrief.',
  ],
  evaluation: ['evaluation.', 'scorecards.', 'report.', 'insights.'],
  recordings: ['recording.', 'transcript.', 'consent.', 'retention.', 'storage.'],
  content: ['kit.', 'publication', 'publicSide.', 'practicePages.', 'organization.', 'message.'],
  audit: ['audit.'],
} as const satisfies Record<string, readonly string[]>;
export const AuditArea = z.enum(Object.keys(AUDIT_AREAS) as [keyof typeof AUDIT_AREAS]);
export type AuditArea = z.infer<typeof AuditArea>;

export const AuditFilter = z.strictObject({
  /** A user id, or `system`. */
  actor: z.string().max(64).optional(),
  area: AuditArea.optional(),
  /** Id of an interview, a member, a kit, a hiring team, or another target. */
  target: z.string().max(64).optional(),
  from: Timestamp.optional(),
  /** Entries before this time. */
  to: Timestamp.optional(),
  /** Words in the names of people, teams, and interviews, in ids, and in actions. */
  text: z.string().trim().max(100).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditTargetKind = z.enum([
  'interview',
  'candidate',
  'member',
  'kit',
  'team',
  'template',
  'invitation',
  'other',
]);
export type AuditTargetKind = z.infer<typeof AuditTargetKind>;

export const AuditEntryView = z.strictObject({
  entryId: z.string(),
  at: Timestamp,
  /** `name` is absent for deleted accounts. */
  actor: z.strictObject({
    kind: z.enum(['member', 'seat', 'system']),
    id: z.string(),
    name: z.string().optional(),
  }),
  action: z.string(),
  target: z.strictObject({
    kind: AuditTargetKind,
    id: z.string(),
    name: z.string().optional(),
    /** Interview to open for the target. `id` can be a seat, a recording, or an email of the interview. */
    interviewId: InterviewId.optional(),
    /** Names of the interview's candidates, if the reader may know them. */
    candidates: z.array(z.string()).optional(),
  }),
  /** Names for ids of members, seats, and teams in the details. Absent for ids that the reader may not name. */
  names: z.record(z.string(), z.string()).optional(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const AuditCursor = z.strictObject({ at: Timestamp, entryId: z.string().max(64) });
export type AuditCursor = z.infer<typeof AuditCursor>;

export const AUDIT_PAGE = 50;

export const AUDIT_ROUTES = {
  /** Newest first. Organizers don't see other people's sign-ins, or entries of other hiring teams. */
  'audit.list': route(
    'POST /api/audit/list',
    'audit.read',
    { filter: AuditFilter, after: AuditCursor.optional() },
    { entries: z.array(AuditEntryView), next: AuditCursor.optional() },
  ),
} as const;

/** Path of the same entries as a CSV file. Takes the fields of `AuditFilter` as the query. */
export const AUDIT_FILE = '/api/audit.csv';
