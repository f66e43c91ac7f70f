import { Play } from 'lucide-react';
import { Link } from 'react-router';
import type { InterviewId } from '../../../../shared/ids.ts';
import { buttonStyle } from '../../../components/ui/buttonStyle.ts';
import { Tooltip } from '../../../components/ui/Tooltip.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { reviewTexts } from '../../../texts/review.ts';

interface MomentLinkProps {
  interviewId: InterviewId;
  markerId: string;
}

/** Leads from a rating or a note to its moment in the recording. */
export function MomentLink({ interviewId, markerId }: MomentLinkProps) {
  const label = reviewTexts.watch.momentOfRating;
  return (
    <Tooltip label={label}>
      <Link
        to={reviewPath(interviewId, { markerId })}
        aria-label={label}
        className={buttonStyle('quiet', 'sm', 'size-8 px-0!')}
      >
        <Play className="size-4" aria-hidden="true" />
      </Link>
    </Tooltip>
  );
}
