import { recordingTexts } from '../../texts/recordingList.ts';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';

interface EraseDialogProps {
  erase: () => Promise<unknown>;
  onErased: () => void;
  onClose: () => void;
}

/** Of a recording, with all that was made of it. */
export function EraseDialog({ erase, onErased, onClose }: EraseDialogProps) {
  const { title, body, confirm, done } = recordingTexts.erase;
  return (
    <ConfirmAttempt
      attempt={erase}
      title={title}
      description={body}
      confirmLabel={confirm}
      done={done}
      onDone={onErased}
      onClose={onClose}
    />
  );
}
