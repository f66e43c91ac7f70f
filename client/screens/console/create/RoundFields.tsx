import { Trash2 } from 'lucide-react';
import { useId } from 'react';
import { isNewStart, LIMITS } from '../../../../shared/interview/fields.ts';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import type { InterviewTemplate } from '../../../../shared/protocol/templateRoutes.ts';
import { zonedTime } from '../../../../shared/time/zones.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { FieldError } from '../../../components/ui/Field.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { plannedTimeOf } from '../../../core/plannedTime.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatTime, zoneName } from '../../../texts/times.ts';
import { KitChoice, LengthOfKit, minutesFrom } from '../interviews/InterviewFields.tsx';
import { BusyPeople } from '../people/MemberField.tsx';
import { GAPS, type RoundDraft } from './loopDraft.ts';
import { PeopleFields } from './PeopleFields.tsx';

const form = newInterviewTexts.form;
const OWN = 'own';
const STAFF_ROLES = ['interviewer', 'evaluator'] as const;
const WITH_OBSERVERS = [...STAFF_ROLES, 'observer'] as const;

interface RoundFieldsProps {
  index: number;
  round: RoundDraft;
  zone: string;
  /** When the round starts. Undefined while that can't be said. */
  at: number | undefined;
  defaultTitle: string;
  candidate: string;
  kits: readonly KitSummary[];
  templates: readonly InterviewTemplate[];
  errorOf: (path: string) => string | undefined;
  blur: (path: string) => void;
  onChange: (part: Partial<RoundDraft>) => void;
  onTemplate: (template: InterviewTemplate) => void;
  /** Absent if it is the only round. */
  onRemove: (() => void) | undefined;
}

/** One round: when it is, its kit, its length, and its people. */
export function RoundFields(props: RoundFieldsProps) {
  const { index, round, zone, at, defaultTitle, candidate, kits, templates } = props;
  const { errorOf, blur, onChange, onTemplate, onRemove } = props;
  const id = useId();
  const now = useNow(60_000);
  const path = `rounds.${index}`;
  const minutes = Number(round.minutes);
  const kit = kits.find(({ kitId }) => kitId === round.kitId);
  return (
    <Card padding="lg" data-round={index + 1} className="flex flex-col gap-5">
      <div className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-0.5">
          <h2 id={id} className="text-base font-semibold">
            {texts.round(index + 1)}
          </h2>
          <p className="text-sm text-muted tabular-nums" aria-live="polite">
            {at === undefined || !(minutes > 0)
              ? texts.noTime
              : texts.time(at, at + minutes * 60_000, now, zone)}
          </p>
        </div>
        {onRemove && (
          <IconButton label={texts.remove(index + 1)} onClick={onRemove}>
            <Trash2 className="size-4" />
          </IconButton>
        )}
      </div>
      {templates.length > 0 && (
        <Select
          label={texts.template}
          options={[
            { value: '', label: texts.chooseTemplate },
            ...templates.map(({ templateId, name }) => ({ value: templateId, label: name })),
          ]}
          value=""
          onChange={event => {
            const template = templates.find(({ templateId }) => templateId === event.target.value);
            if (template) onTemplate(template);
          }}
        />
      )}
      <TextField
        label={texts.roundTitle}
        hint={form.titleHint}
        optional
        placeholder={defaultTitle}
        maxLength={LIMITS.title}
        value={round.title}
        error={errorOf(`${path}.title`)}
        onChange={event => onChange({ title: event.target.value })}
        onBlur={() => blur(`${path}.title`)}
      />
      <KitChoice
        kitId={round.kitId}
        error={errorOf(`${path}.kitId`)}
        onBlur={() => blur(`${path}.kitId`)}
        onChange={(kitId, chosen) => onChange({ kitId, minutes: minutesFrom(chosen, round.minutes, kit) })}
      />
      <div data-focus-group className="flex flex-col gap-3">
        <div className="grid items-end gap-5 sm:grid-cols-[1fr_11rem]">
          {index === 0 ? (
            <OwnTime {...props} label={texts.starts} />
          ) : (
            <Select
              label={texts.starts}
              options={[
                ...GAPS.map(gap => ({ value: String(gap), label: texts.gap(gap) })),
                { value: OWN, label: texts.ownTime },
              ]}
              value={String(round.gap)}
              onChange={({ target: { value } }) => onChange({ gap: value === OWN ? OWN : Number(value) })}
            />
          )}
          <TextField
            label={form.minutes}
            type="number"
            inputMode="numeric"
            min={5}
            max={LIMITS.plannedMinutesMax}
            step={5}
            value={round.minutes}
            error={errorOf(`${path}.plannedMinutes`)}
            onChange={event => onChange({ minutes: event.target.value })}
            onBlur={() => blur(`${path}.plannedMinutes`)}
          />
        </div>
        {index > 0 && round.gap === OWN && <OwnTime {...props} label={texts.ownWhen} />}
        <TimeProblems {...props} path={path} />
        <LengthOfKit kit={kit} minutes={round.minutes} onUse={value => onChange({ minutes: value })} />
        <BusyPeople
          people={round.people}
          time={{ at, minutes, zone, candidate }}
          onUse={start => {
            const { when, occurrence } = plannedTimeOf(start, [zone]);
            onChange({ ...(index > 0 && { gap: OWN }), own: { when, occurrence } });
          }}
        />
      </div>
      <PeopleFields
        people={round.people}
        heldByRecruiter={false}
        // Templates can add observers. Otherwise, they are added later, because each round has many fields.
        roles={round.people.some(({ role }) => role === 'observer') ? WITH_OBSERVERS : STAFF_ROLES}
        path={`${path}.people`}
        time={{ at, minutes, zone, candidate }}
        onChange={people => onChange({ people })}
        errorOf={errorOf}
        blur={blur}
      />
    </Card>
  );
}

function OwnTime({ round, index, label, errorOf, blur, onChange }: RoundFieldsProps & { label: string }) {
  const path = `rounds.${index}.scheduledAt`;
  return (
    <TextField
      label={label}
      type="datetime-local"
      value={round.own.when}
      {...(errorOf(path) && { 'aria-invalid': true })}
      onChange={event => onChange({ own: { when: event.target.value, occurrence: undefined } })}
      onBlur={() => blur(path)}
    />
  );
}

/** Says what is wrong with a round's time: skipped or shown twice by the clocks, past, or overlapping. */
function TimeProblems({
  round,
  index,
  zone,
  at,
  path,
  errorOf,
  onChange,
}: RoundFieldsProps & { path: string }) {
  const now = useNow(30_000);
  const { own } = round;
  const isOwn = index === 0 || round.gap === OWN;
  const time = isOwn ? zonedTime(zone, own.when) : undefined;
  const error = errorOf(`${path}.scheduledAt`);
  // The round before has the same problem, and there it can be solved.
  const follows = !isOwn && at !== undefined && at < now;
  return (
    <div aria-live="polite" className="flex flex-col items-start gap-2 empty:hidden">
      {time?.kind === 'gap' && (
        <>
          <FieldError>{form.skipped}</FieldError>
          <Button size="sm" onClick={() => onChange({ own: { when: time.wall, occurrence: undefined } })}>
            {form.takeTime(formatTime(time.at, zone))}
          </Button>
        </>
      )}
      {time?.kind === 'fold' && (
        <RadioCards
          legend={form.twice}
          options={(['earlier', 'later'] as const).map(value => ({
            value,
            label: form.occurrences[value],
            hint: zoneName(time[value], zone),
          }))}
          value={own.occurrence}
          error={own.occurrence ? undefined : error && form.occurrenceMissing}
          onChange={occurrence => onChange({ own: { ...own, occurrence } })}
        />
      )}
      {error && !follows && time?.kind !== 'gap' && time?.kind !== 'fold' && <FieldError>{error}</FieldError>}
      {isOwn && at !== undefined && at < now && isNewStart(at, now) && (
        <p className="text-sm text-warning-ink">{form.past}</p>
      )}
    </div>
  );
}
