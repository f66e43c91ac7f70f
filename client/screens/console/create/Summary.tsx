import { CalendarClock, Mail, MailX } from 'lucide-react';
import { type ReactNode, useEffect, useId } from 'react';
import { formatList } from '../../../../shared/intl.ts';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { latestStart, plannedAt } from '../../../core/plannedTime.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { common } from '../../../texts/common.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { loopTexts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatLong, formatLongDay } from '../../../texts/times.ts';
import { workloadTexts } from '../../../texts/workload.ts';
import { heldByRecruiter } from '../interviews/InterviewFields.tsx';
import { busyNamesOf, CandidateConflicts, Conflict } from '../people/MemberField.tsx';
import { memberOf } from '../people/memberOptions.ts';
import { type Availability, type PickedTime, useAvailability } from '../people/useAvailability.ts';
import { type LoopDraft, loopPeople, type RoundDraft, roundTitle } from './loopDraft.ts';
import { type MailPlan, mailPlanOf } from './mailPlan.ts';
import type { PersonDraft } from './peopleDraft.ts';
import type { CreateDraft } from './templateDraft.ts';

const texts = newInterviewTexts.create.summary;

interface SummaryProps {
  draft: CreateDraft;
  kits: readonly KitSummary[];
  time: PickedTime;
  sendsMail: boolean;
}

/** Says what creating the interview does: its time, who is emailed, and who is busy then. */
export function Summary({ draft, kits, time, sendsMail }: SummaryProps) {
  const now = useNow(60_000);
  const candidate = draft.people.find(({ role }) => role === 'candidate')?.email;
  const { availability } = useAvailability({ candidate, ...time });
  const at = plannedAt(draft);
  const byRecruiter = heldByRecruiter(draft);
  const kit = kits.find(({ kitId }) => kitId === draft.kitId);
  const plan = mailPlanOf(draft.people, { sendsMail, timeIsChosen: Boolean(draft.chooseDays) });
  return (
    <SummaryCard title={texts.title}>
      <div className="flex gap-2.5 text-sm">
        <CalendarClock className="mt-0.5 size-4 shrink-0 text-muted" />
        <p className="flex min-w-0 flex-col gap-0.5">
          <span className="font-medium">
            {draft.chooseDays
              ? texts.chosen(formatLongDay(latestStart(Number(draft.chooseDays), now), draft.zone))
              : at === undefined
                ? texts.noTime
                : formatLong(at, draft.zone)}
          </span>
          <span className="text-muted">
            {[
              Number(draft.minutes) > 0 && texts.minutes(Number(draft.minutes)),
              byRecruiter ? texts.byRecruiter : texts.byPeople,
              kit ? kitTexts.name(kit.role, kit.level) : texts.noKit,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </p>
      </div>
      <CandidateConflicts availability={availability} />
      {plan.people.length > 0 && (
        <ul className="flex flex-col gap-3 border-t border-line pt-4">
          {plan.people.map(({ person, mail }) => (
            <Person key={person.key} person={person} availability={availability}>
              {texts.mails[mail]}
            </Person>
          ))}
        </ul>
      )}
      <Mails plan={plan} />
    </SummaryCard>
  );
}

interface LoopSummaryProps {
  draft: LoopDraft;
  /** When each round starts. Undefined while that can't be said. */
  starts: readonly (number | undefined)[];
  sendsMail: boolean;
  /** Called with the names of the people who are busy at the time of a round. */
  onBusy: (round: number, names: readonly string[]) => void;
}

/** Says what creating the rounds does: the time of each one, its people, and who is emailed. */
export function LoopSummary({ draft, starts, sendsMail, onBusy }: LoopSummaryProps) {
  const people = mailPlanOf(loopPeople(draft), { sendsMail, timeIsChosen: false });
  return (
    <SummaryCard title={loopTexts.summary}>
      <ol className="flex flex-col gap-3">
        {draft.rounds.map((round, index) => (
          <RoundSummary key={round.key} {...{ draft, round, index, onBusy }} at={starts[index]} />
        ))}
      </ol>
      <Mails plan={people} />
    </SummaryCard>
  );
}

interface RoundSummaryProps extends Pick<LoopSummaryProps, 'draft' | 'onBusy'> {
  round: RoundDraft;
  index: number;
  at: number | undefined;
}

function RoundSummary({ draft, round, index, at, onBusy }: RoundSummaryProps) {
  const now = useNow(60_000);
  const { people, key, minutes } = round;
  const until = at === undefined ? Number.NaN : at + Number(minutes) * 60_000;
  const time = { at, minutes: Number(minutes), zone: draft.zone, candidate: draft.email };
  const busy = busyNamesOf(people, useAvailability(time).availability);
  const names = people.flatMap(({ displayName, email }) => displayName.trim() || email.trim() || []);
  const reported = JSON.stringify(busy);
  useEffect(() => onBusy(key, JSON.parse(reported)), [key, reported, onBusy]);
  return (
    <li className="flex min-w-0 flex-col gap-0.5 text-sm">
      <span className="font-medium break-words">{roundTitle(round, draft, index)}</span>
      <span className="text-xs text-muted tabular-nums">
        {at === undefined || !(until > at) ? loopTexts.noTime : loopTexts.time(at, until, now, draft.zone)}
      </span>
      {names.length > 0 && <span className="text-xs break-words text-muted">{formatList(names)}</span>}
      {busy.length > 0 && <Conflict>{workloadTexts.ask.title(busy)}</Conflict>}
    </li>
  );
}

function SummaryCard({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <aside aria-labelledby={id} className="flex flex-col xl:sticky xl:top-20">
      <Card className="flex flex-col gap-4">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {children}
      </Card>
    </aside>
  );
}

interface PersonProps {
  person: PersonDraft;
  availability: Availability | undefined;
  children: ReactNode;
}

function Person({ person: { displayName, email, role }, availability, children }: PersonProps) {
  const member = role === 'candidate' ? undefined : memberOf(availability, email);
  return (
    <li className="flex min-w-0 flex-col gap-0.5 text-sm">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 font-medium break-words">{displayName.trim() || email.trim()}</span>
        <span className="text-xs text-muted">{common.roles[role]}</span>
      </span>
      <span className="text-xs text-muted">{children}</span>
      {availability?.timed &&
        member?.busy.map(({ from, to }) => (
          <Conflict key={from}>{workloadTexts.busy(from, to, availability.zone)}</Conflict>
        ))}
    </li>
  );
}

const TYPING_MS = 1_000;

/** Appears when typing pauses and someone has an address, because until then the form isn't complete. */
function Mails({ plan: current }: { plan: MailPlan }) {
  const plan = useDebounced(JSON.stringify(current), TYPING_MS);
  return <MailSentence plan={JSON.parse(plan)} />;
}

function MailSentence({ plan }: { plan: MailPlan }) {
  if (plan.people.length === 0 || (!plan.off && plan.now.length + plan.later.length === 0)) return null;
  const Icon = plan.now.length > 0 ? Mail : MailX;
  return (
    <div aria-live="polite" className="flex gap-2.5 rounded-control bg-accent-soft p-3 text-sm">
      <Icon className="mt-0.5 size-4 shrink-0 text-accent-ink" />
      <p className="min-w-0 break-words">{texts.mailed(plan)}</p>
    </div>
  );
}
