import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import {
  CANDIDATE_PLACEHOLDER,
  type TemplateContent,
  titleFor,
  USUAL_MINUTES,
} from '../../../../shared/protocol/templateRoutes.ts';
import { DEFAULT_RECRUITER } from '../../../../shared/recruiter/settings.ts';
import { heldByRecruiter, type InterviewDraft } from '../interviews/InterviewFields.tsx';
import { USUAL_DAYS } from '../interviews/TimeSource.tsx';
import { draftWindow, USUAL_WINDOW } from '../recruiter/RecruiterFields.tsx';
import { addPerson, newPerson, type PersonDraft, peopleFor } from './peopleDraft.ts';

/** Content of an empty form. */
export const EMPTY: TemplateContent = { title: '', jobRole: '', mail: true, people: [] };

/** What the form for a new interview holds. */
export interface CreateDraft extends InterviewDraft {
  people: PersonDraft[];
  mail: boolean;
}

/** Things that a template refers to and the member can choose. */
export interface Choosable {
  kits: readonly KitSummary[];
  teams: readonly { teamId: string; archived: boolean }[];
}

export type Missing = { kit: boolean; team: boolean };

/** Returns the fields that a template fills in. Candidates in `people` stay. */
export function draftFrom(
  content: TemplateContent,
  people: readonly PersonDraft[],
  { kits, teams }: Choosable,
): { draft: Omit<CreateDraft, 'when' | 'zone' | 'occurrence'>; missing: Missing } {
  const kit = kits.find(one => one.kitId === content.kitId && !one.archived && one.errors === 0);
  const team = teams.find(one => one.teamId === content.teamId && !one.archived);
  const { window } = content;
  const draft = {
    title: content.title,
    jobRole: content.jobRole,
    minutes: String(content.plannedMinutes ?? kit?.minutes ?? USUAL_MINUTES),
    kitId: kit?.kitId ?? '',
    teamId: team?.teamId ?? '',
    recruiterChosen: content.recruiter !== undefined,
    recruiter: content.recruiter ?? DEFAULT_RECRUITER,
    window: window === null ? undefined : (window ?? USUAL_WINDOW),
    chooseDays: content.chooseDays ? String(content.chooseDays) : '',
    mail: content.mail === true,
  };
  const candidates = people.filter(({ role }) => role === 'candidate');
  const all = content.people.reduce<PersonDraft[]>(
    (known, { role, displayName, email = '' }) =>
      addPerson(known, { ...newPerson(role), displayName, email }),
    candidates.length > 0 ? candidates : [newPerson('candidate')],
  );
  return {
    draft: { ...draft, people: peopleFor(all, heldByRecruiter(draft)) },
    missing: {
      kit: content.kitId !== undefined && kit === undefined,
      team: content.teamId !== undefined && team === undefined,
    },
  };
}

/** Returns a draft as a template's content, which may be incomplete. */
export function contentOf(draft: CreateDraft, kits: readonly KitSummary[]) {
  const byRecruiter = heldByRecruiter(draft);
  const candidate = draft.people.find(({ role }) => role === 'candidate')?.displayName ?? '';
  return {
    title: withPlaceholder(draft.title, candidate),
    jobRole: draft.jobRole,
    ...plannedMinutes(Number(draft.minutes), draft.kitId, kits),
    kitId: draft.kitId || undefined,
    teamId: draft.teamId || undefined,
    ...(byRecruiter && { recruiter: draft.recruiter, window: draft.window ?? null }),
    ...(draft.chooseDays && { chooseDays: Number(draft.chooseDays) }),
    ...(draft.mail && { mail: true as const }),
    people: draft.people.flatMap(({ role, displayName, email }) =>
      role === 'candidate' || displayName.trim() === ''
        ? []
        : [{ role, displayName, ...(email.trim() && { email: email.trim() }) }],
    ),
  };
}

/** Returns an interview as a template's content. */
export function contentOfView(view: InterviewView, kits: readonly KitSummary[]): TemplateContent {
  const people = Object.values(view.seats).filter(({ presence }) => presence !== 'removed');
  const candidate = people.find(({ role }) => role === 'candidate')?.displayName ?? '';
  const kitId = view.rubric?.kit.kitId;
  const { recruiterSettings: recruiter, window } = view;
  // The lead comes first, because the first interviewer of a new interview is its lead.
  const sorted = people.toSorted(
    (a, b) => Number(b.seatId === view.leadSeatId) - Number(a.seatId === view.leadSeatId),
  );
  return {
    title: withPlaceholder(view.title, candidate),
    jobRole: view.jobRole,
    ...plannedMinutes(view.plannedMinutes, kitId, kits),
    ...(kitId && { kitId }),
    ...(view.teamId && { teamId: view.teamId }),
    ...(recruiter && { recruiter, window: window ? draftWindow(window, view.scheduledAt) : null }),
    ...(view.scheduling && { chooseDays: Number(USUAL_DAYS) }),
    ...(view.mail && { mail: true }),
    people: sorted.flatMap(({ role, displayName, email }) =>
      role === 'candidate' ? [] : [{ role, displayName, ...(email && { email }) }],
    ),
  };
}

/** Returns the candidates of an interview as people of a new one. */
export function candidatesOfView({ seats }: InterviewView): PersonDraft[] {
  return Object.values(seats)
    .filter(({ role, presence }) => role === 'candidate' && presence !== 'removed')
    .map(({ displayName, email = '', accommodations }) => ({
      ...newPerson('candidate'),
      ...{ displayName, email },
      ...(accommodations && { accommodations }),
    }));
}

/** Returns the draft's title with the candidate's name in place of the placeholder. */
export function titleOf({ title, people }: Pick<CreateDraft, 'title' | 'people'>): string {
  const name = people.find(({ role }) => role === 'candidate')?.displayName.trim() ?? '';
  return title.includes(CANDIDATE_PLACEHOLDER) && name !== '' ? titleFor(title, name) : title;
}

function withPlaceholder(title: string, candidate: string): string {
  const name = candidate.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (name === '') return title;
  // Only whole words, so that a short name isn't found inside another word.
  return title.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'gu'),
    CANDIDATE_PLACEHOLDER,
  );
}

/** Leaves out a length that is the kit's, so that it follows the kit. */
function plannedMinutes(minutes: number, kitId: string | undefined, kits: readonly KitSummary[]) {
  const usual = kits.find(kit => kit.kitId === kitId)?.minutes ?? USUAL_MINUTES;
  return minutes === usual ? {} : { plannedMinutes: minutes };
}
