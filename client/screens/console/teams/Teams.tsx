import { Archive, ArchiveRestore, EllipsisVertical, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import type { HiringTeam } from '../../../../shared/hiringTeams.ts';
import { formatList } from '../../../../shared/intl.ts';
import { ROUTES, type StaffMember } from '../../../../shared/protocol/http.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { teamTexts as texts } from '../../../texts/teams.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';

const REFRESHES = ['teams.list', 'staff.list', 'account.read'] as const;

type Staff = readonly StaffMember[];

/** Hiring teams on the staff page. Owners change them; organizers read their own. */
export function Teams({ staff }: { staff: Staff }) {
  const mayChange = useStaffMay('teams.change');
  const query = useRouteQuery('teams.list', {});
  const [editing, setEditing] = useState<HiringTeam | 'new'>();
  if (!mayChange && !query.data?.teams.length) return null;
  return (
    <PageSection title={texts.title}>
      <p className="text-sm text-muted">{texts.intro}</p>
      <Loaded
        query={query}
        failed={texts.failed}
        skeleton={<SkeletonRows count={2} row="h-14 w-full" className="gap-2" />}
      >
        {({ teams }) =>
          teams.length === 0 ? (
            <p className="text-sm text-muted">{texts.none}</p>
          ) : (
            <Card padding="none">
              <ul className="divide-y divide-line">
                {teams.map(team => (
                  <Team key={team.teamId} team={team} staff={staff} onEdit={() => setEditing(team)} />
                ))}
              </ul>
            </Card>
          )
        }
      </Loaded>
      {mayChange && (
        <div>
          <Button icon={Plus} onClick={() => setEditing('new')}>
            {texts.create}
          </Button>
        </div>
      )}
      {editing && (
        <TeamDialog
          team={editing === 'new' ? undefined : editing}
          staff={staff}
          onClose={() => setEditing(undefined)}
        />
      )}
    </PageSection>
  );
}

function Team({ team, staff, onEdit }: { team: HiringTeam; staff: Staff; onEdit: () => void }) {
  const { teamId, name, archived, members } = team;
  const mayChange = useStaffMay('teams.change');
  const change = useRouteMutation('teams.change', REFRESHES);
  const names = staff.filter(({ userId }) => isIn(team, userId)).map(member => member.name);
  const setArchived = (wanted: boolean) =>
    change.mutate(
      { teamId, archived: wanted },
      withToasts(wanted ? texts.archived(name) : texts.restored(name), texts.changeFailed),
    );
  return (
    <li className="flex items-center justify-between gap-3 p-4">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span className="min-w-0 break-words">{name}</span>
          {archived && <Badge>{texts.archivedBadge}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {names.length === 0 ? texts.memberCount(members.length) : formatList(names)}
        </p>
      </div>
      {mayChange && (
        <Menu
          trigger={
            <IconButton label={texts.actions(name)}>
              <EllipsisVertical className="size-4" />
            </IconButton>
          }
        >
          <MenuItem icon={Pencil} onSelect={onEdit}>
            {texts.edit}
          </MenuItem>
          <MenuItem icon={archived ? ArchiveRestore : Archive} onSelect={() => setArchived(!archived)}>
            {archived ? texts.restore : texts.archive}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}

const NewTeam = ROUTES['teams.create'].params;

function TeamDialog({
  team,
  staff,
  onClose,
}: {
  team: HiringTeam | undefined;
  staff: Staff;
  onClose: () => void;
}) {
  const create = useRouteMutation('teams.create', REFRESHES);
  const change = useRouteMutation('teams.change', REFRESHES);
  const form = useForm({
    initial: { name: team?.name ?? '', members: team?.members.map(String) ?? [] },
    schema: NewTeam,
    onSubmit: async wanted => {
      if (team) await change.mutateAsync({ teamId: team.teamId, ...wanted });
      else await create.mutateAsync(wanted);
      toast.success(team ? texts.saved(wanted.name) : texts.created(wanted.name));
      onClose();
    },
  });
  const { members } = form.values;
  const set = (userId: string, joins: boolean) =>
    form.change({ members: joins ? [...members, userId] : members.filter(one => one !== userId) });
  return (
    <FormDialog
      form={form}
      title={team ? texts.editTitle(team.name) : texts.createTitle}
      description={team ? texts.editBody : texts.intro}
      submitLabel={team ? common.save : texts.createSubmit}
      failed={texts.saveFailed}
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={texts.name} autoComplete="off" />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-sm font-medium">{texts.members}</legend>
        {staff
          .filter(({ disabled, userId }) => !disabled || members.includes(userId))
          .map(({ userId, name, email, role }) => (
            <Checkbox
              key={userId}
              checked={members.includes(userId)}
              onCheckedChange={joins => set(userId, joins)}
              label={name}
              hint={
                <>
                  {common.staffRoles[role]}, {email}
                  <span className="block">{texts.gives[role]}</span>
                </>
              }
            />
          ))}
      </fieldset>
    </FormDialog>
  );
}

function isIn({ members }: HiringTeam, userId: string): boolean {
  return members.some(member => member === userId);
}
