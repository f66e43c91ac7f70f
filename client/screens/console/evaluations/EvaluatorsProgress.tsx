import { ChevronRight, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { UserId } from '../../../../shared/ids.ts';
import type { EvaluatorLoad } from '../../../../shared/protocol/evaluationRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { calibrationTexts } from '../../../texts/calibration.ts';
import { evaluationTeamTexts } from '../../../texts/evaluationTeam.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { ComparedRatings, Distances } from './ComparedRatings.tsx';

const texts = calibrationTexts.calibration;

/** How many references each evaluator has rated, and how far each is from the agreed ratings. */
export function EvaluatorsProgress() {
  const load = useRouteQuery('evaluations.load', {});
  return (
    <PageSection title={texts.people}>
      <Loaded
        query={load}
        failed={texts.peopleFailed}
        skeleton={<SkeletonRows count={2} row="h-11 w-full max-w-3xl rounded-card!" className="gap-2" />}
      >
        {({ people }) => {
          const raters = people.flatMap(({ calibration, name, userId }) =>
            calibration && calibration.standing !== 'exempt' ? [{ calibration, name, userId }] : [],
          );
          if (raters.length === 0) return <p className="text-sm text-muted">{texts.noPeople}</p>;
          return (
            <Card padding="none" className="max-w-3xl">
              <ul className="divide-y divide-line">
                {raters.map(person => (
                  <EvaluatorProgress key={person.userId} {...person} />
                ))}
              </ul>
            </Card>
          );
        }}
      </Loaded>
    </PageSection>
  );
}

interface EvaluatorProgressProps extends Pick<EvaluatorLoad, 'name' | 'userId'> {
  calibration: NonNullable<EvaluatorLoad['calibration']>;
}

/** A row that opens the person's distances, once they have rated a reference. */
function EvaluatorProgress({ calibration, name, userId }: EvaluatorProgressProps) {
  const { done, of, rated, standing } = calibration;
  const [open, setOpen] = useState(false);
  const facts = (
    <>
      <span className="min-w-0 wrap-anywhere">{name}</span>
      <span className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-muted tabular-nums">
        {standing === 'rating' ? (
          evaluationTeamTexts.team.calibrating(done, of)
        ) : (
          <>
            {texts.whyCounts[standing]}
            <Badge tone="success" icon={CircleCheck}>
              {texts.done}
            </Badge>
          </>
        )}
      </span>
    </>
  );
  const style = 'flex min-h-11 w-full flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 text-left text-sm';
  return (
    <li data-progress={userId}>
      {rated === 0 ? (
        // As wide as the arrow of rows that open.
        <div className={`${style} pl-10`}>{facts}</div>
      ) : (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={`group ${style} transition-colors hover:bg-hover`}
        >
          <ChevronRight className="size-4 shrink-0 text-muted transition-transform group-aria-expanded:rotate-90" />
          {facts}
        </button>
      )}
      {open && <PersonDistances userId={userId} name={name} />}
    </li>
  );
}

function PersonDistances({ userId, name }: { userId: UserId; name: string }) {
  const read = useRouteQuery('evaluations.calibration', { userId });
  return (
    <div className="flex flex-col gap-4 px-2 pt-2 pb-4 sm:px-4">
      <Loaded
        query={read}
        failed={texts.failed}
        skeleton={<SkeletonRows count={2} row="h-24 w-full rounded-card!" className="gap-4" />}
      >
        {({ calibration: { distances, rated } }) => (
          <>
            {distances.length > 0 && <Distances distances={distances} />}
            {rated.map(reference => (
              <ComparedRatings key={reference.interviewId} reference={reference} rater={name} />
            ))}
          </>
        )}
      </Loaded>
    </div>
  );
}
