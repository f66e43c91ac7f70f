import { type Accommodations, NO_ACCOMMODATIONS } from '../../../../shared/recruiter/settings.ts';
import { SeatRole } from '../../../../shared/roles.ts';

export interface PersonDraft {
  key: number;
  role: SeatRole;
  displayName: string;
  email: string;
  accommodations: Accommodations;
}

export type PersonChange = Partial<Pick<PersonDraft, 'displayName' | 'email' | 'accommodations'>>;

let nextKey = 0;

export function newPerson(role: SeatRole): PersonDraft {
  nextKey += 1;
  return { key: nextKey, role, displayName: '', email: '', accommodations: NO_ACCOMMODATIONS };
}

/** Adds a person and sorts by role, so that a row's index equals the index of its seat. */
export function addPerson(people: readonly PersonDraft[], person: PersonDraft): PersonDraft[] {
  const rank = ({ role }: PersonDraft) => SeatRole.options.indexOf(role);
  return [...people, person].sort((a, b) => rank(a) - rank(b));
}

export function removePerson(people: readonly PersonDraft[], key: number): PersonDraft[] {
  return people.filter(person => person.key !== key);
}

export function changePerson(people: readonly PersonDraft[], key: number, part: PersonChange): PersonDraft[] {
  return people.map(person => (person.key === key ? { ...person, ...part } : person));
}

/** Moves the person to the front of the interviewers, because the first interviewer leads. */
export function makeLead(people: readonly PersonDraft[], key: number): PersonDraft[] {
  const rank = (person: PersonDraft) =>
    SeatRole.options.indexOf(person.role) - (person.key === key ? 0.5 : 0);
  return [...people].sort((a, b) => rank(a) - rank(b));
}

/** Removes blank interviewer rows if `heldByRecruiter`. Otherwise, adds a row if no interviewer has one. */
export function peopleFor(people: readonly PersonDraft[], heldByRecruiter: boolean): PersonDraft[] {
  const isBlank = ({ role, displayName, email }: PersonDraft) =>
    role === 'interviewer' && displayName.trim() === '' && email.trim() === '';
  if (heldByRecruiter) return people.filter(person => !isBlank(person));
  const hasInterviewer = people.some(({ role }) => role === 'interviewer');
  return hasInterviewer ? [...people] : addPerson(people, newPerson('interviewer'));
}

export function seatsInput(people: readonly PersonDraft[], heldByRecruiter: boolean) {
  return people.map(({ role, displayName, email, accommodations }) => ({
    role,
    displayName,
    ...(email.trim() && { email: email.trim() }),
    ...(heldByRecruiter &&
      role === 'candidate' &&
      accommodations !== NO_ACCOMMODATIONS && { accommodations }),
  }));
}
