import { CircleCheck, TriangleAlert } from 'lucide-react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import type { BusyTime, MemberLoad } from '../../../../shared/protocol/availabilityRoutes.ts';
import { Avatar } from '../../../components/ui/Avatar.tsx';
import { Combobox } from '../../../components/ui/Combobox.tsx';
import { common } from '../../../texts/common.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { workloadTexts as texts } from '../../../texts/workload.ts';
import { FreeTimes } from './FreeTimes.tsx';
import { memberOf, membersFor } from './memberOptions.ts';
import { type Availability, type PickedTime, useAvailability } from './useAvailability.ts';

interface Person {
  displayName: string;
  email: string;
}

interface MemberFieldProps {
  person: Person;
  availability: Availability | undefined;
  /** Addresses of the people who are already in the interview. */
  taken: readonly string[];
  error: string | undefined;
  onBlur: () => void;
  onChange: (part: Partial<Person>) => void;
}

/** Field for a person's name that suggests the members of the team, and accepts anyone else. */
export function MemberField({ person, availability, taken, error, onBlur, onChange }: MemberFieldProps) {
  const { displayName, email } = person;
  const chosen = memberOf(availability, email);
  const others = taken.filter(address => address.trim().toLowerCase() !== email.trim().toLowerCase());
  // The name of a chosen member would find only this member.
  const search = chosen?.name === displayName ? '' : displayName;
  const found = availability ? membersFor(availability, search, others) : [];
  const type = (text: string) =>
    // Another name is another person, so the member's address is removed with it.
    onChange({ displayName: text, ...(chosen && chosen.name === displayName && { email: '' }) });
  const choose = (userId: string) => {
    const member = found.find(one => one.userId === userId);
    if (member) onChange({ displayName: member.name, email: member.email });
  };
  /** A member's whole name is taken as the member, unless several members have it. */
  const leave = () => {
    const name = displayName.trim().toLowerCase();
    const same = found.filter(member => member.name.trim().toLowerCase() === name);
    const [member] = same;
    if (member && same.length === 1 && email.trim() === '')
      onChange({ displayName: member.name, email: member.email });
    onBlur();
  };
  return (
    <Combobox
      label={newInterviewTexts.form.name}
      listLabel={texts.team}
      text={displayName}
      placeholder={texts.pick}
      maxLength={LIMITS.displayName}
      error={error}
      options={found.map(member => ({
        value: member.userId,
        content: <MemberOption member={member} availability={availability} />,
      }))}
      onType={type}
      onChoose={choose}
      onBlur={leave}
    />
  );
}

interface MemberOptionProps {
  member: MemberLoad;
  availability: Availability | undefined;
}

function MemberOption({ member, availability }: MemberOptionProps) {
  const { name, email, role, interviews, openRatings, busy } = member;
  const [first] = busy;
  return (
    <span className="flex items-start gap-2.5">
      <Avatar name={name} size="sm" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="min-w-0 font-medium break-words">{name}</span>
          {availability?.timed && (
            <span className={first ? 'text-xs text-warning-ink' : 'text-xs text-success-ink'}>
              {first ? texts.busy(first.from, first.to, availability.zone) : texts.free}
            </span>
          )}
        </span>
        <span className="text-xs break-words text-muted">
          {common.staffRoles[role]} · {email}
        </span>
        {availability?.timed && (
          <span className="text-xs text-muted">{texts.load(interviews, openRatings)}</span>
        )}
      </span>
    </span>
  );
}

interface MemberFactsProps {
  email: string;
  availability: Availability | undefined;
}

/** Says how busy the member with an address is. Renders nothing for other people. */
export function MemberFacts({ email, availability }: MemberFactsProps) {
  const member = memberOf(availability, email);
  if (!member || !availability) return null;
  const { interviews, openRatings, busy, disabled } = member;
  return (
    <div className="flex flex-col gap-1 text-sm">
      {availability.timed && !disabled && (
        <p className="flex items-start gap-1.5 text-muted">
          <CircleCheck className="mt-0.5 size-4 shrink-0" />
          <span>
            {texts.fromTeam}. {texts.load(interviews, openRatings)}.
          </span>
        </p>
      )}
      {disabled && <Conflict>{texts.disabled}</Conflict>}
      {availability.timed &&
        busy.map(one => (
          <Conflict key={`${one.from} ${one.to} ${one.interviewId}`} other={one}>
            {busyText(one, availability.zone)}
          </Conflict>
        ))}
    </div>
  );
}

interface ConflictProps {
  children: string;
  /** The other interview, to which there is a link if the member may see it. */
  other?: Pick<BusyTime, 'interviewId' | 'title'>;
}

export function Conflict({ children, other }: ConflictProps) {
  return (
    <p className="flex items-start gap-1.5 text-sm text-warning-ink">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">
        {children}
        {other?.interviewId && other.title !== undefined && (
          <>
            {' '}
            {/* In a new tab, because what was typed here isn't saved. */}
            <a
              href={`/console/interviews/${other.interviewId}`}
              target="_blank"
              rel="noreferrer"
              aria-label={texts.openOtherLabel(other.title)}
              className="font-medium underline underline-offset-2"
            >
              {texts.openOther}
            </a>
          </>
        )}
      </span>
    </p>
  );
}

function busyText({ from, to, title }: BusyTime, zone: string): string {
  return title === undefined ? texts.busyHidden(from, to, zone) : texts.busyWith(from, to, zone, title);
}

/** Says which other interviews the candidate has at the time. */
export function CandidateConflicts({ availability }: { availability: Availability | undefined }) {
  if (!availability?.timed) return null;
  return availability.candidateBusy.map(other => (
    <Conflict key={`${other.from} ${other.interviewId}`} other={other}>
      {texts.candidateBusy(other.from, other.to, availability.zone, other.title)}
    </Conflict>
  ));
}

interface BusyPeopleProps {
  people: readonly { displayName: string; email?: string | undefined }[];
  time: PickedTime;
  /** Takes one of the offered times at which everyone is free. */
  onUse: (at: number) => void;
}

/** Says which of the people, and whether the candidate, are busy at a time, and when everyone is free. */
export function BusyPeople({ people, time, onUse }: BusyPeopleProps) {
  const { availability } = useAvailability(time);
  const busy = availability?.timed ? busyMembers(people, availability) : [];
  const hasConflicts = busy.length > 0 || (availability?.timed && availability.candidateBusy.length > 0);
  return (
    <div aria-live="polite" className="flex flex-col gap-1.5 empty:hidden">
      {availability &&
        busy.map(({ name, other }) => (
          <Conflict key={`${name} ${other.from} ${other.interviewId}`} other={other}>
            {texts.busyPerson(name, other.from, other.to, availability.zone, other.title)}
          </Conflict>
        ))}
      <CandidateConflicts availability={availability} />
      {hasConflicts && <FreeTimes emails={people.map(({ email = '' }) => email)} time={time} onUse={onUse} />}
    </div>
  );
}

/** Returns the members among the people who are busy, once for each of their other interviews. */
export function busyMembers(
  people: BusyPeopleProps['people'],
  availability: Availability,
): { name: string; other: BusyTime }[] {
  return people.flatMap(({ displayName, email = '' }) => {
    const member = memberOf(availability, email);
    return (member?.busy ?? []).map(other => ({ name: displayName.trim() || (member?.name ?? ''), other }));
  });
}

/** Returns the names of the people who are busy. None while the time is incomplete or the members load. */
export function busyNamesOf(
  people: BusyPeopleProps['people'],
  availability: Availability | undefined,
): string[] {
  if (!availability?.timed) return [];
  return [...new Set(busyMembers(people, availability).map(({ name }) => name))];
}
