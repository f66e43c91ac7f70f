import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';

const texts = practicePage.deleting;

interface DeletingProps {
  attempt: () => Promise<PracticeReceipt>;
  onDone: (receipt: PracticeReceipt) => void;
  onClose: () => void;
}

/** Confirms a deletion. `what` names the attempt, for example "Backend Developer, Today, 14:30". */
export function DeleteAttemptDialog({ what, ...props }: DeletingProps & { what: string }) {
  const { attempt: title, attemptBody, attemptConfirm } = texts;
  return (
    <ConfirmAttempt {...props} title={title} description={attemptBody(what)} confirmLabel={attemptConfirm} />
  );
}

export function DeletePageDialog({ attempts, ...props }: DeletingProps & { attempts: number }) {
  return (
    <ConfirmAttempt
      {...props}
      title={texts.page}
      description={texts.pageBody(attempts)}
      acknowledgement={texts.pageKnown}
      confirmLabel={texts.pageConfirm}
    />
  );
}
