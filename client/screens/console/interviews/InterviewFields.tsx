import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { reasonMessage } from '../../../../shared/errorReasons.ts';
import {
  isNewStart,
  JobRole,
  LIMITS,
  PlannedMinutes,
  Timestamp,
  TimeZone,
  Title,
} from '../../../../shared/interview/fields.ts';
import { StartWindow } from '../../../../shared/interview/startWindow.ts';
import { KitId } from '../../../../shared/kit/kitIds.ts';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import { CANDIDATE_PLACEHOLDER, USUAL_MINUTES } from '../../../../shared/protocol/templateRoutes.ts';
import { RecruiterSettings } from '../../../../shared/recruiter/settings.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { latestStart, type PlannedTime, plannedAt } from '../../../core/plannedTime.ts';
import type { FieldProps } from '../../../hooks/useForm.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { templateTexts } from '../../../texts/templates.ts';
import {
  type DraftWindow,
  RecruiterChoice,
  WindowChoice,
  windowAround,
} from '../recruiter/RecruiterFields.tsx';
import { TeamChoice } from '../teams/TeamChoice.tsx';
import { WhenFields } from './WhenFields.tsx';

const texts = newInterviewTexts.form;
type InterviewTexts = { title: string; jobRole: string; when: string; minutes: string; kitId: string };

export interface InterviewDraft extends InterviewTexts, PlannedTime {
  /** Empty without a hiring team. */
  teamId: string;
  recruiterChosen: boolean;
  recruiter: RecruiterSettings;
  /** Days in which the candidate can choose the time. Absent or empty if the organizer sets it. */
  chooseDays?: string;
  /** The time in which the candidate can start. Undefined if the candidate can start at any time. */
  window: DraftWindow | undefined;
}

/** True if the virtual recruiter conducts the interview, which is possible only with a kit. */
export function heldByRecruiter(draft: Pick<InterviewDraft, 'recruiterChosen' | 'kitId'>): boolean {
  return draft.recruiterChosen && draft.kitId !== '';
}

/** `before`: the time of an interview that is changed, which can stay. */
export function startField(before?: number) {
  return z
    .number(texts.whenMissing)
    .pipe(Timestamp)
    .refine(at => at === before || isNewStart(at, Date.now()), reasonMessage('time-passed'));
}

export const INTERVIEW_FIELDS = {
  title: Title,
  jobRole: JobRole,
  scheduledAt: startField(),
  timeZone: TimeZone.optional(),
  plannedMinutes: z.number(texts.minutesMissing).pipe(PlannedMinutes),
  kitId: KitId.optional(),
  recruiter: RecruiterSettings.optional(),
  window: StartWindow.nullable().optional(),
};

export function interviewInput(draft: InterviewDraft) {
  return {
    title: draft.title,
    jobRole: draft.jobRole,
    scheduledAt: startOf(draft),
    ...(draft.chooseDays && { candidateChooses: true as const }),
    timeZone: draft.zone,
    plannedMinutes: draft.minutes.trim() === '' ? undefined : Number(draft.minutes),
    kitId: draft.kitId || undefined,
    recruiter: heldByRecruiter(draft) ? draft.recruiter : undefined,
    window: heldByRecruiter(draft) ? windowInput(draft) : undefined,
  };
}

/** Returns the time, or the latest that the candidate can choose. Undefined until the time is complete. */
function startOf(draft: Pick<InterviewDraft, 'chooseDays' | keyof PlannedTime>): number | undefined {
  return draft.chooseDays ? latestStart(Number(draft.chooseDays), Date.now()) : plannedAt(draft);
}

/** Returns the start window, null without a window, or undefined if the scheduled time is missing. */
function windowInput({ window, ...draft }: InterviewDraft): StartWindow | null | undefined {
  const scheduledAt = startOf(draft);
  if (!window) return null;
  if (scheduledAt === undefined) return undefined;
  return windowAround(scheduledAt, window);
}

interface InterviewFieldsProps {
  form: {
    values: InterviewDraft;
    field: (name: keyof InterviewTexts, path?: string) => FieldProps;
    errorOf: (path: string) => string | undefined;
    change: (part: Partial<InterviewDraft>) => void;
  };
  currentKitId?: string | undefined;
  currentTeamId?: string | undefined;
  /** Choice who sets the time. */
  timeSource?: ReactNode;
  /** What the chosen time means, below it. */
  aboutTime?: ReactNode;
  /** Asks for the length, and not for the time. */
  lengthOnly?: boolean;
  /** True after the interview has started. Kit and recruiter can then no longer change. */
  frozen?: boolean;
}

export function InterviewFields({
  form,
  currentKitId,
  currentTeamId,
  timeSource,
  aboutTime,
  lengthOnly = false,
  frozen,
}: InterviewFieldsProps) {
  const { values, field, change } = form;
  const at = plannedAt(values);
  const [roleOfKit, setRoleOfKit] = useState<string>();
  const kits = useRouteQuery('kits.list', {}).data?.kits ?? [];
  const kitOfDraft = kits.find(({ kitId }) => kitId === values.kitId);
  const kit = field('kitId');
  return (
    <div className="flex flex-col gap-5">
      <TextField
        {...field('title')}
        label={texts.title}
        hint={values.title.includes(CANDIDATE_PLACEHOLDER) ? templateTexts.titleHint : texts.titleHint}
        placeholder={texts.titlePlaceholder}
        maxLength={LIMITS.title}
      />
      <KitChoice
        kitId={values.kitId}
        current={currentKitId}
        frozen={frozen}
        error={kit.error}
        onBlur={kit.onBlur}
        onChange={(kitId, chosen) => {
          change({
            kitId,
            jobRole: roleFrom(chosen, values.jobRole, roleOfKit),
            minutes: minutesFrom(chosen, values.minutes, kitOfDraft),
            ...(chosen?.teamId && values.teamId === '' && { teamId: chosen.teamId }),
          });
          setRoleOfKit(chosen?.role);
        }}
      />
      <RecruiterChoice
        recruiterChosen={values.recruiterChosen}
        settings={values.recruiter}
        hasKit={values.kitId !== ''}
        frozen={frozen}
        error={form.errorOf('recruiter')}
        onChange={({ recruiterChosen = values.recruiterChosen, settings = values.recruiter }) =>
          change({ recruiterChosen, recruiter: settings })
        }
      />
      <TextField
        {...field('jobRole')}
        label={texts.jobRole}
        placeholder={texts.jobRolePlaceholder}
        maxLength={LIMITS.jobRole}
      />
      <TeamChoice
        of="interview"
        teamId={values.teamId}
        current={currentTeamId}
        error={form.errorOf('teamId')}
        onChange={teamId => change({ teamId })}
      />
      {timeSource}
      <WhenFields
        values={values}
        timeIsChosen={lengthOnly || Boolean(values.chooseDays)}
        when={field('when', 'scheduledAt')}
        zoneError={form.errorOf('timeZone')}
        minutes={field('minutes', 'plannedMinutes')}
        onChange={change}
      >
        <LengthOfKit kit={kitOfDraft} minutes={values.minutes} onUse={minutes => change({ minutes })} />
      </WhenFields>
      {aboutTime}
      {heldByRecruiter(values) && !frozen && !values.chooseDays && (
        <WindowChoice
          window={values.window}
          scheduledAt={lengthOnly ? undefined : at}
          error={form.errorOf('window.opensAt') ?? form.errorOf('window.closesAt')}
          onChange={window => change({ window })}
        />
      )}
    </div>
  );
}

const kitChoiceTexts = kitTexts.choice;

interface KitChoiceProps {
  kitId: string;
  /** The kit that is saved with the interview. It can be replaced but not removed. */
  current?: string | undefined;
  frozen?: boolean;
  error: string | undefined;
  onChange: (kitId: string, kit: KitSummary | undefined) => void;
  onBlur: () => void;
}

export function KitChoice({ kitId, current, frozen = false, error, onChange, onBlur }: KitChoiceProps) {
  const list = useRouteQuery('kits.list', {});
  const kits = (list.data?.kits ?? []).filter(kit => !kit.archived || kit.kitId === current);
  const failed = list.isError && !list.data;
  const waiting = !list.data && !failed;
  const options = [
    {
      value: '',
      label: waiting ? kitChoiceTexts.loading : kitChoiceTexts.none,
      disabled: current !== undefined,
    },
    ...kits.map(kit => ({
      value: kit.kitId,
      label: labelOf(kit),
      disabled: kit.errors > 0 && kit.kitId !== current,
    })),
  ];
  const choose = (chosen: string) =>
    onChange(
      chosen,
      kits.find(kit => kit.kitId === chosen),
    );
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        label={kitChoiceTexts.label}
        hint={
          frozen ? kitChoiceTexts.frozen : current === undefined ? kitChoiceTexts.hint : kitChoiceTexts.stays
        }
        error={error}
        options={options}
        value={kitId}
        disabled={frozen || waiting}
        onChange={event => choose(event.target.value)}
        onBlur={onBlur}
      />
      {kitId === '' && !waiting && (
        <p className="flex items-start gap-2 text-sm text-warning-ink">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" />
          {failed ? kitChoiceTexts.failed : kitChoiceTexts.noneMeans}
        </p>
      )}
    </div>
  );
}

function labelOf({ role, level, errors }: KitSummary): string {
  const name = kitTexts.name(role, level);
  return errors > 0 ? kitChoiceTexts.unfit(name, errors) : name;
}

/** Returns the role of the chosen kit, or the typed role if the user typed another one. */
function roleFrom(kit: KitSummary | undefined, typed: string, before: string | undefined): string {
  return kit && (typed.trim() === '' || typed === before) ? kit.role : typed;
}

/** Returns the length of the chosen kit, or the typed length if the user typed another one. */
export function minutesFrom(
  kit: KitSummary | undefined,
  typed: string,
  before: KitSummary | undefined,
): string {
  const isTyped = typed.trim() !== '' && Number(typed) !== (before?.minutes ?? USUAL_MINUTES);
  return isTyped ? typed : String(kit?.minutes ?? USUAL_MINUTES);
}

interface LengthOfKitProps {
  kit: KitSummary | undefined;
  minutes: string;
  onUse: (minutes: string) => void;
}

/** Says how long the kit's questions take, and offers this length if another one is typed. */
export function LengthOfKit({ kit, minutes, onUse }: LengthOfKitProps) {
  if (!kit) return null;
  const usual = String(kit.minutes);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
      {texts.kitLength[minutes === usual ? 'used' : 'other'](kit.questions, kit.minutes)}
      {minutes !== usual && (
        <Button size="sm" variant="quiet" className="-my-1.5" onClick={() => onUse(usual)}>
          {texts.takeKitLength(kit.minutes)}
        </Button>
      )}
    </p>
  );
}
