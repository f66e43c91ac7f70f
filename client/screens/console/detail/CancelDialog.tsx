import type { InterviewId } from '../../../../shared/ids.ts';
import { toast } from '../../../core/toast.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';

const texts = consoleTexts.cancelInterview;

export function CancelDialog({ interviewId, onClose }: { interviewId: InterviewId; onClose: () => void }) {
  return (
    <ConfirmRequest
      route="interviews.cancel"
      params={{ interviewId }}
      refreshes={['interviews.list', 'interviews.read']}
      title={texts.title}
      description={texts.body}
      confirmLabel={texts.confirm}
      cancelLabel={texts.keep}
      danger
      onClose={onClose}
      onDone={() => {
        toast.success(texts.done);
        onClose();
      }}
    />
  );
}
