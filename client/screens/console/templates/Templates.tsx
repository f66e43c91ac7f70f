import { CalendarPlus, EllipsisVertical, LayoutTemplate, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { ROUTES } from '../../../../shared/protocol/http.ts';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import {
  type InterviewTemplate,
  TEMPLATE_NAME_LENGTH,
  USUAL_MINUTES,
} from '../../../../shared/protocol/templateRoutes.ts';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { templateTexts } from '../../../texts/templates.ts';
import { formatDayWithin } from '../../../texts/times.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { ConsolePage } from '../ConsolePage.tsx';
import { newInterviewPath } from '../create/useStart.ts';
import { LibraryTabs } from '../kits/LibraryTabs.tsx';
import { Loaded } from '../Loaded.tsx';
import { useTeams } from '../teams/TeamChoice.tsx';

const texts = templateTexts.list;

/** Templates from which organizers create interviews. */
export function Templates() {
  usePageTitle(texts.title);
  const mayCreate = useStaffMay('interviews.create');
  const query = useRouteQuery('templates.list', {});
  const kits = useRouteQuery('kits.list', {}).data?.kits ?? [];
  const [dialog, setDialog] = useState<{ what: 'rename' | 'delete'; template: InterviewTemplate }>();
  const close = () => setDialog(undefined);
  if (!mayCreate) return <Navigate to="/console/kits" replace />;
  return (
    <ConsolePage title={texts.title} intro={texts.intro} tabs={<LibraryTabs />}>
      <Loaded
        query={query}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={3} row="h-18 w-full rounded-card!" className="gap-2" />}
      >
        {({ templates }) =>
          templates.length === 0 ? (
            <EmptyState
              icon={LayoutTemplate}
              title={texts.emptyTitle}
              action={
                <ButtonLink to="/console/interviews/new" variant="primary" icon={Plus}>
                  {texts.create}
                </ButtonLink>
              }
            >
              {texts.emptyBody}
            </EmptyState>
          ) : (
            <Card padding="none">
              <ul className="divide-y divide-line">
                {templates.map(template => (
                  <TemplateRow
                    key={template.templateId}
                    template={template}
                    kit={kits.find(kit => kit.kitId === template.content.kitId)}
                    onAction={what => setDialog({ what, template })}
                  />
                ))}
              </ul>
            </Card>
          )
        }
      </Loaded>
      {dialog?.what === 'rename' && <RenameDialog template={dialog.template} onClose={close} />}
      {dialog?.what === 'delete' && (
        <ConfirmRequest
          route="templates.delete"
          params={{ templateId: dialog.template.templateId }}
          refreshes={['templates.list']}
          title={templateTexts.delete.title(dialog.template.name)}
          description={templateTexts.delete.body}
          confirmLabel={templateTexts.delete.confirm}
          danger
          onClose={close}
          done={templateTexts.delete.done(dialog.template.name)}
        />
      )}
    </ConsolePage>
  );
}

interface TemplateRowProps {
  template: InterviewTemplate;
  kit: KitSummary | undefined;
  onAction: (what: 'rename' | 'delete') => void;
}

function TemplateRow({ template, kit, onAction }: TemplateRowProps) {
  const { name, content, templateId, updatedAt } = template;
  const navigate = useNavigate();
  const team = useTeams().find(one => one.teamId === content.teamId);
  const people = content.people.map(person => person.displayName);
  const path = newInterviewPath({ template: templateId });
  const facts = [
    content.jobRole,
    ...(kit ? [kitTexts.name(kit.role, kit.level)] : []),
    consoleTexts.detail.minutes(content.plannedMinutes ?? kit?.minutes ?? USUAL_MINUTES),
    ...(team ? [team.name] : []),
  ];
  return (
    <li className="flex items-center gap-1 pr-2 sm:pr-3">
      <Link
        to={path}
        className="grid min-w-0 flex-1 items-center gap-x-6 gap-y-1.5 rounded-card px-4 py-3.5 transition-colors hover:bg-hover focus-visible:outline-offset-[-2px] md:grid-cols-[minmax(0,1fr)_14rem_8rem]"
      >
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className="text-sm font-medium break-words">
            {name}
            <span className="sr-only">: {texts.use}</span>
          </span>
          <span className="text-sm text-muted">{facts.join(' · ')}</span>
        </span>
        <span className="min-w-0 text-xs leading-5 break-words text-muted">
          {people.length > 0 ? texts.people(people) : texts.noPeople}
        </span>
        <span className="text-xs leading-5 text-muted">
          {texts.changed(formatDayWithin(updatedAt, Date.now()))}
        </span>
      </Link>
      <Menu
        trigger={
          <IconButton label={texts.actions(name)}>
            <EllipsisVertical className="size-4" />
          </IconButton>
        }
      >
        <MenuItem icon={CalendarPlus} onSelect={() => void navigate(path)}>
          {texts.use}
        </MenuItem>
        <MenuItem icon={Pencil} onSelect={() => onAction('rename')}>
          {texts.rename}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={Trash2} onSelect={() => onAction('delete')}>
          {texts.delete}
        </MenuItem>
      </Menu>
    </li>
  );
}

function RenameDialog({ template, onClose }: { template: InterviewTemplate; onClose: () => void }) {
  const { templateId, name } = template;
  const change = useRouteMutation('templates.change', ['templates.list']);
  const form = useForm({
    initial: { name },
    schema: ROUTES['templates.change'].params,
    toInput: values => ({ templateId, ...values }),
    onSubmit: async input => {
      await change.mutateAsync(input);
      toast.success(templateTexts.rename.done);
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={templateTexts.rename.title(name)}
      submitLabel={common.save}
      failed={templateTexts.save.failed}
      onClose={onClose}
    >
      <TextField
        {...form.field('name')}
        label={templateTexts.save.name}
        maxLength={TEMPLATE_NAME_LENGTH}
        autoComplete="off"
      />
    </FormDialog>
  );
}
