import { useState } from 'react';
import type { RouteResult, StaffMember } from '../../../../shared/protocol/http.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { StaffLinkDialog } from './StaffLinkDialog.tsx';

const texts = consoleTexts.staff;

/** Asks, and then shows the link with which the member chooses a new password. */
export function ResetDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
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
