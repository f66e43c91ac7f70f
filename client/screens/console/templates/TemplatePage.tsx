import { FileX } from 'lucide-react';
import { useRef, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { z } from 'zod';
import {
  type InterviewTemplate,
  TEMPLATE_NAME_LENGTH,
  TemplateContent,
  TemplateName,
} from '../../../../shared/protocol/templateRoutes.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Form, SubmitButton } from '../../../components/ui/Form.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { usualStart } from '../../../core/plannedTime.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { organization } from '../../../hooks/useOrganization.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { templateTexts } from '../../../texts/templates.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { PeopleFields } from '../create/PeopleFields.tsx';
import { useChoosable } from '../create/StartFrom.tsx';
import { type Choosable, contentOf, draftFrom, EMPTY } from '../create/templateDraft.ts';
import { heldByRecruiter, InterviewFields } from '../interviews/InterviewFields.tsx';
import { TimeSource } from '../interviews/TimeSource.tsx';
import { Loaded } from '../Loaded.tsx';

const texts = templateTexts.edit;
const LIST = '/console/templates';
const ROLES = SeatRole.options.filter(role => role !== 'candidate' && role !== 'captioner');
const TemplateInput = z.object({ name: TemplateName, content: TemplateContent });

/** A new template, or one to change. */
export function TemplatePage() {
  const { templateId } = useParams();
  const title = templateId === undefined ? texts.newTitle : texts.title;
  usePageTitle(title);
  const mayCreate = useStaffMay('interviews.create');
  const query = useRouteQuery('templates.list', {});
  const choosable = useChoosable();
  if (!mayCreate) return <Navigate to="/console/kits" replace />;
  const skeleton = <SkeletonRows count={2} row="h-80 w-full rounded-card!" className="gap-6" />;
  return (
    <ConsolePage title={title} intro={texts.intro} width="reading">
      <Loaded query={query} failed={templateTexts.list.failed} skeleton={skeleton}>
        {({ templates }) => {
          const template = templates.find(one => one.templateId === templateId);
          if (templateId !== undefined && !template)
            return (
              <EmptyState
                icon={FileX}
                title={texts.unknown}
                action={<ButtonLink to={LIST}>{texts.toList}</ButtonLink>}
              />
            );
          if (!choosable) return skeleton;
          return <TemplateForm key={templateId} template={template} choosable={choosable} />;
        }}
      </Loaded>
    </ConsolePage>
  );
}

interface TemplateFormProps {
  template: InterviewTemplate | undefined;
  choosable: Choosable;
}

function TemplateForm({ template, choosable }: TemplateFormProps) {
  const navigate = useNavigate();
  const create = useRouteMutation('templates.create', ['templates.list']);
  const change = useRouteMutation('templates.change', ['templates.list']);
  const configured = useRouteQuery('mail.status', {}).data?.configured;
  // The template as it was opened, so that a change of someone else's is noticed.
  const [opened] = useState(template);
  const [{ draft, missing }] = useState(() => draftFrom(template?.content ?? EMPTY, [], choosable));
  const saved = useRef(false);
  const form = useForm({
    initial: {
      ...usualStart(Date.now(), [organization.get().timeZone]),
      ...draft,
      people: draft.people.filter(({ role }) => role !== 'candidate'),
      name: template?.name ?? '',
    },
    schema: TemplateInput,
    toInput: ({ name, ...values }) => ({
      name,
      content: { ...contentOf(values, choosable.kits), people: typedPeople(values.people).map(personOf) },
    }),
    onSubmit: async input => {
      if (opened)
        await change.mutateAsync({ templateId: opened.templateId, seenAt: opened.updatedAt, ...input });
      else await create.mutateAsync(input);
      saved.current = true;
      toast.success(templateTexts.save.saved(input.name));
      void navigate(LIST);
    },
  });
  const { values } = form;
  const byRecruiter = heldByRecruiter(values);
  const contentError = (path: string) => form.errorOf(`content.${path}`);
  /** Rows without a name and an email aren't in the template, so the rows after them have other numbers there. */
  const rowPath = (path: string) => {
    const [, row = '', field = ''] = /^people\.(\d+)\.(.+)$/.exec(path) ?? [];
    const person = values.people[Number(row)];
    return `content.people.${person ? typedPeople(values.people).indexOf(person) : row}.${field}`;
  };
  return (
    <Form
      form={{ ...form, isChanged: () => !saved.current && form.isChanged() }}
      failed={templateTexts.save.failed}
      guarded
    >
      {missing.kit && values.kitId === '' && <Banner tone="warning">{templateTexts.start.kitGone}</Banner>}
      {missing.team && values.teamId === '' && <Banner tone="warning">{templateTexts.start.teamGone}</Banner>}
      <Card padding="lg" className="flex flex-col gap-6">
        <TextField
          {...form.field('name')}
          label={templateTexts.save.name}
          placeholder={templateTexts.save.placeholder}
          maxLength={TEMPLATE_NAME_LENGTH}
          autoComplete="off"
        />
        <InterviewFields
          form={{
            values,
            field: (name, path = name) => form.field(name, `content.${path}`),
            errorOf: contentError,
            change: form.change,
          }}
          lengthOnly
          timeSource={
            <TimeSource
              zone={values.zone}
              chooseDays={values.chooseDays ?? ''}
              minutes={values.minutes}
              heldByRecruiter={byRecruiter}
              interviewers={values.people.filter(({ role }) => role === 'interviewer')}
              onChange={chooseDays => form.change({ chooseDays })}
            />
          }
        />
      </Card>
      <Card padding="lg" className="flex flex-col gap-6">
        <h2 className="text-base font-semibold">{newInterviewTexts.create.who}</h2>
        <PeopleFields
          people={values.people}
          heldByRecruiter={byRecruiter}
          time={{ at: undefined, minutes: Number(values.minutes), zone: values.zone }}
          roles={ROLES}
          path="people"
          onChange={people => form.change({ people })}
          errorOf={path => form.errorOf(rowPath(path))}
          blur={path => form.blur(rowPath(path))}
        />
        {configured !== false && (
          <Checkbox
            checked={values.mail}
            onCheckedChange={mail => form.change({ mail })}
            label={interviewPeopleTexts.mail.choose}
            hint={interviewPeopleTexts.mail.chooseHint}
          />
        )}
      </Card>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <ButtonLink to={LIST} variant="quiet">
          {common.cancel}
        </ButtonLink>
        <SubmitButton form={form}>{templateTexts.save.submit}</SubmitButton>
      </div>
    </Form>
  );
}

type Row = { role: SeatRole; displayName: string; email: string };

function typedPeople<P extends Row>(people: readonly P[]): P[] {
  return people.filter(({ displayName, email }) => displayName.trim() !== '' || email.trim() !== '');
}

function personOf({ role, displayName, email }: Row) {
  return { role, displayName, ...(email.trim() && { email: email.trim() }) };
}
