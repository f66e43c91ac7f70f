import type { CandidateRecord } from '../../../../shared/protocol/candidateRoutes.ts';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { candidateTexts } from '../../../texts/candidates.ts';

const texts = candidateTexts.deletion;

interface DeleteCandidateProps {
  candidate: CandidateRecord;
  onClose: () => void;
  onDone: () => void;
}

/** Says what is deleted and what must stay, and deletes the person. */
export function DeleteCandidate({ candidate, onClose, onDone }: DeleteCandidateProps) {
  const { candidateId, name, rounds } = candidate;
  const request = useRouteMutation('candidates.delete', ['candidates.list', 'interviews.list']);
  const submit = () =>
    request.mutate(
      { candidateId },
      {
        onSuccess: ({ deleted }) => {
          toast.success(texts.done(deleted));
          onDone();
        },
      },
    );
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={onClose}
      title={texts.title(name)}
      description={
        <span className="flex flex-col gap-3">
          <span>{texts.goes}</span>
          <span className="flex flex-col gap-0.5">
            {rounds.map(({ seatId, title }) => (
              <span key={seatId} className="font-medium break-words text-ink">
                {title}
              </span>
            ))}
          </span>
          <span>{texts.stays}</span>
        </span>
      }
      acknowledgement={texts.irreversible}
      confirmLabel={texts.confirm}
      pending={request.isPending}
      error={request.error ? errorMessage(request.error) : undefined}
      onConfirm={submit}
    />
  );
}
