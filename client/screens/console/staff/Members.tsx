import {
  CalendarClock,
  EllipsisVertical,
  KeyRound,
  ShieldCheck,
  ShieldOff,
  UserRoundCheck,
  UserRoundX,
} from 'lucide-react';
import { useState } from 'react';
import type { RouteResult, StaffMember } from '../../../../shared/protocol/http.ts';
import { StaffRole } from '../../../../shared/roles.ts';
import { Avatar } from '../../../components/ui/Avatar.tsx';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { hoursTexts } from '../../../texts/hours.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { PageSection } from '../ConsolePage.tsx';
import { MemberHours } from '../hours/MemberHours.tsx';
import { StaffLinkDialog } from '../OneTimeLinkDialog.tsx';
import { DisableDialog } from './DisableDialog.tsx';

const texts = consoleTexts.staff;

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
            />
          ))}
        </ul>
      </Card>
    </PageSection>
  );
}

const REFRESHES = ['staff.list', 'staff.access', 'account.read'] as const;
const ROLES = StaffRole.options.map(role => ({ value: role, label: common.staffRoles[role] }));

type Asking = 'hours' | 'disable' | 'reset' | 'resetSecondFactor';

function Member({ member, hasSecondFactor }: { member: StaffMember; hasSecondFactor: boolean }) {
  const mayChange = useStaffMay('staff.change');
  const isSelf = useMember()?.userId === member.userId;
  const change = useChange(member);
  const [asking, setAsking] = useState<Asking>();
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
        </div>
      </div>
      {mayChange ? (
        <div className="flex items-center gap-2">
          <div className="w-36">
            <Select
              label={texts.roleOf(member.name)}
              hideLabel
              options={ROLES}
              value={member.role}
              disabled={change.pending || member.disabled}
              onChange={event => change.setRole(StaffRole.parse(event.target.value))}
            />
          </div>
          <MemberMenu
            member={member}
            isSelf={isSelf}
            hasSecondFactor={hasSecondFactor}
            onAsk={setAsking}
            onEnable={change.enable}
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
      {asking === 'hours' && <MemberHours member={member} onClose={() => setAsking(undefined)} />}
      {asking === 'disable' && <DisableDialog member={member} onClose={() => setAsking(undefined)} />}
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
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'reset' && <ResetDialog member={member} onClose={() => setAsking(undefined)} />}
    </li>
  );
}

interface MemberMenuProps {
  member: StaffMember;
  /** True for the viewer's own row, whose menu has no password reset. */
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
          <MenuItem danger icon={UserRoundX} onSelect={() => onAsk('disable')}>
            {texts.disable}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

function useChange({ userId, name }: StaffMember) {
  const mutation = useRouteMutation('staff.change', REFRESHES);
  const send = (part: { role: StaffRole } | { disabled: false }, done: string) =>
    mutation.mutate({ userId, ...part }, withToasts(done, texts.changeFailed));
  return {
    pending: mutation.isPending,
    setRole: (role: StaffRole) => send({ role }, texts.roleChanged(name, role)),
    enable: () => send({ disabled: false }, texts.enabled(name)),
  };
}

function ResetDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const [issued, setIssued] = useState<RouteResult<'staff.resetPassword'>>();
  if (!issued)
    return (
      <ConfirmRequest
        route="staff.resetPassword"
        params={{ userId: member.userId }}
        refreshes={[]}
        title={texts.resetTitle(member.name)}
        description={texts.resetBody}
        confirmLabel={texts.resetSubmit}
        onClose={onClose}
        onDone={setIssued}
      />
    );
  return (
    <StaffLinkDialog
      title={texts.resetLink(member.name)}
      note={texts.resetDone}
      url={issued.url}
      onClose={onClose}
    />
  );
}
