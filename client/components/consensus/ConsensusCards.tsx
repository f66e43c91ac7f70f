import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { type CompetencyRow, cellOf, isRevised } from '../../core/consensus/consensusRows.ts';
import { classNames } from '../ui/classNames.ts';
import { CompetencyDetails } from './CompetencyDetails.tsx';
import type { ConsensusRowsProps } from './ConsensusTable.tsx';
import { type ConsensusBoard, nameOf } from './consensusBoard.ts';
import { RaterMean } from './RaterMean.tsx';
import { SpreadMark } from './SpreadMark.tsx';

/** The same on phones: one card a competency. */
export function ConsensusCards({ board, rows }: ConsensusRowsProps) {
  return (
    <ul className="flex flex-col gap-3">
      {rows.map(row => (
        <CompetencyCard key={row.competencyId} board={board} row={row} />
      ))}
    </ul>
  );
}

function CompetencyCard({ board, row }: { board: ConsensusBoard; row: CompetencyRow }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <li className="rounded-card border border-line bg-surface" data-competency={row.competencyId}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? detailsId : undefined}
          onClick={() => setOpen(!open)}
          className="flex min-h-12 w-full flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2 text-left text-sm font-medium"
        >
          <ChevronRight
            className={classNames('size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
            aria-hidden="true"
          />
          <span className="min-w-0 flex-1">{row.competency.name}</span>
          {board.scorecards.length > 1 && <SpreadMark spread={row.spread} level={row.level} />}
        </button>
      </h3>
      <dl className="flex flex-col gap-1.5 px-4 pb-3 text-sm">
        {board.scorecards.map(card => {
          const cell = cellOf(row, card.seatId);
          return (
            <div key={card.seatId} className="flex items-baseline justify-between gap-4">
              <dt className="min-w-0 truncate text-muted">{nameOf(board, card.seatId)}</dt>
              <dd className="text-base font-medium">
                <RaterMean cell={cell} revised={cell !== undefined && isRevised(card, cell)} />
              </dd>
            </div>
          );
        })}
      </dl>
      {open && (
        <div id={detailsId} className="border-t border-line px-4 py-4">
          <CompetencyDetails board={board} row={row} />
        </div>
      )}
    </li>
  );
}
