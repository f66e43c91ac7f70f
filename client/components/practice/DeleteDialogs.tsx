import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';

const texts = practicePage.deleting;

interface DeletingProps {
  onDelete: () => Promise<PracticeReceipt>;
  onDeleted: (receipt: PracticeReceipt) => void;
  onClose: () => void;
}

/** `what`: role and date of the attempt, for example "Backend Developer, Today, 14:30". */
export function DeleteAttemptDialog(props: DeletingProps & { what: string }) {
  return (
    <ConfirmAttempt
      attempt={props.onDelete}
      title={texts.attempt}
      description={texts.attemptBody(props.what)}
      confirmLabel={texts.attemptConfirm}
      onDone={props.onDeleted}
      onClose={props.onClose}
    />
  );
}

export function DeletePageDialog(props: DeletingProps & { attempts: number }) {
  return (
    <ConfirmAttempt
      attempt={props.onDelete}
      title={texts.page}
      description={texts.pageBody(props.attempts)}
      acknowledgement={texts.pageKnown}
      confirmLabel={texts.pageConfirm}
      onDone={props.onDeleted}
      onClose={props.onClose}
    />
  );
}
