import { z } from 'zod';
import { JobRole, LIMITS, PlannedMinutes, Timestamp, Title } from '../../../shared/interview/fields.ts';
import { TextField } from '../../components/ui/TextField.tsx';
import { fromLocalInput } from '../../core/localDateTime.ts';
import type { FieldProps } from '../../hooks/useForm.ts';
import { useNow } from '../../hooks/useNow.ts';
import { consoleTexts } from '../../texts/console.ts';
import { zoneName } from '../../texts/times.ts';

const texts = consoleTexts.form;

/** What the fields hold: text, as typed. */
export interface InterviewDraft {
  title: string;
  jobRole: string;
  when: string;
  minutes: string;
}

/** What they must amount to, in the words of this form. */
export const INTERVIEW_FIELDS = {
  title: Title,
  jobRole: JobRole,
  scheduledAt: z.number(texts.whenMissing).pipe(Timestamp),
  plannedMinutes: z.number(texts.minutesMissing).pipe(PlannedMinutes),
};

export function interviewInput(draft: InterviewDraft) {
  return {
    title: draft.title,
    jobRole: draft.jobRole,
    scheduledAt: fromLocalInput(draft.when),
    plannedMinutes: draft.minutes.trim() === '' ? undefined : Number(draft.minutes),
  };
}

interface InterviewFieldsProps {
  when: string;
  field: (name: keyof InterviewDraft, path?: string) => FieldProps;
}

export function InterviewFields({ when, field }: InterviewFieldsProps) {
  const now = useNow(30_000);
  const at = fromLocalInput(when);
  return (
    <div className="flex flex-col gap-5">
      <TextField
        {...field('title')}
        label={texts.title}
        hint={texts.titleHint}
        placeholder={texts.titlePlaceholder}
        maxLength={LIMITS.title}
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
    </div>
  );
}
