import { useState } from 'react';
import type { InterviewId } from '../../../../../shared/ids.ts';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { useRowKeys } from '../../useRowKeys.ts';
import { QueueRow } from './QueueRow.tsx';
import type { Claiming } from './useClaiming.ts';

interface QueueRowsProps {
  items: readonly QueueItem[];
  /** By the server's clock. */
  now: number;
  claiming: Claiming;
}

/** Rows of the queue. Arrows go from one to the next; Tab enters the one where it was last, and leaves the list after it. */
export function QueueRows({ items, now, claiming }: QueueRowsProps) {
  const { listRef, onRowKeyDown } = useRowKeys();
  const [attended, setAttended] = useState<InterviewId>();
  const tabStop = items.find(({ interviewId }) => interviewId === attended) ?? items[0];
  return (
    <div ref={listRef}>
      <ul className="flex flex-col gap-2 md:gap-0 md:overflow-hidden md:rounded-card md:border md:border-line md:bg-surface">
        {items.map(item => (
          <QueueRow
            key={item.interviewId}
            item={item}
            now={now}
            claiming={claiming}
            tabStop={item === tabStop}
            onFocus={() => setAttended(item.interviewId)}
            onKeyDown={onRowKeyDown}
          />
        ))}
      </ul>
    </div>
  );
}
