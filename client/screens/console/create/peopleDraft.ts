import { SeatRole } from '../../../../shared/roles.ts';

/** One row of the form. `key` only tells rows apart on the screen. */
export interface PersonDraft {
  key: number;
  role: SeatRole;
  displayName: string;
  email: string;
}

let nextKey = 0;

export function newPerson(role: SeatRole): PersonDraft {
  nextKey += 1;
  return { key: nextKey, role, displayName: '', email: '' };
}

/** Rows stay in the order of their roles, so that a row's index is the index of its seat. */
export function addPerson(people: readonly PersonDraft[], person: PersonDraft): PersonDraft[] {
  const rank = ({ role }: PersonDraft) => SeatRole.options.indexOf(role);
  return [...people, person].sort((a, b) => rank(a) - rank(b));
}

export function removePerson(people: readonly PersonDraft[], key: number): PersonDraft[] {
  return people.filter(person => person.key !== key);
}

export function changePerson(
  people: readonly PersonDraft[],
  key: number,
  part: Partial<Pick<PersonDraft, 'displayName' | 'email'>>,
): PersonDraft[] {
  return people.map(person => (person.key === key ? { ...person, ...part } : person));
}

/** The first interviewer leads, so this one becomes the first. */
export function makeLead(people: readonly PersonDraft[], key: number): PersonDraft[] {
  const rank = (person: PersonDraft) =>
    SeatRole.options.indexOf(person.role) - (person.key === key ? 0.5 : 0);
  return [...people].sort((a, b) => rank(a) - rank(b));
}

export function seatsInput(people: readonly PersonDraft[]) {
  return people.map(({ role, displayName, email }) => ({
    role,
    displayName,
    ...(email.trim() && { email: email.trim() }),
  }));
}
