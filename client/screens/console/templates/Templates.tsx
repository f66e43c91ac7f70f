import { CalendarPlus, Copy, EllipsisVertical, LayoutTemplate, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import {
  type InterviewTemplate,
  TEMPLATE_NAME_LENGTH,
  USUAL_MINUTES,
} from '../../../../shared/protocol/templateRoutes.ts';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { templateTexts } from '../../../texts/templates.ts';
import { formatDayWithin } from '../../../texts/times.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { ConsolePage } from '../ConsolePage.tsx';
import { newInterviewPath } from '../create/paths.ts';
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
  const [deleting, setDeleting] = useState<InterviewTemplate>();
  if (!mayCreate) return <Navigate to="/console/kits" replace />;
  return (
    <ConsolePage
      title={texts.title}
      intro={texts.intro}
      tabs={<LibraryTabs />}
      actions={
        <ButtonLink to="/console/templates/new" variant="primary" icon={Plus}>
          {texts.create}
        </ButtonLink>
      }
    >
      <Loaded
        query={query}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={3} row="h-18 w-full rounded-card!" className="gap-2" />}
      >
        {({ templates }) =>
          templates.length === 0 ? (
            <EmptyState icon={LayoutTemplate} title={texts.emptyTitle}>
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
                    taken={templates.map(one => one.name)}
                    onDelete={() => setDeleting(template)}
                  />
                ))}
              </ul>
            </Card>
          )
        }
      </Loaded>
      {deleting && (
        <ConfirmRequest
          route="templates.delete"
          params={{ templateId: deleting.templateId }}
          refreshes={['templates.list']}
          title={templateTexts.delete.title(deleting.name)}
          description={templateTexts.delete.body}
          confirmLabel={templateTexts.delete.confirm}
          danger
          onClose={() => setDeleting(undefined)}
          done={templateTexts.delete.done(deleting.name)}
        />
      )}
    </ConsolePage>
  );
}

/** Returns a name for a copy that no other template has. */
function copyName(name: string, taken: readonly string[]): string {
  const known = new Set(taken.map(one => one.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const copy = texts.copyOf(name, number).slice(0, TEMPLATE_NAME_LENGTH);
    if (!known.has(copy.toLowerCase())) return copy;
  }
}

interface TemplateRowProps {
  template: InterviewTemplate;
  kit: KitSummary | undefined;
  /** Names of all templates. */
  taken: readonly string[];
  onDelete: () => void;
}

function TemplateRow({ template, kit, taken, onDelete }: TemplateRowProps) {
  const { name, content, templateId, updatedAt } = template;
  const navigate = useNavigate();
  const team = useTeams().find(one => one.teamId === content.teamId);
  const people = content.people.map(person => person.displayName);
  const path = newInterviewPath({ template: templateId });
  const create = useRouteMutation('templates.create', ['templates.list']);
  const duplicate = () => {
    const copy = { name: copyName(name, taken), content };
    create.mutate(copy, withToasts(texts.duplicated(copy.name), templateTexts.save.failed));
  };
  const facts = [
    content.jobRole,
    ...(kit ? [kitTexts.name(kit.role, kit.level)] : []),
    interviewPageTexts.detail.minutes(content.plannedMinutes ?? kit?.minutes ?? USUAL_MINUTES),
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
        <MenuItem icon={Pencil} onSelect={() => void navigate(`/console/templates/${templateId}`)}>
          {texts.edit}
        </MenuItem>
        <MenuItem icon={Copy} onSelect={duplicate}>
          {templateTexts.duplicate}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={Trash2} onSelect={onDelete}>
          {texts.delete}
        </MenuItem>
      </Menu>
    </li>
  );
}
