import { type ReactNode, useState } from 'react';
import type { OpenWork, StaffMember } from '../../../../shared/protocol/http.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { toast } from '../../../core/toast.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { disableTexts as texts } from '../../../texts/disable.ts';
import { staffTexts } from '../../../texts/staff.ts';
import { teamTexts } from '../../../texts/teams.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { Loaded } from '../Loaded.tsx';

const REFRESHES = ['staff.list', 'staff.access', 'staff.openWork', 'account.read', 'teams.list'] as const;

/** Choice to hand nothing over. */
const NO_ONE = 'no-one';

/** Shows what a member has open, and disables the account. Another member can take over. */
export function DisableDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const work = useRouteQuery('staff.openWork', { userId: member.userId });
  const access = useRouteQuery('staff.access', { userId: member.userId });
  const staff = useRouteQuery('staff.list', {});
  const disable = useRouteMutation('staff.change', REFRESHES);
  const [heirId, setHeirId] = useState('');
  const [missing, setMissing] = useState(false);
  const [teamsChosen, setTeamsChosen] = useState<boolean>();
  const byMail = useRouteQuery('mail.status', {}).data?.configured === true;
  const heirs = (staff.data?.members ?? []).filter(
    ({ userId, disabled }) => !disabled && userId !== member.userId,
  );
  const heir = heirs.find(({ userId }) => userId === heirId);
  // With another role, the places can give more access than the member had.
  const givesTeams = teamsChosen ?? heir?.role === member.role;
  const mustChoose = work.data !== undefined && !isEmpty(work.data) && heirId === '';
  const send = () => {
    setMissing(mustChoose);
    if (mustChoose) return;
    disable.mutate(
      {
        userId: member.userId,
        disabled: true,
        ...(heir && { handOverTo: heir.userId, handOverTeams: givesTeams }),
      },
      {
        onSuccess: ({ ended, handedOver }) => {
          const rest = handedOver && heir ? texts.handedOver(heir.name, handedOver) : staffTexts.ended(ended);
          toast.success(staffTexts.disabledDone(member.name), rest);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={staffTexts.disableTitle(member.name)}
      description={staffTexts.disableBody(access.data?.access, work.data?.seats.length)}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button variant="danger" pending={disable.isPending || work.isPending} onClick={send}>
            {heir ? texts.submitWithHeir : staffTexts.disable}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5 pb-1">
        <ErrorBanner title={texts.failed} error={disable.error} />
        <Loaded
          query={work}
          failed={texts.workFailed}
          skeleton={
            <Skeletons className="gap-2">
              <Skeleton className="h-5 w-1/3" />
              <Skeleton className="h-16 w-full" />
            </Skeletons>
          }
        >
          {open =>
            isEmpty(open) ? (
              <p className="text-sm">{texts.nothingOpen}</p>
            ) : (
              <>
                <Select
                  label={texts.heir}
                  hint={heir ? texts.heirHint(heir.name) : heirId ? texts.noHeirHint : texts.heirHintFirst}
                  error={missing && mustChoose ? texts.heirMissing : undefined}
                  options={[
                    { value: '', label: texts.chooseHeir, disabled: true },
                    { value: NO_ONE, label: texts.noHeir },
                    ...heirs.map(({ userId, name, role }) => ({
                      value: userId,
                      label: `${name} (${common.staffRoles[role]})`,
                    })),
                  ]}
                  value={heirId}
                  onChange={event => setHeirId(event.target.value)}
                />
                {heir && <Clashes work={open} heir={heir} />}
                {heir && heir.role !== 'owner' && open.teams.length > 0 && (
                  <Checkbox
                    label={texts.giveTeams(
                      heir.name,
                      open.teams.map(({ name }) => name),
                    )}
                    hint={teamTexts.gives[heir.role]}
                    checked={givesTeams}
                    onCheckedChange={setTeamsChosen}
                  />
                )}
                {heir && byMail && open.seats.length > 0 && (
                  <p className="text-sm">{texts.told(heir.name)}</p>
                )}
                <Work work={open} heir={heir} />
              </>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  );
}

function isEmpty({ claims, seats, reports, teams }: OpenWork): boolean {
  return [claims, seats, reports, teams].every(list => list.length === 0);
}

const isIn = (ids: readonly string[] | undefined, heir: StaffMember) => ids?.includes(heir.userId) ?? false;

function Clashes({ work: { seats }, heir }: { work: OpenWork; heir: StaffMember }) {
  const count = seats.filter(({ busy, seated }) => isIn(busy, heir) || isIn(seated, heir)).length;
  return count === 0 ? null : <Banner tone="warning">{texts.clashes(heir.name, count)}</Banner>;
}

interface WorkProps {
  work: OpenWork;
  heir: StaffMember | undefined;
}

function Work({ work: { claims, seats, reports, teams }, heir }: WorkProps) {
  const now = useNow(60_000);
  return (
    <div className="flex flex-col gap-4">
      <WorkList
        title={texts.seats(seats.length)}
        items={seats.map(
          ({ interviewId, jobRole, role, scheduledAt, unscheduled, candidates = [], busy, seated }) => ({
            key: interviewId,
            text: texts.seat(
              jobRole,
              candidates,
              common.roles[role],
              unscheduled ? texts.noTime : formatDayTime(scheduledAt, now),
            ),
            ...(heir && isIn(seated, heir)
              ? { note: texts.seated(heir.name) }
              : heir && isIn(busy, heir) && { note: texts.busy(heir.name) }),
          }),
        )}
      />
      <WorkList
        title={texts.claims(claims.length)}
        items={claims.map(({ interviewId, jobRole }) => ({ key: interviewId, text: jobRole }))}
      />
      <WorkList
        title={texts.teams(teams.length)}
        items={teams.map(({ teamId, name }) => ({ key: teamId, text: name }))}
      />
      <WorkList
        title={texts.reports(reports.length)}
        items={reports.map(({ interviewId, jobRole }) => ({ key: interviewId, text: jobRole }))}
      >
        {texts.reportsNote}
      </WorkList>
    </div>
  );
}

interface WorkListProps {
  title: string;
  items: readonly { key: string; text: string; note?: string }[];
  children?: ReactNode;
}

function WorkList({ title, items, children }: WorkListProps) {
  if (items.length === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">{title}</h3>
      <ul className="list-disc pl-5 text-sm text-muted">
        {items.map(({ key, text, note }) => (
          <li key={key} className="wrap-anywhere">
            {text}
            {note && <span className="block text-warning-ink">{note}</span>}
          </li>
        ))}
      </ul>
      {children && <p className="text-sm text-muted">{children}</p>}
    </section>
  );
}
