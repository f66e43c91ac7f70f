import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { consoleTexts } from '../../../texts/console.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { PersonFields } from './PersonFields.tsx';
import {
  addPerson,
  changePerson,
  makeLead,
  newPerson,
  type PersonDraft,
  removePerson,
} from './peopleDraft.ts';

/** Where the virtual recruiter holds the interview. */
const recruiterHints: Partial<Record<SeatRole, string>> = {
  candidate: recruiterSetup.choice.candidate,
  interviewer: recruiterSetup.choice.interviewers,
};

interface PeopleFieldsProps {
  people: PersonDraft[];
  heldByRecruiter: boolean;
  onChange: (people: PersonDraft[]) => void;
  errorOf: (path: string) => string | undefined;
  blur: (path: string) => void;
}

export function PeopleFields(props: PeopleFieldsProps) {
  return (
    <div className="flex flex-col gap-8">
      {SeatRole.options.map(role => (
        <RoleGroup key={role} role={role} {...props} />
      ))}
    </div>
  );
}

function RoleGroup(props: PeopleFieldsProps & { role: SeatRole }) {
  const { role, people, heldByRecruiter, onChange, errorOf, blur } = props;
  const texts = consoleTexts.create.groups[role];
  const group = people.filter(person => person.role === role);
  const isOne = heldByRecruiter && role === 'candidate';
  const { listRef, focusLast } = useFocusOfNewRow(group.length);

  const add = () => {
    focusLast();
    onChange(addPerson(people, newPerson(role)));
  };

  return (
    <fieldset className="flex min-w-0 flex-col gap-4">
      <legend className="contents">
        <span className="flex flex-col gap-0.5">
          <span className="text-sm font-semibold">{texts.title}</span>
          <span className="text-sm text-muted">
            {(heldByRecruiter && recruiterHints[role]) || texts.hint}
          </span>
        </span>
      </legend>
      {group.length > 0 && (
        <ul ref={listRef} className="flex flex-col gap-5">
          {group.map((person, position) => (
            <PersonFields
              key={person.key}
              person={person}
              index={people.indexOf(person)}
              accommodates={heldByRecruiter && role === 'candidate'}
              lead={role === 'interviewer' ? (position === 0 ? 'leads' : 'may-lead') : undefined}
              errorOf={errorOf}
              blur={blur}
              onChange={part => onChange(changePerson(people, person.key, part))}
              onRemove={() => onChange(removePerson(people, person.key))}
              onMakeLead={() => onChange(makeLead(people, person.key))}
            />
          ))}
        </ul>
      )}
      {people.length < LIMITS.seats && !(isOne && group.length > 0) && (
        <Button
          size="sm"
          className="self-start"
          icon={<Plus className="size-4" aria-hidden="true" />}
          onClick={add}
        >
          {isOne ? consoleTexts.tasks.addCandidate : texts.add}
        </Button>
      )}
    </fieldset>
  );
}

/** A row that was asked for takes focus when it appears. */
function useFocusOfNewRow(count: number) {
  const listRef = useRef<HTMLUListElement>(null);
  const wanted = useRef(false);
  useEffect(() => {
    if (!wanted.current || count === 0) return;
    wanted.current = false;
    listRef.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
  }, [count]);
  return {
    listRef,
    focusLast: () => {
      wanted.current = true;
    },
  };
}
