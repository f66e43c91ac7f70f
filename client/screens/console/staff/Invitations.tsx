import type { Invitation } from '../../../../shared/protocol/http.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { formatDay } from '../../../texts/times.ts';

const texts = consoleTexts.staff;

export function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  return (
    <section aria-labelledby="invitations" className="flex flex-col gap-3">
      <h2 id="invitations" className="text-base font-semibold">
        {texts.invitations}
      </h2>
      {invitations.length === 0 ? (
        <p className="text-sm text-muted">{texts.noInvitations}</p>
      ) : (
        <Card padding="none">
          <ul className="divide-y divide-line">
            {invitations.map(invitation => (
              <OpenInvitation key={invitation.invitationId} invitation={invitation} />
            ))}
          </ul>
        </Card>
      )}
    </section>
  );
}

function OpenInvitation({ invitation }: { invitation: Invitation }) {
  const { invitationId, email, role, expiresAt } = invitation;
  const now = useNow(60_000);
  const mayInvite = useStaffMay('staff.invite');
  const revoke = useRouteMutation('invitations.revoke', ['staff.list']);
  const withdraw = () =>
    revoke.mutate(
      { invitationId },
      {
        onSuccess: () => toast.success(texts.withdrawn(email)),
        onError: error => toast.error(texts.changeFailed, errorMessage(error)),
      },
    );
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 p-4">
      <div className="min-w-0">
        <p className="truncate text-sm font-medium">{email}</p>
        <p className="text-sm text-muted">
          {common.staffRoles[role]} · {texts.expires(formatDay(expiresAt, now))}
        </p>
      </div>
      {mayInvite && (
        <Button
          variant="danger-quiet"
          size="sm"
          aria-label={texts.withdrawOf(email)}
          pending={revoke.isPending}
          onClick={withdraw}
        >
          {texts.withdraw}
        </Button>
      )}
    </li>
  );
}
