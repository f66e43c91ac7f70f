import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { changedFields } from '../../../../shared/changedFields.ts';
import { BulkId, TeamId } from '../../../../shared/ids.ts';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { DEFAULT_RECRUITER, type RecruiterSettings } from '../../../../shared/recruiter/settings.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { TextArea } from '../../../components/ui/TextArea.tsx';
import { callRoute } from '../../../core/api.ts';
import { type PlannedTime, plannedAt, plannedTimeOf } from '../../../core/plannedTime.ts';
import { toast } from '../../../core/toast.ts';
import { undoneNotes } from '../../../core/undoneNotes.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { organization } from '../../../hooks/useOrganization.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { bulkTexts } from '../../../texts/bulk.ts';
import { common } from '../../../texts/common.ts';
import { unscheduledTexts } from '../../../texts/hours.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { BulkDialog } from '../interviews/BulkDialog.tsx';
import {
  heldByRecruiter,
  INTERVIEW_FIELDS,
  type InterviewDraft,
  InterviewFields,
  interviewInput,
  startField,
} from '../interviews/InterviewFields.tsx';
import { WhenFields } from '../interviews/WhenFields.tsx';
import { BusyPeople } from '../people/MemberField.tsx';
import type { PickedTime } from '../people/useAvailability.ts';
import { type DraftWindow, draftWindow, USUAL_WINDOW } from '../recruiter/RecruiterFields.tsx';

const cancelTexts = interviewPageTexts.cancelInterview;

type DialogProps = { view: InterviewView; onClose: () => void };

/** Cancels an interview like several ones, with a list of the emails and Undo. A running one ends immediately. */
export function CancelDialog({ view, onClose }: DialogProps) {
  const { interviewId, mail, phase } = view;
  if (phase !== 'open')
    return (
      <BulkDialog
        kind="cancel"
        count={1}
        selection={{ interviewIds: [interviewId] }}
        onClose={onClose}
        onStarted={onClose}
      />
    );
  return (
    <ConfirmRequest
      route="interviews.cancel"
      params={{ interviewId }}
      refreshes={['interviews.list', 'interviews.read']}
      title={cancelTexts.title}
      description={mail ? cancelTexts.bodyByMail : cancelTexts.body}
      confirmLabel={cancelTexts.confirm}
      cancelLabel={cancelTexts.keep}
      danger
      onClose={onClose}
      done={cancelTexts.done}
    />
  );
}

const moveTexts = interviewPeopleTexts.move;
const TYPING_MS = 300;
const editTexts = interviewPageTexts.edit;
const changesOf = (before: number | undefined) =>
  z.strictObject({ ...INTERVIEW_FIELDS, scheduledAt: startField(before), teamId: TeamId.nullable() });

function changeInput(draft: InterviewDraft) {
  return { ...interviewInput(draft), teamId: draft.teamId === '' ? null : TeamId.parse(draft.teamId) };
}

interface EditDialogProps extends DialogProps {
  /** Asks only for the time and the length. */
  timeOnly?: boolean;
  /** A new time that is filled in. */
  at?: number;
}

export function EditDialog({ view, timeOnly = false, at: wanted, onClose }: EditDialogProps) {
  const client = useQueryClient();
  const change = useRouteMutation('interviews.change', ['interviews.list', 'interviews.read']);
  const current = view.rubric?.kit.kitId;
  const now = useNow(60_000);
  const [openedWith] = useState(view.scheduledAt);
  const [initial] = useState(() => ({
    title: view.title,
    jobRole: view.jobRole,
    ...plannedTimeOf(view.scheduledAt, [view.timeZone, organization.get().timeZone]),
    minutes: String(view.plannedMinutes),
    kitId: current ?? '',
    teamId: view.teamId ?? '',
    recruiterChosen: view.recruiterSettings !== undefined,
    recruiter: view.recruiterSettings ?? DEFAULT_RECRUITER,
    window: initialWindow(view),
  }));
  const [bulkId] = useState(() => BulkId.parse(uuidv7()));
  const [selection] = useState({ interviewIds: [view.interviewId] });
  const [note, setNote] = useState(() => undoneNotes.find('move', selection));
  const [filledIn] = useState(() => ({
    ...initial,
    ...(wanted !== undefined && plannedTimeOf(wanted, [initial.zone])),
  }));
  const form = useForm({
    initial: filledIn,
    schema: changesOf(plannedAt(initial)),
    toInput: changeInput,
    onSubmit: async ({ kitId, recruiter, ...fields }) => {
      const { window, ...changes } = changedFields(changeInput(initial), fields);
      const limits = view.openedAt === undefined && window !== undefined && { window };
      // Sends the kit only if it changed, because the server refuses a kit that has been archived.
      const chosen = kitId !== undefined && kitId !== current && { kitId };
      const asks = !isSame(recruiter, view.recruiterSettings) && {
        recruiter: recruiter ?? ('people' as const),
      };
      const moves = changes.scheduledAt !== undefined && { seenAt: view.scheduledAt };
      const { interviewId, scheduledAt: seenAt } = view;
      const { scheduledAt: at, ...others } = { ...changes, ...chosen, ...asks, ...limits };
      const noted = tells && at !== undefined && note.trim() && { note };
      if (told && at !== undefined && Object.keys(others).length === 0) {
        // Starts after the time to undo it.
        await callRoute('bulk.move', {
          bulkId,
          interviews: [{ interviewId, seenAt }],
          move: { at },
          ...noted,
        });
        undoneNotes.noteStart(bulkId, 'move', selection, note);
        await client.invalidateQueries({ queryKey: ['bulk.recent'] });
      } else {
        await change.mutateAsync({
          interviewId,
          ...{ ...changes, ...chosen, ...asks, ...limits, ...moves, ...noted },
        });
        toast.success(editTexts.done);
      }
      onClose();
    },
  });
  const at = plannedAt(form.values);
  // Seconds are in no field, so an unchanged time can differ from the stored one.
  const moved = useMovePreview(view, at === plannedAt(initial) ? view.scheduledAt : at);
  const told = moved?.interview.told;
  const tells = told !== undefined && told.length > 0;
  const aboutTime = (
    <>
      <BusyPeople
        people={Object.values(view.seats).filter(
          ({ presence, role }) => presence !== 'removed' && role !== 'candidate',
        )}
        time={peopleTime(view, form.values)}
        onUse={at => form.change(plannedTimeOf(at, [form.values.zone]))}
      />
      <p role="status" className="text-sm empty:hidden">
        {moved && toldText(moved)}
      </p>
      {tells && (
        <TextArea
          label={bulkTexts.note}
          hint={bulkTexts.noteHint}
          optional
          rows={2}
          maxLength={LIMITS.cancelNote}
          value={note}
          onChange={event => setNote(event.target.value)}
        />
      )}
    </>
  );
  return (
    <FormDialog
      form={form}
      size="md"
      title={timeOnly ? moveTitle(view, wanted !== undefined) : editTexts.title}
      submitLabel={
        tells
          ? (timeOnly ? moveTexts.moveAndSend : editTexts.saveAndSend)(told.length)
          : timeOnly
            ? moveTexts.submit
            : common.save
      }
      failed={editTexts.failed}
      onClose={onClose}
    >
      {view.scheduledAt !== openedWith && (
        <Banner tone="warning">{editTexts.moved(formatDayTime(view.scheduledAt, now))}</Banner>
      )}
      {view.scheduling?.open && <Banner>{unscheduledTexts.edit}</Banner>}
      {timeOnly && !view.scheduling?.open && (
        <p className="text-sm text-muted">{bulkTexts.from(formatDayTime(openedWith, now, initial.zone))}</p>
      )}
      {timeOnly ? (
        <WhenFields
          values={form.values}
          when={form.field('when', 'scheduledAt')}
          zoneError={form.errorOf('timeZone')}
          minutes={form.field('minutes', 'plannedMinutes')}
          onChange={form.change}
        >
          {aboutTime}
        </WhenFields>
      ) : (
        <InterviewFields
          form={form}
          currentKitId={current}
          currentTeamId={view.teamId}
          frozen={view.openedAt !== undefined}
          aboutTime={aboutTime}
        />
      )}
    </FormDialog>
  );
}

/** People needn't be there at a time when the virtual recruiter holds the interview. */
export function peopleTime(
  { interviewId, seats }: InterviewView,
  draft: Pick<InterviewDraft, 'recruiterChosen' | 'kitId' | 'minutes' | keyof PlannedTime>,
): PickedTime {
  const candidate = Object.values(seats).find(
    ({ role, presence }) => role === 'candidate' && presence !== 'removed',
  );
  return {
    at: heldByRecruiter(draft) ? undefined : plannedAt(draft),
    ...{ minutes: Number(draft.minutes), zone: draft.zone },
    ...{ except: interviewId, candidate: candidate?.email },
  };
}

/** On a page that has other interviews, the title says which one is moved. */
function moveTitle({ seats }: InterviewView, isNamed: boolean): string {
  const candidate = Object.values(seats).find(({ role }) => role === 'candidate');
  return isNamed && candidate ? moveTexts.titleOf(candidate.displayName) : moveTexts.title;
}

type Moved = { interview: RouteResult<'bulk.preview'>['interviews'][number]; sendsMail: boolean };

/** Returns what moving the interview to this time would do. Undefined if it can't be moved with Undo. */
function useMovePreview(view: InterviewView, at: number | undefined): Moved | undefined {
  const { interviewId, phase, scheduling, scheduledAt } = view;
  const moves = phase === 'lobby' && !scheduling?.open && at !== scheduledAt;
  const settled = useDebounced(at, TYPING_MS);
  const enabled = moves && settled !== undefined && settled === at;
  const { data, isFetching } = useRouteQuery(
    'bulk.preview',
    { action: { kind: 'move', move: { at: settled ?? 0 } }, selection: { interviewIds: [interviewId] } },
    { enabled, staleTimeMs: 0 },
  );
  const interview = data?.interviews[0];
  if (!enabled || isFetching || !interview || interview.refusal) return undefined;
  return { interview, sendsMail: data.sendsMail };
}

function toldText({ interview: { told, untold = [] }, sendsMail }: Moved): string {
  if (!sendsMail) return bulkTexts.summary.noMail;
  const mailed = told.length > 0 ? bulkTexts.told(told) : bulkTexts.notTold;
  return untold.length > 0 ? `${mailed}. ${bulkTexts.untold(untold)}` : mailed;
}

/** Returns the saved start window. If none is saved: the usual one, or none with a virtual recruiter. */
function initialWindow({ window, scheduledAt, recruiterSettings }: InterviewView): DraftWindow | undefined {
  if (window) return draftWindow(window, scheduledAt);
  return recruiterSettings ? undefined : USUAL_WINDOW;
}

function isSame(a: RecruiterSettings | undefined, b: RecruiterSettings | undefined): boolean {
  return a?.voice === b?.voice && a?.pace === b?.pace && a?.practice === b?.practice;
}
