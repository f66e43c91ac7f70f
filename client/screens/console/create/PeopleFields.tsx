import { Plus, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { isComposing } from '../../../core/composing.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { workloadTexts } from '../../../texts/workload.ts';
import { AddressHint } from '../people/AddressHint.tsx';
import { CandidateField } from '../people/CandidateField.tsx';
import { KnownAddress } from '../people/KnownAddress.tsx';
import { CandidateConflicts, MemberFacts, MemberField } from '../people/MemberField.tsx';
import { type Availability, type PickedTime, useAvailability } from '../people/useAvailability.ts';
import { AccommodationsFold } from '../recruiter/AccommodationFields.tsx';
import {
  addPerson,
  changePerson,
  makeLead,
  newPerson,
  type PersonChange,
  type PersonDraft,
  removePerson,
} from './peopleDraft.ts';

const recruiterHints: Partial<Record<SeatRole, string>> = {
  candidate: recruiterSetup.choice.candidate,
  interviewer: recruiterSetup.choice.interviewers,
};

interface PeopleFieldsProps {
  people: PersonDraft[];
  heldByRecruiter: boolean;
  time: PickedTime;
  /** Roles that people can have. If absent, all. */
  roles?: readonly SeatRole[];
  /** Path of the people in the form's input. */
  path?: string;
  onChange: (people: PersonDraft[]) => void;
  errorOf: (path: string) => string | undefined;
  blur: (path: string) => void;
}

export function PeopleFields({
  time,
  roles = SeatRole.options,
  path = 'seats',
  ...props
}: PeopleFieldsProps) {
  const { people } = props;
  const candidate = people.find(({ role }) => role === 'candidate')?.email;
  const { availability, failed } = useAvailability({ candidate, ...time });
  return (
    <div className="flex flex-col gap-8">
      {failed && <Banner>{workloadTexts.failed}</Banner>}
      {roles.map(role => (
        <RoleGroup key={role} role={role} path={path} availability={availability} {...props} />
      ))}
    </div>
  );
}

interface RoleGroupProps extends Omit<PeopleFieldsProps, 'time' | 'roles'> {
  path: string;
  role: SeatRole;
  availability: Availability | undefined;
}

function RoleGroup(props: RoleGroupProps) {
  const { role, path, availability, people, heldByRecruiter, onChange, errorOf, blur } = props;
  const texts = newInterviewTexts.create.groups[role];
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
              path={`${path}.${people.indexOf(person)}`}
              availability={availability}
              taken={people.map(({ email }) => email)}
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
      {role === 'candidate' && !heldByRecruiter && <CandidateConflicts availability={availability} />}
      {people.length < LIMITS.seats && !(isOne && group.length > 0) && (
        <Button size="sm" className="self-start" icon={Plus} onClick={add}>
          {isOne ? interviewListTexts.tasks.addCandidate : texts.add}
        </Button>
      )}
    </fieldset>
  );
}

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

/** Keeps Enter from creating the interview and sending its emails while people are still being added. */
function keepFromSubmitting(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !isComposing(event.nativeEvent)) event.preventDefault();
}

interface PersonFieldsProps {
  person: PersonDraft;
  /** Path of the person in the form's input. */
  path: string;
  availability: Availability | undefined;
  taken: readonly string[];
  accommodates: boolean;
  lead: 'leads' | 'may-lead' | undefined;
  errorOf: (path: string) => string | undefined;
  blur: (path: string) => void;
  onChange: (part: PersonChange) => void;
  onRemove: () => void;
  onMakeLead: () => void;
}

function PersonFields(props: PersonFieldsProps) {
  const {
    person,
    path,
    availability,
    taken,
    accommodates,
    lead,
    errorOf,
    blur,
    onChange,
    onRemove,
    onMakeLead,
  } = props;
  const namePath = `${path}.displayName`;
  const emailPath = `${path}.email`;
  return (
    <li data-focus-group className="flex flex-col gap-2">
      <div className="grid grid-cols-[minmax(0,1fr)_2.5rem] items-start gap-x-2 gap-y-3 max-sm:*:first:col-span-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_2.5rem]">
        {person.role === 'candidate' ? (
          <CandidateField
            person={person}
            error={errorOf(namePath)}
            onChange={onChange}
            onBlur={() => blur(namePath)}
          />
        ) : (
          <MemberField
            person={person}
            availability={availability}
            taken={taken}
            error={errorOf(namePath)}
            onChange={onChange}
            onBlur={() => blur(namePath)}
          />
        )}
        <TextField
          label={newInterviewTexts.form.email}
          data-focus-first
          optional
          type="email"
          autoComplete="off"
          value={person.email}
          error={errorOf(emailPath)}
          onChange={event => onChange({ email: event.target.value })}
          onKeyDown={keepFromSubmitting}
          onBlur={() => blur(emailPath)}
        />
        <IconButton
          label={newInterviewTexts.create.remove(person.displayName)}
          className="mt-6.5"
          onClick={onRemove}
        >
          <Trash2 className="size-4" />
        </IconButton>
      </div>
      <AddressHint email={person.email} onUse={email => onChange({ email })} />
      {person.role === 'candidate' && (
        <KnownAddress person={person} onUse={displayName => onChange({ displayName })} />
      )}
      {person.role !== 'candidate' && <MemberFacts email={person.email} availability={availability} />}
      {accommodates && (
        <AccommodationsFold
          set={person.accommodations}
          onChange={accommodations => onChange({ accommodations })}
        />
      )}
      {lead === 'leads' && (
        <Badge tone="accent" className="self-start">
          {interviewPageTexts.detail.lead}
        </Badge>
      )}
      {lead === 'may-lead' && (
        <Button size="sm" className="self-start" onClick={onMakeLead}>
          {newInterviewTexts.create.makeLead}
        </Button>
      )}
    </li>
  );
}
