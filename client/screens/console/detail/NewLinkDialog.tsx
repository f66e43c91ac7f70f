import type { InterviewId } from '../../../../shared/ids.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';

const texts = consoleTexts.newLink;

interface NewLinkDialogProps {
  interviewId: InterviewId;
  seat: SeatView;
  onClose: () => void;
  onIssued: (link: IssuedLink) => void;
}

export function NewLinkDialog({ interviewId, seat, onClose, onIssued }: NewLinkDialogProps) {
  return (
    <ConfirmRequest
      route="links.issue"
      params={{ interviewId, seatId: seat.seatId }}
      refreshes={['interviews.read']}
      title={texts.title(seat.displayName)}
      description={texts.body}
      confirmLabel={texts.confirm}
      onClose={onClose}
      onDone={({ link }) => onIssued(link)}
    />
  );
}
