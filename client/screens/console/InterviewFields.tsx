import { z } from 'zod';
import { JobRole, LIMITS, PlannedMinutes, Timestamp, Title } from '../../../shared/interview/events.ts';
import { TextField } from '../../components/ui/TextField.tsx';
import { fromLocalInput } from '../../core/localDateTime.ts';
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
  draft: InterviewDraft;
  change: (part: Partial<InterviewDraft>) => void;
  errorOf: (path: string) => string | undefined;
  blur: (path: string) => void;
}

export function InterviewFields({ draft, change, errorOf, blur }: InterviewFieldsProps) {
  const now = useNow(30_000);
  const at = fromLocalInput(draft.when);
  return (
    <div className="flex flex-col gap-5">
      <TextField
        label={texts.title}
        hint={texts.titleHint}
        placeholder={texts.titlePlaceholder}
        maxLength={LIMITS.title}
        value={draft.title}
        error={errorOf('title')}
        onChange={event => change({ title: event.target.value })}
        onBlur={() => blur('title')}
      />
      <TextField
        label={texts.jobRole}
        placeholder={texts.jobRolePlaceholder}
        maxLength={LIMITS.jobRole}
        value={draft.jobRole}
        error={errorOf('jobRole')}
        onChange={event => change({ jobRole: event.target.value })}
        onBlur={() => blur('jobRole')}
      />
      <div className="grid gap-5 sm:grid-cols-[1fr_11rem]">
        <TextField
          label={texts.when}
          type="datetime-local"
          value={draft.when}
          error={errorOf('scheduledAt')}
          onChange={event => change({ when: event.target.value })}
          onBlur={() => blur('scheduledAt')}
        />
        <TextField
          label={texts.minutes}
          type="number"
          inputMode="numeric"
          min={5}
          max={LIMITS.plannedMinutesMax}
          step={5}
          value={draft.minutes}
          error={errorOf('plannedMinutes')}
          onChange={event => change({ minutes: event.target.value })}
          onBlur={() => blur('plannedMinutes')}
        />
      </div>
      <p className="-mt-3 text-sm text-muted">
        {texts.zone(zoneName(at ?? now))}
        {at !== undefined && at < now && <span className="block text-warning-ink">{texts.past}</span>}
      </p>
    </div>
  );
}
