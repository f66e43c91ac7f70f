import { BellRing, CircleStop } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { Comparison, WaitedFor } from '../../../../shared/protocol/evaluationRoutes.ts';
import { Revision } from '../../../../shared/rubric/scorecard.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useNow } from '../../../hooks/useNow.ts';
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
  if (data?.ended) return <Ended ended={data.ended} />;
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
        <EndDialog
          end={reason => end.mutateAsync({ interviewId, ...(reason !== '' && { reason }) })}
          onClose={() => setEnding(false)}
        />
      )}
    </div>
  );
}

function Ended({ ended: { at, by, reason } }: { ended: NonNullable<Comparison['ended']> }) {
  const now = useNow(60_000);
  return (
    <div className="flex flex-col gap-1 text-sm" data-comparison-ended>
      <p className="font-medium">{texts.endedBy(by, at, now)}</p>
      {reason && <p className="wrap-anywhere">{texts.endedReason(reason)}</p>}
      <p className="text-muted">{texts.endedNote}</p>
    </div>
  );
}

type EndDialogProps = { end: (reason: string) => Promise<unknown>; onClose: () => void };
function EndDialog({ end, onClose }: EndDialogProps) {
  const form = useForm({
    initial: { reason: '' },
    schema: z.object({ reason: Revision.shape.reason.or(z.literal('')) }),
    onSubmit: async ({ reason }) => {
      await end(reason);
      toast.success(texts.ended);
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.endTitle}
      description={texts.endBody}
      submitLabel={texts.end}
      failed={texts.endFailed}
      onClose={onClose}
    >
      <TextField label={texts.reason} hint={texts.reasonHint} optional {...form.field('reason')} />
    </FormDialog>
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
