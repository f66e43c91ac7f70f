import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { captionsShown } from '../../core/roomStores.ts';
import { useCaption } from '../../hooks/recruiter/useCaption.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { classNames } from '../ui/classNames.ts';

/**
 * The recruiter's exact words while they are heard. A line that no one hears is shown in whole, also to those who have switched
 * captions off. Not a live region: the voice says it, and what has no voice is announced.
 */
export function CaptionLine({ recruiter }: { recruiter: RecruiterView }) {
  const wanted = useStore(captionsShown);
  const caption = useCaption(recruiter);
  if (!caption || !(wanted || caption.whole)) return null;
  return (
    <p
      data-caption
      className={classNames(
        'pointer-events-auto max-h-full max-w-[36rem] overflow-y-auto rounded-control bg-black/80 px-4 py-2 text-center text-base text-balance text-white @2xl:text-lg',
        caption.whole && 'text-left! text-wrap!',
      )}
    >
      {caption.text}
    </p>
  );
}
