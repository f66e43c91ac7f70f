import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { LinkToSend } from '../LinkToSend.tsx';
import { OneTimeLinkDialog } from '../OneTimeLinkDialog.tsx';

const texts = consoleTexts.links;

interface LinkDialogProps {
  link: IssuedLink;
  person: Pick<SeatView, 'displayName' | 'role'>;
  view: InterviewView;
  onClose: () => void;
}

export function LinkDialog({ link, person, view, onClose }: LinkDialogProps) {
  return (
    <OneTimeLinkDialog title={texts.title(person.displayName)} note={texts.onceOne} onClose={onClose}>
      {onCopied => (
        <>
          <LinkToSend
            onCopied={onCopied}
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
        </>
      )}
    </OneTimeLinkDialog>
  );
}
