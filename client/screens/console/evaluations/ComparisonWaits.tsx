import { BellRing, CircleStop } from 'lucide-react';
import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { WaitedFor } from '../../../../shared/protocol/evaluationRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { ConfirmAttempt } from '../../../components/ui/ConfirmAttempt.tsx';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { evaluationRatingTexts } from '../../../texts/evaluationRating.ts';

const texts = evaluationRatingTexts.comparison;
const REFRESH_MS = 15_000;

/** Names for whom a comparison waits, with ways to remind them and to end the comparison. */
export function ComparisonWaits({ interviewId }: { interviewId: InterviewId }) {
  const { data } = useRouteQuery(
    'evaluations.comparison',
    { interviewId },
    { refetchIntervalMs: REFRESH_MS },
  );
  const [ending, setEnding] = useState(false);
  const end = useRouteMutation('evaluations.endComparison', [
    ...(['evaluations.comparison', 'evaluations.read', 'evaluations.list', 'home.read'] as const),
  ]);
  const others = data?.waitsFor.filter(({ own }) => !own) ?? [];
  if (others.length === 0 && !data?.mayEnd) return null;
  return (
    <div className="flex flex-col gap-3 text-sm" data-comparison-waits>
      {others.length > 0 && (
        <>
          <p>{texts.waits}</p>
          <ul className="flex flex-col divide-y divide-line rounded-control border border-line">
            {others.map(person => (
              <Person key={person.seatId} interviewId={interviewId} person={person} />
            ))}
          </ul>
        </>
      )}
      {data?.mayEnd && (
        <Button size="sm" className="self-start" icon={CircleStop} onClick={() => setEnding(true)}>
          {texts.end}
        </Button>
      )}
      {ending && (
        <ConfirmAttempt
          attempt={() => end.mutateAsync({ interviewId })}
          title={texts.endTitle}
          description={texts.endBody}
          confirmLabel={texts.end}
          done={texts.ended}
          onClose={() => setEnding(false)}
        />
      )}
    </div>
  );
}

function Person({ interviewId, person }: { interviewId: InterviewId; person: WaitedFor }) {
  const { name, reach, seatId } = person;
  const remind = useRouteMutation('evaluations.remindToCompare', ['evaluations.comparison']);
  const send = () =>
    remind.mutate({ interviewId, seatId }, withToasts(texts.reminderSent(name), texts.remindFailed));
  return (
    <li className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2">
      <span className="flex min-w-0 flex-col">
        <span className="font-medium wrap-anywhere">{name}</span>
        {reach !== 'mail' && <span className="text-muted">{texts.reach[reach]}</span>}
      </span>
      {reach === 'mail' && (
        <Button
          size="sm"
          icon={BellRing}
          pending={remind.isPending}
          aria-label={texts.remindOf(name)}
          onClick={send}
        >
          {texts.remind}
        </Button>
      )}
    </li>
  );
}
