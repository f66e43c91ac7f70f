import { Button } from '../../../components/ui/Button.tsx';
import { likelyAddress } from '../../../core/addressTypo.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';

interface AddressHintProps {
  email: string;
  onUse: (email: string) => void;
}

/** Offers the address that was probably meant, because a mistyped invitation reaches no one or a stranger. */
export function AddressHint({ email, onUse }: AddressHintProps) {
  const likely = likelyAddress(email);
  return (
    <div aria-live="polite" className="empty:hidden">
      {likely && (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-warning-ink">
          {newInterviewTexts.form.likely(likely)}
          <Button size="sm" variant="quiet" className="-my-1.5" onClick={() => onUse(likely)}>
            {newInterviewTexts.form.useLikely}
          </Button>
        </p>
      )}
    </div>
  );
}
