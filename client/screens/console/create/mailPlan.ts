import { Email } from '../../../../shared/interview/fields.ts';
import type { PersonDraft } from './peopleDraft.ts';

/** `later`: when the candidate has chosen the time. `off`: the form sends no emails. */
export type MailTime = 'now' | 'later' | 'noAddress' | 'off';

export interface MailPlan {
  /** People with a name or an address, in the order of the form. */
  people: { person: PersonDraft; mail: MailTime }[];
  now: string[];
  later: string[];
  noAddress: string[];
  off: boolean;
}

/** Returns who is emailed when an interview is created. */
export function mailPlanOf(
  drafts: readonly PersonDraft[],
  { sendsMail, timeIsChosen }: { sendsMail: boolean; timeIsChosen: boolean },
): MailPlan {
  const people = drafts
    .filter(({ displayName, email }) => displayName.trim() !== '' || email.trim() !== '')
    .map(person => {
      const hasAddress = Email.safeParse(person.email.trim()).success;
      const mail: MailTime = !sendsMail
        ? 'off'
        : !hasAddress
          ? 'noAddress'
          : timeIsChosen && person.role !== 'candidate'
            ? 'later'
            : 'now';
      return { person, mail };
    });
  const names = (wanted: MailTime) =>
    people.flatMap(({ person, mail }) =>
      mail === wanted ? [person.displayName.trim() || person.email.trim()] : [],
    );
  return { people, now: names('now'), later: names('later'), noAddress: names('noAddress'), off: !sendsMail };
}
