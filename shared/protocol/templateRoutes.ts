import { z } from 'zod';
import { TeamId, TemplateId } from '../ids.ts';
import {
  DisplayName,
  Email,
  JobRole,
  LIMITS,
  PlannedMinutes,
  Timestamp,
  Title,
} from '../interview/fields.ts';
import { KitId } from '../kit/kitIds.ts';
import { RecruiterSettings } from '../recruiter/settings.ts';
import { SeatRole } from '../roles.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

/** Maximum number of templates of an organization. */
export const TEMPLATES_MAX = 200;
export const TEMPLATE_NAME_LENGTH = 80;

/** Longest time that the form for a new interview gives candidates to choose a time. */
export const CHOOSE_DAYS_MAX = 60;

/** Stands for the candidate's name in a template's title. */
export const CANDIDATE_PLACEHOLDER = '{candidate}';

/** Start window in minutes around the scheduled time. */
export const RelativeWindow = z.strictObject({
  opensBefore: z.number().int().nonnegative(),
  closesAfter: z.number().int().positive(),
});
export type RelativeWindow = z.infer<typeof RelativeWindow>;

/** What interviews from a template have in common: all but the candidate and the time. */
export const TemplateContent = z.strictObject({
  /** May contain `CANDIDATE_PLACEHOLDER`. */
  title: Title,
  jobRole: JobRole,
  /** If absent, the length of the kit, or `USUAL_MINUTES` without a kit. */
  plannedMinutes: PlannedMinutes.optional(),
  kitId: KitId.optional(),
  /** Hiring team that owns the template and the interviews from it. */
  teamId: TeamId.optional(),
  /** Settings of the virtual recruiter. Absent if people ask the questions. */
  recruiter: RecruiterSettings.optional(),
  /** If absent, `usualWindow` applies. If `null`, the candidate may start at any time. */
  window: RelativeWindow.nullable().optional(),
  /** Days in which the candidate can choose the time. Absent if the organizer sets it. */
  chooseDays: z.number().int().positive().max(CHOOSE_DAYS_MAX).optional(),
  mail: z.literal(true).optional(),
  /** The first interviewer is the lead. */
  people: z
    .array(
      z.strictObject({
        role: SeatRole.exclude(['candidate']),
        displayName: DisplayName,
        email: Email.optional(),
      }),
    )
    .max(LIMITS.seats - 1),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** Length of an interview when neither a person nor a kit says it. */
export const USUAL_MINUTES = 45;

export const TemplateName = z.string().trim().min(1).max(TEMPLATE_NAME_LENGTH);

export const InterviewTemplate = z.strictObject({
  templateId: TemplateId,
  name: TemplateName,
  content: TemplateContent,
  updatedAt: Timestamp,
});
export type InterviewTemplate = z.infer<typeof InterviewTemplate>;

const { templateId, name, content } = InterviewTemplate.shape;
const result = { template: InterviewTemplate };

export const TEMPLATE_ROUTES = {
  /** Lists the templates of the member's hiring teams, and those without a team, by name. */
  'templates.list': route('GET /api/templates', 'interviews.create', nothing, {
    templates: z.array(InterviewTemplate),
  }),
  'templates.create': route('POST /api/templates', 'interviews.create', { name, content }, result),
  'templates.change': route(
    'PATCH /api/templates/:templateId',
    'interviews.create',
    {
      templateId,
      name: name.optional(),
      content: content.optional(),
      /** `updatedAt` of what the member saw. Fails with `conflict` if someone has changed the template since. */
      seenAt: Timestamp.optional(),
    },
    result,
  ),
  'templates.delete': route('DELETE /api/templates/:templateId', 'interviews.create', { templateId }),
} as const;

/** Returns a title with the candidate's name in place of the placeholder, within the limit of titles. */
export function titleFor(title: string, candidateName: string): string {
  return title.replaceAll(CANDIDATE_PLACEHOLDER, candidateName.trim()).trim().slice(0, LIMITS.title).trim();
}
