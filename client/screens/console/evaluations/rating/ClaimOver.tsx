import { CircleSlash, CloudOff, Hourglass, type LucideIcon, MonitorSmartphone, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { IconPage } from '../../../../components/shell/IconPage.tsx';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { Skeleton, Skeletons } from '../../../../components/ui/Skeleton.tsx';
import { type ClaimEnd, claimEnd } from '../../../../core/evaluation/claimEnd.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { uiTexts } from '../../../../texts/ui.ts';
import type { Reading } from '../../Loaded.tsx';
import { TakenDialog } from '../queue/TakenDialog.tsx';
import { useClaiming } from '../queue/useClaiming.ts';
import { OtherPage } from './OtherPage.tsx';

const texts = evaluationTexts.over;

const ICONS: Record<ClaimEnd, LucideIcon> = {
  expired: Hourglass,
  handedBack: CircleSlash,
  takenBack: CircleSlash,
  elsewhere: MonitorSmartphone,
  closed: Trash2,
  gone: Trash2,
  unreachable: CloudOff,
};

interface ClaimOverProps {
  read: Reading<RouteResult<'evaluations.read'>>;
  /** Back to whatever the server says of it now. */
  onAgain: () => void;
}

/** The claim has ended while its page was open: what happened, what is safe, and what can be done. */
export function ClaimOver({ read, onAgain }: ClaimOverProps) {
  const checked = useReadAnew(read);
  return (
    <OtherPage>
      {checked ? (
        <Ended read={read} onAgain={onAgain} />
      ) : (
        <Skeletons label={texts.checking} className="gap-4">
          <Skeleton className="size-14 rounded-card!" />
          <Skeleton className="h-8 w-2/3" />
          <Skeleton className="h-12 w-full" />
        </Skeletons>
      )}
    </OtherPage>
  );
}

function Ended({ read, onAgain }: ClaimOverProps) {
  const claiming = useClaiming();
  // What was found out stays said, whatever becomes of the evaluation afterwards.
  const [end] = useState(() =>
    claimEnd(read.isError || !read.data ? { error: read.error } : { item: read.data.item }),
  );
  const { title, body } = texts[end];
  const item = read.data?.item;
  const claimable =
    (end === 'expired' || end === 'handedBack' || end === 'takenBack') && item?.stage === 'rate';
  const claim = async () => {
    if (!item) return;
    if (await claiming.claim(item.interviewId)) onAgain();
  };
  return (
    <IconPage icon={ICONS[end]} size="md" title={title} body={<p>{body}</p>} live data-claim-over={end}>
      {claimable && item.refused && <Banner>{evaluationTexts.refused[item.refused]}</Banner>}
      <div className="flex flex-wrap gap-3 empty:hidden">
        {claimable && !item.refused && (
          <Button variant="primary" pending={claiming.pending !== undefined} onClick={() => void claim()}>
            {texts.again}
          </Button>
        )}
        {end === 'elsewhere' && (
          <Button variant="primary" onClick={onAgain}>
            {texts.continueHere}
          </Button>
        )}
        {end === 'unreachable' && (
          <Button variant="primary" pending={read.isFetching} onClick={onAgain}>
            {uiTexts.tryAgain}
          </Button>
        )}
      </div>
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={Date.now()} />}
    </IconPage>
  );
}

/** Asks the server once more, and says when it has answered or could not. */
function useReadAnew({ refetch }: Pick<ClaimOverProps['read'], 'refetch'>): boolean {
  const [done, setDone] = useState(false);
  const latest = useRef(refetch);
  useEffect(() => {
    let gone = false;
    void Promise.resolve(latest.current()).then(() => {
      if (!gone) setDone(true);
    });
    return () => {
      gone = true;
    };
  }, []);
  return done;
}
