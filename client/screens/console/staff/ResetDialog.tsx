import { useState } from 'react';
import type { RouteResult, StaffMember } from '../../../../shared/protocol/http.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { CopyField } from '../../../components/ui/CopyField.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { consoleTexts } from '../../../texts/console.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';

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
  const label = texts.resetLink(member.name);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={label}
      footer={
        <Button variant="primary" onClick={onClose}>
          {consoleTexts.links.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warning">{texts.resetDone}</Banner>
        <CopyField label={label} hideLabel value={issued.url} />
      </div>
    </Dialog>
  );
}
