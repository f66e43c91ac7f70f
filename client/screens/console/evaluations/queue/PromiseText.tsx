import { Clock, TriangleAlert } from 'lucide-react';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Badge } from '../../../../components/ui/Badge.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { formatDistance } from '../../../../texts/times.ts';

const texts = evaluationTexts.promise;
const SOON_MS = 6 * 3_600_000;

interface PromiseTextProps {
  item: Pick<QueueItem, 'promised' | 'promisedAt' | 'stage'>;
  now: number;
  /** In a column of its own, where the place says what it is. */
  inRow?: boolean;
}

/** By when it was promised, if it was. Overdue has a sign and a word of its own, not a color alone. */
export function PromiseText({ item, now, inRow = false }: PromiseTextProps) {
  const { promised, promisedAt, stage } = item;
  if (!promised) return <p className="text-sm text-muted">{texts.none}</p>;
  const due = stage === 'rate' || stage === 'agree' || stage === 'write';
  const overdue = due && promisedAt < now;
  const soon = due && !overdue && promisedAt - now < SOON_MS;
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-sm tabular-nums',
        inRow && 'md:flex-col md:items-start',
      )}
    >
      {overdue ? (
        <Badge tone="danger" icon={<TriangleAlert className="size-3.5" aria-hidden="true" />}>
          {texts.overdue}
        </Badge>
      ) : soon ? (
        <Badge tone="warning" icon={<Clock className="size-3.5" aria-hidden="true" />}>
          {texts.soon}
        </Badge>
      ) : null}
      <span className="font-medium">
        <span className={inRow ? 'sr-only' : 'font-normal text-muted'}>{texts.label} </span>
        {texts.by(promisedAt, now)}
      </span>
      {due && (
        <span className={overdue ? 'text-xs text-danger-ink' : 'text-xs text-muted'}>
          {overdue ? texts.late(promisedAt, now) : formatDistance(promisedAt, now)}
        </span>
      )}
    </div>
  );
}
