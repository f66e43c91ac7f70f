import { UserPlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { AppError } from '../../../../shared/errors.ts';
import { type Invitation, ROUTES, type RouteResult } from '../../../../shared/protocol/http.ts';
import type { StaffRole } from '../../../../shared/roles.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { staffTexts as texts } from '../../../texts/staff.ts';
import { formatDay } from '../../../texts/times.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { StaffLinkDialog } from '../OneTimeLinkDialog.tsx';
import { Teams } from '../teams/Teams.tsx';
import { Members } from './Members.tsx';

export function Staff() {
  usePageTitle(texts.title);
  const mayRead = useStaffMay('staff.read');
  const mayInvite = useStaffMay('staff.invite');
  const staff = useRouteQuery('staff.list', {}, { enabled: mayRead });
  const [inviting, setInviting] = useState(false);
  return (
    <ConsolePage
      title={texts.title}
      intro={texts.intro}
      actions={
        mayInvite && (
          <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
            {texts.invite}
          </Button>
        )
      }
      width="reading"
    >
      {!mayRead ? (
        <Banner>{texts.forbidden}</Banner>
      ) : (
        <Loaded query={staff} failed={texts.failed} skeleton={<StaffSkeleton />}>
          {({ members, invitations, secondFactors = [] }) => (
            <>
              <Members members={members} secondFactors={secondFactors} />
              <Teams staff={members} />
              <Invitations invitations={invitations} />
            </>
          )}
        </Loaded>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </ConsolePage>
  );
}

const ROWS = [0, 1, 2];

function StaffSkeleton() {
  return (
    <Skeletons className="gap-3">
      <Skeleton className="h-6 w-24" />
      <Card padding="none" className="divide-y divide-line">
        {ROWS.map(row => (
          <div key={row} className="flex items-center gap-3 p-4">
            <Skeleton className="size-9 rounded-full" />
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className="h-4 w-36" />
              <Skeleton className="h-3 w-48" />
            </div>
            <Skeleton className="h-8 w-28" />
          </div>
        ))}
      </Card>
    </Skeletons>
  );
}

function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const [renewed, setRenewed] = useState<RouteResult<'staff.invite'>>();
  return (
    <PageSection title={texts.invitations}>
      {invitations.length === 0 ? (
        <p className="text-sm text-muted">{texts.noInvitations}</p>
      ) : (
        <Card padding="none">
          <ul className="divide-y divide-line">
            {invitations.map(invitation => (
              <OpenInvitation key={invitation.email} invitation={invitation} onRenewed={setRenewed} />
            ))}
          </ul>
        </Card>
      )}
      {renewed && <InvitationLink invited={renewed} onClose={() => setRenewed(undefined)} />}
    </PageSection>
  );
}

interface OpenInvitationProps {
  invitation: Invitation;
  onRenewed: (invited: RouteResult<'staff.invite'>) => void;
}

function OpenInvitation({ invitation, onRenewed }: OpenInvitationProps) {
  const { invitationId, email, role, expiresAt, mail } = invitation;
  const now = useNow(60_000);
  const mayInvite = useStaffMay('staff.invite');
  const [revoking, setRevoking] = useState(false);
  const again = useRouteMutation('staff.invite', ['staff.list']);
  const byMail = useRouteQuery('mail.status', {}).data?.configured === true;
  const lost = mail !== undefined && mail !== 'sent' && mail !== 'waiting';
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 p-4">
      <div className="min-w-0">
        <p className="truncate text-sm font-medium">{email}</p>
        <p className="text-sm text-muted">
          {[
            common.staffRoles[role],
            texts.expires(formatDay(expiresAt, now)),
            ...(mail && !lost ? [texts.inviteMail[mail]] : []),
          ].join(' · ')}
        </p>
        {lost && (
          <Badge tone="warning" className="mt-1.5">
            {texts.inviteMail[mail]}
          </Badge>
        )}
      </div>
      {mayInvite && role !== 'owner' && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            aria-label={byMail ? texts.sendAgainOf(email) : texts.newLinkOf(email)}
            pending={again.isPending}
            onClick={() =>
              again.mutate(
                { email, role, instead: invitationId },
                {
                  onSuccess: onRenewed,
                  onError: error => toast.error(texts.inviteFailed, errorMessage(error)),
                },
              )
            }
          >
            {byMail ? texts.sendAgain : texts.newInviteLink}
          </Button>
          <Button
            variant="danger-quiet"
            size="sm"
            aria-label={texts.withdrawOf(email)}
            onClick={() => setRevoking(true)}
          >
            {texts.withdraw}
          </Button>
        </div>
      )}
      {revoking && (
        <ConfirmRequest
          route="invitations.revoke"
          params={{ invitationId }}
          refreshes={['staff.list']}
          title={texts.withdrawTitle(email)}
          description={texts.withdrawBody}
          confirmLabel={texts.withdraw}
          danger
          done={texts.withdrawn(email)}
          onClose={() => setRevoking(false)}
        />
      )}
    </li>
  );
}

const Invitee = ROUTES['staff.invite'].params.omit({ instead: true });
const ROLES = Invitee.shape.role.options.map(role => ({ value: role, label: common.staffRoles[role] }));

function InviteDialog({ onClose }: { onClose: () => void }) {
  const [invited, setInvited] = useState<RouteResult<'staff.invite'>>();
  return invited ? (
    <InvitationLink invited={invited} onClose={onClose} />
  ) : (
    <InviteForm onClose={onClose} onInvited={setInvited} />
  );
}

type InvitationLinkProps = { invited: RouteResult<'staff.invite'>; onClose: () => void };
function InvitationLink({ invited: { invitation, url, mailed }, onClose }: InvitationLinkProps) {
  const { email } = invitation;
  return (
    <StaffLinkDialog
      title={texts.inviteLink(email)}
      note={mailed ? texts.inviteMailed(email) : texts.inviteDone}
      mailed={mailed}
      url={url}
      onClose={onClose}
    />
  );
}

/** Returns the open invitation because of which another one was refused. */
function openInvitationOf(failure: unknown): { invitationId: string; role: StaffRole } | undefined {
  if (!(failure instanceof AppError) || failure.reason !== 'already-invited') return undefined;
  return { ...(failure.values as { role: StaffRole }), ...(failure.details as { invitationId: string }) };
}

type InviteFormProps = { onClose: () => void; onInvited: (invited: RouteResult<'staff.invite'>) => void };
function InviteForm({ onClose, onInvited }: InviteFormProps) {
  /** The open invitation that the next one may replace. */
  const instead = useRef<string>(undefined);
  const invite = useRouteMutation('staff.invite', ['staff.list']);
  const form = useForm({
    initial: { email: '', role: 'interviewer' },
    schema: Invitee,
    onSubmit: async invitee => {
      const wanted = { ...invitee, ...(instead.current && { instead: instead.current }) };
      instead.current = undefined;
      onInvited(await invite.mutateAsync(wanted));
    },
  });
  const open = openInvitationOf(form.failure);
  const role = Invitee.shape.role.parse(form.values.role);
  const byMail = useRouteQuery('mail.status', {}).data?.configured === true;
  return (
    <FormDialog
      form={form}
      title={texts.inviteTitle}
      description={byMail ? texts.inviteBodyByMail : texts.inviteBody}
      submitLabel={byMail ? texts.inviteSubmitByMail : texts.inviteSubmit}
      failed={texts.inviteFailed}
      onClose={onClose}
    >
      {open && (
        <Button
          className="self-start"
          onClick={() => {
            instead.current = open.invitationId;
            form.formRef.current?.requestSubmit();
          }}
        >
          {open.role === role ? texts.sendAgain : texts.inviteInstead(role)}
        </Button>
      )}
      <TextField
        {...form.field('email')}
        label={texts.email}
        type="email"
        autoComplete="off"
        inputMode="email"
      />
      <Select
        label={texts.role}
        hint={texts.roleHints[role]}
        options={ROLES}
        value={role}
        onChange={event => form.change({ role: event.target.value })}
      />
    </FormDialog>
  );
}
