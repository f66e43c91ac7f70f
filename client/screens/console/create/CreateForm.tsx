import { useState } from 'react';
import { useBlocker } from 'react-router';
import { InterviewInput, type RouteResult } from '../../../../shared/protocol/http.ts';
import { DEFAULT_RECRUITER } from '../../../../shared/recruiter/settings.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { SubmitButton } from '../../../components/ui/Form.tsx';
import { nextUsualStart, plannedTimeOf } from '../../../core/plannedTime.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useLeaveGuard } from '../../../hooks/useLeaveGuard.ts';
import { organization } from '../../../hooks/useOrganization.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import {
  heldByRecruiter,
  INTERVIEW_FIELDS,
  type InterviewDraft,
  InterviewFields,
  interviewInput,
} from '../interviews/InterviewFields.tsx';
import { USUAL_WINDOW } from '../recruiter/RecruiterFields.tsx';
import { PeopleFields } from './PeopleFields.tsx';
import { newPerson, type PersonDraft, peopleFor, seatsInput } from './peopleDraft.ts';

const texts = consoleTexts.create;
const NewInterviewInput = InterviewInput.extend(INTERVIEW_FIELDS);
const USUAL_MINUTES = '45';
export type CreatedInterview = { input: InterviewInput; result: RouteResult<'interviews.create'> };

export function CreateForm({ onCreated }: { onCreated: (created: CreatedInterview) => void }) {
  const create = useRouteMutation('interviews.create', ['interviews.list']);
  const [initial] = useState(() => ({
    title: '',
    jobRole: '',
    ...plannedTimeOf(nextUsualStart(Date.now()), [organization.get().timeZone]),
    minutes: USUAL_MINUTES,
    kitId: '',
    teamId: '',
    recruiterChosen: false,
    recruiter: DEFAULT_RECRUITER,
    window: USUAL_WINDOW,
    people: [newPerson('candidate'), newPerson('interviewer')],
    mail: true,
  }));
  const configured = useRouteQuery('mail.status', {}).data?.configured;
  const form = useForm({
    initial,
    schema: NewInterviewInput,
    toInput: draft => ({
      ...interviewInput(draft),
      teamId: draft.teamId || undefined,
      seats: seatsInput(draft.people, heldByRecruiter(draft)),
      ...(draft.mail && configured && { mail: true as const }),
    }),
    onSubmit: async input => onCreated({ input, result: await create.mutateAsync(input) }),
  });
  const changeInterview = (part: Partial<InterviewDraft>) => {
    const before = heldByRecruiter(form.values);
    const byRecruiter = heldByRecruiter({ ...form.values, ...part });
    form.change({
      ...part,
      ...(byRecruiter !== before && { people: peopleFor(form.values.people, byRecruiter) }),
    });
  };
  return (
    <form ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-6">
      <PageHeading>{texts.title}</PageHeading>
      <Card padding="lg" className="flex flex-col gap-6">
        <h2 className="text-base font-semibold">{texts.what}</h2>
        <InterviewFields form={{ ...form, change: changeInterview }} />
      </Card>
      <Card padding="lg" className="flex flex-col gap-6">
        <h2 className="text-base font-semibold">{texts.who}</h2>
        <PeopleFields
          people={form.values.people}
          heldByRecruiter={heldByRecruiter(form.values)}
          onChange={people => form.change({ people })}
          errorOf={form.errorOf}
          blur={form.blur}
        />
        {configured === true && (
          <Checkbox
            checked={form.values.mail}
            onCheckedChange={mail => form.change({ mail })}
            label={consoleTexts.mail.choose}
            hint={consoleTexts.mail.chooseHint}
          />
        )}
        {configured === false && <Banner>{consoleTexts.mail.noServer}</Banner>}
      </Card>
      <ErrorBanner title={texts.failed} error={form.failure} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <ButtonLink to="/console/interviews" variant="quiet">
          {common.cancel}
        </ButtonLink>
        <SubmitButton form={form}>{texts.submit}</SubmitButton>
      </div>
      {hasTyped(form.values) && (
        <LeaveQuestion
          allowed={pathname => pathname === '/login'}
          title={texts.leaveFormTitle}
          description={texts.leaveFormBody}
          confirmLabel={texts.leave}
          cancelLabel={texts.keepEditing}
        />
      )}
    </form>
  );
}

/** True if a title, name, or email was typed. The role doesn't count, because choosing a kit fills it in. */
function hasTyped({ title, people }: { title: string; people: readonly PersonDraft[] }): boolean {
  return [title, ...people.flatMap(({ displayName, email }) => [displayName, email])].some(
    text => text.trim() !== '',
  );
}

interface LeaveQuestionProps {
  allowed: (pathname: string) => boolean;
  title: string;
  description: string;
  confirmLabel: string;
  cancelLabel: string;
}

/** While mounted, asks before the user leaves the page by a link or "back", or closes the tab. */
export function LeaveQuestion({ allowed, ...dialog }: LeaveQuestionProps) {
  useLeaveGuard(true);
  const blocker = useBlocker(({ nextLocation }) => !allowed(nextLocation.pathname));
  return (
    <ConfirmDialog
      {...dialog}
      open={blocker.state === 'blocked'}
      onOpenChange={open => !open && blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
    />
  );
}
