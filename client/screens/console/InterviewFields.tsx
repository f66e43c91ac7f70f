import { useState } from 'react';
import { z } from 'zod';
import { JobRole, LIMITS, PlannedMinutes, Timestamp, Title } from '../../../shared/interview/fields.ts';
import { StartWindow } from '../../../shared/interview/startWindow.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { RecruiterSettings } from '../../../shared/recruiter/settings.ts';
import { TextField } from '../../components/ui/TextField.tsx';
import { fromLocalInput } from '../../core/localDateTime.ts';
import type { FieldProps } from '../../hooks/useForm.ts';
import { useNow } from '../../hooks/useNow.ts';
import { consoleTexts } from '../../texts/console.ts';
import { zoneName } from '../../texts/times.ts';
import { type DraftWindow, windowAround } from './draftWindow.ts';
import { KitChoice, roleFrom } from './KitChoice.tsx';
import { RecruiterChoice } from './recruiter/RecruiterChoice.tsx';
import { WindowChoice } from './recruiter/WindowChoice.tsx';

const texts = consoleTexts.form;

/** What the text fields hold, as typed. */
interface InterviewTexts {
  title: string;
  jobRole: string;
  when: string;
  minutes: string;
  /** Empty for none. */
  kitId: string;
}

export interface InterviewDraft extends InterviewTexts {
  /** Whether the virtual recruiter is chosen; it stays so while there is no kit. */
  held: boolean;
  recruiter: RecruiterSettings;
  /** `undefined`: the candidate may start at any time. */
  window: DraftWindow | undefined;
}

/** Whether the virtual recruiter will hold it: it needs a kit. */
export function heldByRecruiter({ held, kitId }: Pick<InterviewDraft, 'held' | 'kitId'>): boolean {
  return held && kitId !== '';
}

/** What they must amount to, in the words of this form. */
export const INTERVIEW_FIELDS = {
  title: Title,
  jobRole: JobRole,
  scheduledAt: z.number(texts.whenMissing).pipe(Timestamp),
  plannedMinutes: z.number(texts.minutesMissing).pipe(PlannedMinutes),
  kitId: KitId.optional(),
  recruiter: RecruiterSettings.optional(),
  window: StartWindow.nullable().optional(),
};

export function interviewInput(draft: InterviewDraft) {
  return {
    title: draft.title,
    jobRole: draft.jobRole,
    scheduledAt: fromLocalInput(draft.when),
    plannedMinutes: draft.minutes.trim() === '' ? undefined : Number(draft.minutes),
    kitId: draft.kitId || undefined,
    recruiter: heldByRecruiter(draft) ? draft.recruiter : undefined,
    window: heldByRecruiter(draft) ? windowInput(draft) : undefined,
  };
}

/** `null`: none. Undefined while there is no time to count from. */
function windowInput({ when, window }: InterviewDraft): StartWindow | null | undefined {
  const scheduledAt = fromLocalInput(when);
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
  /** The kit the interview has already. */
  currentKitId?: string | undefined;
  /** The session has opened: the kit stays, and who asks the questions. */
  frozen?: boolean;
}

export function InterviewFields({ form, currentKitId, frozen }: InterviewFieldsProps) {
  const now = useNow(30_000);
  const { values, field, change } = form;
  const at = fromLocalInput(values.when);
  const [roleOfKit, setRoleOfKit] = useState<string>();
  const kit = field('kitId');
  return (
    <div className="flex flex-col gap-5">
      <TextField
        {...field('title')}
        label={texts.title}
        hint={texts.titleHint}
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
          change({ kitId, jobRole: roleFrom(chosen, values.jobRole, roleOfKit) });
          setRoleOfKit(chosen?.role);
        }}
      />
      <RecruiterChoice
        held={values.held}
        settings={values.recruiter}
        hasKit={values.kitId !== ''}
        frozen={frozen}
        error={form.errorOf('recruiter')}
        onChange={({ held = values.held, settings = values.recruiter }) =>
          change({ held, recruiter: settings })
        }
      />
      <TextField
        {...field('jobRole')}
        label={texts.jobRole}
        placeholder={texts.jobRolePlaceholder}
        maxLength={LIMITS.jobRole}
      />
      <div className="grid gap-5 sm:grid-cols-[1fr_11rem]">
        <TextField {...field('when', 'scheduledAt')} label={texts.when} type="datetime-local" />
        <TextField
          {...field('minutes', 'plannedMinutes')}
          label={texts.minutes}
          type="number"
          inputMode="numeric"
          min={5}
          max={LIMITS.plannedMinutesMax}
          step={5}
        />
      </div>
      <p className="-mt-3 text-sm text-muted">
        {texts.zone(zoneName(at ?? now))}
        {at !== undefined && at < now && <span className="block text-warning-ink">{texts.past}</span>}
      </p>
      {heldByRecruiter(values) && !frozen && (
        <WindowChoice
          window={values.window}
          scheduledAt={at}
          error={form.errorOf('window.opensAt') ?? form.errorOf('window.closesAt')}
          onChange={window => change({ window })}
        />
      )}
    </div>
  );
}
