import { reviewTexts } from '../../texts/review.ts';
import { KeyList, KeySection } from '../room/KeyList.tsx';
import { RubricKeys } from '../rubric/RubricKeys.tsx';
import { Dialog } from '../ui/Dialog.tsx';

interface ReviewKeysDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rates: boolean;
  /** Whether there is an address of a moment that can be passed on. */
  addressable: boolean;
}

const texts = reviewTexts.keys;

export function ReviewKeysDialog({ open, onOpenChange, rates, addressable }: ReviewKeysDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={texts.title}
      description={rates ? `${texts.note} ${texts.noteRubric}` : texts.note}
    >
      <KeyList keys={texts.list.filter(([key]) => addressable || key !== 'Y')} />
      {rates && (
        <>
          <KeySection title={reviewTexts.side.tabs.rubric} keys={[texts.rubric]} />
          <RubricKeys />
        </>
      )}
    </Dialog>
  );
}
