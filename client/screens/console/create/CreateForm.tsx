import { BookmarkPlus, Layers } from 'lucide-react';
import { useRef, useState } from 'react';
import { InterviewInput, type RouteResult } from '../../../../shared/protocol/http.ts';
import { TemplateContent } from '../../../../shared/protocol/templateRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { SubmitButton } from '../../../components/ui/Form.tsx';
import { plannedAt, plannedTimeOf, usualStart } from '../../../core/plannedTime.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useUnsaved } from '../../../hooks/useLeaveGuard.ts';
import { organization } from '../../../hooks/useOrganization.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { loopTexts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { templateTexts } from '../../../texts/templates.ts';
import { uiTexts } from '../../../texts/ui.ts';
import {
  heldByRecruiter,
  INTERVIEW_FIELDS,
  type InterviewDraft,
  InterviewFields,
  interviewInput,
} from '../interviews/InterviewFields.tsx';
import { TimeSource } from '../interviews/TimeSource.tsx';
import { BusyPeople, busyNamesOf } from '../people/MemberField.tsx';
import { type PickedTime, useAvailability } from '../people/useAvailability.ts';
import { useBusyQuestion } from '../people/useBusyQuestion.tsx';
import { PeopleFields } from './PeopleFields.tsx';
import { LOOP_PATH } from './paths.ts';
import { peopleFor, seatsInput } from './peopleDraft.ts';
import { SaveTemplate } from './SaveTemplate.tsx';
import { StartFrom } from './StartFrom.tsx';
import { Summary } from './Summary.tsx';
import { type CreateDraft, contentOf, draftFrom, EMPTY, titleOf } from './templateDraft.ts';
import type { Start } from './useStart.ts';

const texts = newInterviewTexts.create;
const LEAVE_WORDS = { ...uiTexts.leave, title: texts.leaveFormTitle, body: texts.leaveFormBody };
const NewInterviewInput = InterviewInput.extend(INTERVIEW_FIELDS);
type CreatedInterview = RouteResult<'interviews.create'>;

interface CreateFormProps {
  start: Start;
  onCreated: (created: CreatedInterview) => void;
}

export function CreateForm({ start, onCreated }: CreateFormProps) {
  const create = useRouteMutation('interviews.create', ['interviews.list']);
  const [initial] = useState<CreateDraft>(() => ({
    ...draftFrom(EMPTY, [], { kits: [], teams: [] }).draft,
    ...usualStart(Date.now(), [organization.get().timeZone]),
    ...start.draft,
  }));
  const [{ template, missing }, setStart] = useState<Pick<Start, 'template' | 'missing'>>(start);
  const [saving, setSaving] = useState<TemplateContent>();
  const kits = useRouteQuery('kits.list', {}).data?.kits ?? [];
  const configured = useRouteQuery('mail.status', {}).data?.configured;
  const created = useRef(false);
  const busyNames = useRef<readonly string[]>([]);
  const busy = useBusyQuestion(() => form.formRef.current?.requestSubmit());
  const form = useForm({
    initial,
    schema: NewInterviewInput,
    toInput: draft => ({
      ...interviewInput({ ...draft, title: titleOf(draft) }),
      teamId: draft.teamId || undefined,
      seats: seatsInput(draft.people, heldByRecruiter(draft)),
      ...(draft.mail && configured && { mail: true as const }),
    }),
    onSubmit: async input => {
      if (busy.asks(busyNames.current)) return;
      const result = await create.mutateAsync(input);
      created.current = true;
      onCreated(result);
    },
  });
  const staff = form.values.people.filter(({ role }) => role !== 'candidate');
  const candidate = form.values.people.find(({ role }) => role === 'candidate')?.email;
  const time = { ...peopleTime(form.values), candidate };
  const { availability } = useAvailability(time);
  busyNames.current = busyNamesOf(staff, availability);
  const changeInterview = (part: Partial<InterviewDraft>) => {
    const before = heldByRecruiter(form.values);
    const byRecruiter = heldByRecruiter({ ...form.values, ...part });
    form.change({
      ...part,
      ...(byRecruiter !== before && { people: peopleFor(form.values.people, byRecruiter) }),
    });
  };
  const save = () => {
    const { success, data, error } = TemplateContent.safeParse(contentOf(form.values, kits));
    if (success) return setSaving(data);
    toast.error(templateTexts.save.incomplete);
    for (const { path } of error.issues) form.blur(path.join('.'));
    for (const index of form.values.people.keys()) form.blur(`seats.${index}.email`);
  };
  useUnsaved(() => (!created.current && hasTyped(form.values, initial) ? LEAVE_WORDS : undefined));
  return (
    <form ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <PageHeading>{texts.title}</PageHeading>
        <ButtonLink to={LOOP_PATH} size="sm" icon={Layers}>
          {loopTexts.open}
        </ButtonLink>
      </div>
      {start.notice && <Banner tone={start.notice.tone}>{start.notice.text}</Banner>}
      <StartFrom
        templateId={template?.templateId ?? ''}
        missing={missing}
        draft={form.values}
        empty={EMPTY}
        replaces={isTyped(form.values.title, [initial.title, template?.content.title])}
        onStart={({ draft, ...started }) => {
          form.change(draft);
          setStart(started);
        }}
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,45rem)_minmax(18rem,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Card padding="lg" className="flex flex-col gap-6">
            <h2 className="text-base font-semibold">{texts.what}</h2>
            <InterviewFields
              form={{ ...form, change: changeInterview }}
              aboutTime={
                <BusyPeople
                  people={staff}
                  time={time}
                  onUse={at => form.change(plannedTimeOf(at, [form.values.zone]))}
                />
              }
              timeSource={
                <TimeSource
                  zone={form.values.zone}
                  chooseDays={form.values.chooseDays ?? ''}
                  minutes={form.values.minutes}
                  heldByRecruiter={heldByRecruiter(form.values)}
                  interviewers={form.values.people.filter(({ role }) => role === 'interviewer')}
                  onChange={chooseDays => form.change({ chooseDays })}
                />
              }
            />
          </Card>
          <Card padding="lg" className="flex flex-col gap-6">
            <h2 className="text-base font-semibold">{texts.who}</h2>
            <PeopleFields
              people={form.values.people}
              heldByRecruiter={heldByRecruiter(form.values)}
              time={time}
              onChange={people => form.change({ people })}
              errorOf={form.errorOf}
              blur={form.blur}
            />
            {configured === true && (
              <Checkbox
                checked={form.values.mail}
                onCheckedChange={mail => form.change({ mail })}
                label={interviewPeopleTexts.mail.choose}
                hint={interviewPeopleTexts.mail.chooseHint}
              />
            )}
            {configured === false && <Banner>{interviewPeopleTexts.mail.noServer}</Banner>}
          </Card>
        </div>
        <Summary
          draft={form.values}
          kits={kits}
          time={time}
          sendsMail={form.values.mail && configured === true}
        />
        <div className="flex min-w-0 flex-col gap-6">
          <ErrorBanner title={texts.failed} error={form.failure} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button variant="quiet" className="sm:mr-auto sm:-ml-4" icon={BookmarkPlus} onClick={save}>
              {templateTexts.save.open}
            </Button>
            <ButtonLink to="/console/interviews" variant="quiet">
              {common.cancel}
            </ButtonLink>
            <SubmitButton form={form}>{texts.submit}</SubmitButton>
          </div>
        </div>
      </div>
      {busy.question}
      {saving && <SaveTemplate content={saving} source={template} onClose={() => setSaving(undefined)} />}
    </form>
  );
}

/** People needn't be there at a time when the virtual recruiter holds the interview. */
function peopleTime(draft: CreateDraft): PickedTime {
  const at = heldByRecruiter(draft) || draft.chooseDays ? undefined : plannedAt(draft);
  return { at, minutes: Number(draft.minutes), zone: draft.zone };
}

function isTyped(title: string, filledIn: readonly (string | undefined)[]): boolean {
  return title.trim() !== '' && !filledIn.includes(title);
}

/**
 * True if a title, name, or email was typed. The role doesn't count, because choosing a kit fills it in, and
 * neither does what a template filled in.
 */
function hasTyped(draft: Typed, initial: Typed): boolean {
  const known = new Set(textsIn(initial));
  return textsIn(draft).some(text => text !== '' && !known.has(text));
}

type Typed = Pick<CreateDraft, 'title' | 'people'>;

function textsIn({ title, people }: Typed): string[] {
  return [title, ...people.flatMap(({ displayName, email }) => [displayName, email])].map(text =>
    text.trim(),
  );
}
