import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { type TeamId, TemplateId } from '../../../shared/ids.ts';
import type { StartWindow } from '../../../shared/interview/startWindow.ts';
import { teamScopeOf } from '../../../shared/permissions.ts';
import type { InterviewInput, StaffMember } from '../../../shared/protocol/http.ts';
import {
  type InterviewTemplate,
  type RelativeWindow,
  TEMPLATES_MAX,
  type TemplateContent,
  titleFor,
  USUAL_MINUTES,
} from '../../../shared/protocol/templateRoutes.ts';
import type { Accommodations } from '../../../shared/recruiter/settings.ts';
import type { TemplateStore } from '../../store/templateStore.ts';
import type { AlsoWritesFor, CreatedInterview, InterviewCreation } from '../console/InterviewCreation.ts';
import type { Kits } from '../kit/kits.ts';

const MINUTE_MS = 60_000;

/** What one interview from a template adds to it. */
export interface TemplateCandidate {
  displayName: string;
  email?: string | undefined;
  scheduledAt: number;
  /** Zone in which the time was chosen. If absent, the organization's zone. */
  timeZone?: string | undefined;
  accommodations?: Accommodations | undefined;
  /** Replace what the template has. */
  title?: string | undefined;
  jobRole?: string | undefined;
  plannedMinutes?: number | undefined;
  /** The candidate chooses the time, `scheduledAt` at the latest. */
  candidateChooses?: true | undefined;
  /** People in addition to those of the template, without those whose address the template has. */
  people?: readonly { role: 'interviewer'; displayName: string; email: string }[] | undefined;
}

interface TemplatesOptions {
  store: TemplateStore;
  kits: Kits;
  creation: InterviewCreation;
  /** Throws if the member can't choose the hiring team. */
  requireTeam: (teamId: TeamId, member: StaffMember) => Promise<void>;
}

/** What organizers create interviews from. Members see the templates of their hiring teams, and those without. */
export class Templates {
  readonly #store: TemplateStore;
  readonly #kits: Kits;
  readonly #creation: InterviewCreation;
  readonly #requireTeam: TemplatesOptions['requireTeam'];

  constructor({ store, kits, creation, requireTeam }: TemplatesOptions) {
    this.#store = store;
    this.#kits = kits;
    this.#creation = creation;
    this.#requireTeam = requireTeam;
  }

  async listFor(member: StaffMember): Promise<InterviewTemplate[]> {
    const templates = await this.#store.list(teamScopeOf(member));
    return templates.toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** Returns a template. Throws `not-found` for one of hiring teams that the member isn't in. */
  async require(templateId: TemplateId, member: StaffMember): Promise<InterviewTemplate> {
    const template = await this.#store.find(templateId, teamScopeOf(member));
    if (!template) throw AppError.notFound('template', templateId);
    return template;
  }

  /**
   * Creates one interview from a template for each candidate, in one transaction: all of them, or none. `also`
   * writes more in this transaction, such as what marks a row of a file as done. Returns the interviews in the
   * order of the candidates.
   *
   * Throws what `interviews.create` throws. An error about one of several candidates has its index as
   * `details.index`. Use batches of about 200, because other changes wait for the transaction on SQLite.
   */
  async createInterviews(
    template: Pick<InterviewTemplate, 'content'>,
    candidates: readonly TemplateCandidate[],
    member: StaffMember,
    also?: AlsoWritesFor,
  ): Promise<CreatedInterview[]> {
    const minutes = await this.minutesOf(template.content);
    const inputs = candidates.map(candidate => interviewFrom(template.content, candidate, minutes));
    return this.#creation.create(inputs, member, also);
  }

  /** Returns the length of interviews from a template, in minutes. */
  async minutesOf({ plannedMinutes, kitId }: TemplateContent): Promise<number> {
    return plannedMinutes ?? (kitId && (await this.#kits.minutesOf(kitId))) ?? USUAL_MINUTES;
  }

  async create(name: string, content: TemplateContent, member: StaffMember): Promise<InterviewTemplate> {
    const all = await this.#store.list('all');
    if (all.length >= TEMPLATES_MAX)
      throw new AppError('conflict', 'too-many-templates', { values: { maximum: TEMPLATES_MAX } });
    await this.#check({ name, content }, member);
    const template = { templateId: TemplateId.parse(uuidv7()), name, content, updatedAt: Date.now() };
    await this.#store.create(template, {
      ...{ actor: member.userId, action: 'template.created', target: template.templateId },
    });
    return template;
  }

  async change(
    templateId: TemplateId,
    {
      seenAt,
      ...changes
    }: { name?: string | undefined; content?: TemplateContent | undefined; seenAt?: number | undefined },
    member: StaffMember,
  ): Promise<InterviewTemplate> {
    const before = await this.require(templateId, member);
    const { name = before.name, content = before.content } = changes;
    await this.#check({ name, content, before }, member);
    const details = { fields: Object.keys(changes) };
    const entry = { actor: member.userId, action: 'template.changed', target: templateId, details };
    const wanted = { ...(changes.name && { name }), ...(changes.content && { content }), seenAt };
    const changed = await this.#store.change(templateId, teamScopeOf(member), wanted, entry);
    if (!changed) throw AppError.notFound('template', templateId);
    if (changed === 'overtaken') throw new AppError('conflict', 'template-changed');
    return changed;
  }

  async delete(templateId: TemplateId, member: StaffMember): Promise<void> {
    const entry = { actor: member.userId, action: 'template.deleted', target: templateId };
    await this.#store.delete(templateId, teamScopeOf(member), entry);
  }

  /** Throws if another template that the member sees has the name, or if they can't choose its team or kit. */
  async #check(
    { name, content, before }: Pick<InterviewTemplate, 'name' | 'content'> & { before?: InterviewTemplate },
    member: StaffMember,
  ): Promise<void> {
    const seen = await this.listFor(member);
    const isTaken = (other: InterviewTemplate) =>
      other.templateId !== before?.templateId && other.name.toLowerCase() === name.toLowerCase();
    if (seen.some(isTaken))
      throw new AppError('conflict', 'template-name-taken', {
        details: { field: 'name', fields: { name: { reason: 'template-name-taken' } } },
      });
    const { teamId, kitId } = content;
    if (teamId && teamId !== before?.content.teamId) await this.#requireTeam(teamId, member);
    if (kitId && kitId !== before?.content.kitId) await this.#kits.requireSeen(kitId, member);
  }
}

/** Returns the input of an interview from a template. `minutes` is its length. */
function interviewFrom(
  { people, plannedMinutes: _own, chooseDays: _form, window, title, ...shared }: TemplateContent,
  { displayName, email, accommodations, scheduledAt, timeZone, ...own }: TemplateCandidate,
  minutes: number,
): InterviewInput {
  const candidate = {
    role: 'candidate' as const,
    displayName,
    ...(email && { email }),
    ...(accommodations && { accommodations }),
  };
  const known = new Set(people.map(person => person.email));
  const added = own.people?.filter(person => !known.has(person.email)) ?? [];
  return {
    ...shared,
    ...(own.jobRole && { jobRole: own.jobRole }),
    title: own.title ?? (titleFor(title, displayName) || displayName),
    plannedMinutes: own.plannedMinutes ?? minutes,
    scheduledAt,
    ...(timeZone && { timeZone }),
    ...(window !== undefined && shared.recruiter && { window: window && windowAround(scheduledAt, window) }),
    ...(own.candidateChooses && { candidateChooses: own.candidateChooses }),
    seats: [candidate, ...people, ...added],
  };
}

function windowAround(scheduledAt: number, { opensBefore, closesAfter }: RelativeWindow): StartWindow {
  return {
    opensAt: Math.max(0, scheduledAt - opensBefore * MINUTE_MS),
    closesAt: scheduledAt + closesAfter * MINUTE_MS,
  };
}
