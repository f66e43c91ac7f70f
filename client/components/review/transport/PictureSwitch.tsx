import type { ReviewPicture } from '../../../core/review/reviewSession.ts';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { reviewTexts } from '../../../texts/review.ts';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';

const PICTURES: readonly ReviewPicture[] = ['tracks', 'composed'];

/** Everybody's own file, or the one picture that was made of them; once there is one. */
export function PictureSwitch() {
  const { review, session } = useReview();
  const picture = useStore(session.picture);
  const texts = reviewTexts.transport;
  if (!review.composed || review.tracks.length === 0) return null;
  return (
    <SegmentedControl
      label={texts.picture}
      options={PICTURES.map(value => ({ value, label: texts.pictures[value] }))}
      value={picture}
      onChange={value => session.showAs(value)}
      className="p-0.5!"
      buttonClassName="px-2.5 font-medium max-lg:px-1.5 max-lg:text-xs"
    />
  );
}
