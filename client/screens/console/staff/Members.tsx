import {
  CalendarClock,
  EllipsisVertical,
  KeyRound,
  Mail,
  ShieldCheck,
  ShieldOff,
  UserRoundCheck,
  UserRoundX,
} from 'lucide-react';
import { useState } from 'react';
import type { StaffMember } from '../../../../shared/protocol/http.ts';
import { StaffRole } from '../../../../shared/roles.ts';
import { Avatar } from '../../../components/ui/Avatar.tsx';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { hoursTexts } from '../../../texts/hours.ts';
import { staffTexts as texts } from '../../../texts/staff.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { PageSection } from '../ConsolePage.tsx';
import { MemberHours } from '../hours/MemberHours.tsx';
import { StaffLinkDialog } from '../OneTimeLinkDialog.tsx';
import { DisableDialog } from './DisableDialog.tsx';
import { EmailDialog } from './EmailDialog.tsx';

interface MembersProps {
  members: readonly StaffMember[];
  /** Ids of the members who sign in with a second factor. */
  secondFactors: readonly string[];
}

export function Members({ members, secondFactors }: MembersProps) {
  return (
    <PageSection title={texts.members}>
      <Card padding="none">
        <ul className="divide-y divide-line">
          {members.map(member => (
            <Member
              key={member.userId}
              member={member}
              hasSecondFactor={secondFactors.includes(member.userId)}
              isOnlyOwner={isOnlyOwner(member, members)}
            />
          ))}
        </ul>
      </Card>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {ROLES.map(({ value, label }) => (
          <div key={value} className="contents">
            <dt className="font-medium">{label}</dt>
            <dd className="text-muted">{texts.roleHints[value]}</dd>
          </div>
        ))}
      </dl>
    </PageSection>
  );
}

const REFRESHES = ['staff.list', 'staff.access', 'account.read'] as const;
const ROLES = StaffRole.options.map(role => ({ value: role, label: common.staffRoles[role] }));

type Asking = { role: StaffRole } | 'hours' | 'email' | 'disable' | 'reset' | 'resetSecondFactor';

function isOnlyOwner(member: StaffMember, members: readonly StaffMember[]): boolean {
  const owners = members.filter(({ role, disabled }) => role === 'owner' && !disabled);
  return owners.length === 1 && owners[0]?.userId === member.userId;
}

interface MemberProps {
  member: StaffMember;
  hasSecondFactor: boolean;
  /** True for an owner whose role can't change. */
  isOnlyOwner: boolean;
}

function Member({ member, hasSecondFactor, isOnlyOwner }: MemberProps) {
  const mayChange = useStaffMay('staff.change');
  const isSelf = useMember()?.userId === member.userId;
  const enable = useRouteMutation('staff.change', REFRESHES);
  const [asking, setAsking] = useState<Asking>();
  const newRole = typeof asking === 'object' ? asking.role : undefined;
  const close = () => setAsking(undefined);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
      <div className="flex min-w-0 flex-1 basis-56 items-center gap-3">
        <Avatar name={member.name} />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {member.name}
            {isSelf && <span className="font-normal text-muted">({texts.you})</span>}
            {hasSecondFactor && <Badge icon={ShieldCheck}>{texts.secondFactor}</Badge>}
            {member.disabled && <Badge tone="warning">{texts.disabled}</Badge>}
          </p>
          <p className="truncate text-sm text-muted">{member.email}</p>
          {mayChange && isOnlyOwner && <p className="text-sm text-muted">{texts.onlyOwner}</p>}
        </div>
      </div>
      {mayChange ? (
        <div className="flex items-center gap-2 max-sm:w-full max-sm:justify-between max-sm:pl-12">
          <div className="w-36">
            <Select
              label={texts.roleOf(member.name)}
              hideLabel
              options={ROLES}
              value={newRole ?? member.role}
              disabled={member.disabled || isOnlyOwner}
              onChange={event => setAsking({ role: StaffRole.parse(event.target.value) })}
            />
          </div>
          <MemberMenu
            member={member}
            isSelf={isSelf}
            hasSecondFactor={hasSecondFactor}
            onAsk={setAsking}
            onEnable={() =>
              enable.mutate(
                { userId: member.userId, disabled: false },
                withToasts(texts.enabled(member.name), texts.changeFailed),
              )
            }
          />
        </div>
      ) : (
        <div className="flex items-center gap-2">
          <Badge>{common.staffRoles[member.role]}</Badge>
          <IconButton label={hoursTexts.of(member.name)} onClick={() => setAsking('hours')}>
            <CalendarClock className="size-4" />
          </IconButton>
        </div>
      )}
      {newRole && (
        <ConfirmRequest
          route="staff.change"
          params={{ userId: member.userId, role: newRole }}
          refreshes={REFRESHES}
          title={texts.roleTitle(member.name, newRole)}
          description={<RoleChange from={member.role} to={newRole} isSelf={isSelf} />}
          confirmLabel={texts.roleSubmit}
          danger={newRole === 'owner' || isSelf}
          done={texts.roleChanged(member.name, newRole)}
          onClose={close}
        />
      )}
      {asking === 'hours' && <MemberHours member={member} onClose={close} />}
      {asking === 'email' && <EmailDialog member={member} onClose={close} />}
      {asking === 'disable' && <DisableDialog member={member} onClose={close} />}
      {asking === 'resetSecondFactor' && (
        <ConfirmRequest
          route="staff.resetSecondFactor"
          params={{ userId: member.userId }}
          refreshes={REFRESHES}
          title={texts.resetSecondFactorTitle(member.name)}
          description={texts.resetSecondFactorBody}
          confirmLabel={texts.resetSecondFactorSubmit}
          danger
          done={texts.resetSecondFactorDone(member.name)}
          onClose={close}
        />
      )}
      {asking === 'reset' && <ResetDialog member={member} onClose={close} />}
    </li>
  );
}

interface MemberMenuProps {
  member: StaffMember;
  /** True for the viewer's own row. Only others can reset the password, and disable the account. */
  isSelf: boolean;
  hasSecondFactor: boolean;
  onAsk: (what: Asking) => void;
  onEnable: () => void;
}

function MemberMenu({ member, isSelf, hasSecondFactor, onAsk, onEnable }: MemberMenuProps) {
  return (
    <Menu
      trigger={
        <IconButton label={texts.actions(member.name)}>
          <EllipsisVertical className="size-4" />
        </IconButton>
      }
    >
      {member.disabled ? (
        <MenuItem icon={UserRoundCheck} onSelect={onEnable}>
          {texts.enable}
        </MenuItem>
      ) : (
        <>
          <MenuItem icon={CalendarClock} onSelect={() => onAsk('hours')}>
            {hoursTexts.menu}
          </MenuItem>
          <MenuItem icon={Mail} onSelect={() => onAsk('email')}>
            {texts.changeEmail}
          </MenuItem>
          {!isSelf && (
            <MenuItem icon={KeyRound} onSelect={() => onAsk('reset')}>
              {texts.reset}
            </MenuItem>
          )}
          {!isSelf && hasSecondFactor && (
            <MenuItem icon={ShieldOff} onSelect={() => onAsk('resetSecondFactor')}>
              {texts.resetSecondFactor}
            </MenuItem>
          )}
          {!isSelf && (
            <MenuItem danger icon={UserRoundX} onSelect={() => onAsk('disable')}>
              {texts.disable}
            </MenuItem>
          )}
        </>
      )}
    </Menu>
  );
}

/** Says what the member may do with either role. */
function RoleChange({ from, to, isSelf }: { from: StaffRole; to: StaffRole; isSelf: boolean }) {
  const line = (when: string, role: StaffRole) => (
    <span className="block">
      {when}: <span className="font-medium text-ink">{common.staffRoles[role]}</span>. {texts.roleHints[role]}
    </span>
  );
  return (
    <span className="flex flex-col gap-2">
      {line(texts.roleNow, from)}
      {line(texts.roleThen, to)}
      {isSelf && <span className="block">{texts.roleOfYours}</span>}
    </span>
  );
}

function ResetDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const { userId, name, email } = member;
  const byMail = useRouteQuery('mail.status', {}).data?.configured === true;
  const reset = useRouteMutation('staff.resetPassword');
  const send = (mail: boolean) => reset.mutate({ userId, ...(mail && { mail }) });
  const issued = reset.data;
  if (issued)
    return (
      <StaffLinkDialog
        title={texts.resetLink(name)}
        note={issued.mailed ? texts.resetMailed(email) : texts.resetDone}
        mailed={issued.mailed}
        url={issued.url}
        onClose={onClose}
      />
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={texts.resetTitle(name)}
      description={byMail ? texts.resetBodyByMail(email) : texts.resetBody}
      confirmLabel={byMail ? texts.resetByMail : texts.resetSubmit}
      alternative={byMail ? { label: texts.resetSubmit, onSelect: () => send(false) } : undefined}
      pending={reset.isPending}
      error={reset.error ? errorMessage(reset.error) : undefined}
      onConfirm={() => send(byMail)}
    />
  );
}
