import { useState } from 'react';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { recordingTexts } from '../../texts/recordingList.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

interface EraseDialogProps {
  erase: () => Promise<unknown>;
  onErased: () => void;
  onClose: () => void;
}

/** It cannot be taken back. Where the server refuses, the dialog stays and says why. */
export function EraseDialog({ erase, onErased, onClose }: EraseDialogProps) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const texts = recordingTexts.erase;
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await erase();
      toast.success(texts.done);
      onErased();
      onClose();
    } catch (refusal) {
      setError(errorMessage(refusal));
    } finally {
      setPending(false);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={texts.title}
      description={texts.body}
      confirmLabel={texts.confirm}
      danger
      pending={pending}
      error={error}
      onConfirm={() => void confirm()}
    />
  );
}
