import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { consoleTexts } from '../../../texts/console.ts';
import { LinkToSend } from '../LinkToSend.tsx';

const texts = consoleTexts.links;

interface LinkDialogProps {
  link: IssuedLink;
  person: Pick<SeatView, 'displayName' | 'role'>;
  view: InterviewView;
  onClose: () => void;
}

export function LinkDialog({ link, person, view, onClose }: LinkDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={texts.title(person.displayName)}
      footer={
        <Button variant="primary" onClick={onClose}>
          {texts.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warning">{texts.onceOne}</Banner>
        <LinkToSend
          facts={{
            displayName: person.displayName,
            role: person.role,
            title: view.title,
            scheduledAt: view.scheduledAt,
            plannedMinutes: view.plannedMinutes,
            heldByRecruiter: view.recruiterSettings !== undefined,
            window: view.openedAt === undefined ? view.window : undefined,
            url: link.url,
          }}
        />
        <p className="text-sm text-muted">{texts.warnForward}</p>
      </div>
    </Dialog>
  );
}
