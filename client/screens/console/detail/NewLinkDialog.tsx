import type { InterviewId } from '../../../../shared/ids.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { consoleTexts } from '../../../texts/console.ts';

const texts = consoleTexts.newLink;

interface NewLinkDialogProps {
  interviewId: InterviewId;
  seat: SeatView;
  onClose: () => void;
  onIssued: (link: IssuedLink) => void;
}

export function NewLinkDialog({ interviewId, seat, onClose, onIssued }: NewLinkDialogProps) {
  const issue = useRouteMutation('links.issue', ['interviews.read']);
  const confirm = () =>
    issue.mutate({ interviewId, seatId: seat.seatId }, { onSuccess: ({ link }) => onIssued(link) });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={texts.title(seat.displayName)}
      description={texts.body}
      confirmLabel={texts.confirm}
      pending={issue.isPending}
      error={issue.error ? errorMessage(issue.error) : undefined}
      onConfirm={confirm}
    />
  );
}
