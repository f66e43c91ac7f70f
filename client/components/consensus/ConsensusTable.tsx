import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { type CompetencyRow, cellOf, isRevised } from '../../core/consensus/consensusRows.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { classNames } from '../ui/classNames.ts';
import { CompetencyDetails } from './CompetencyDetails.tsx';
import { type ConsensusBoard, nameOf } from './consensusBoard.ts';
import { RaterMean } from './RaterMean.tsx';
import { SpreadMark } from './SpreadMark.tsx';

export interface ConsensusRowsProps {
  board: ConsensusBoard;
  rows: readonly CompetencyRow[];
}

/** Competencies down, raters across. A row opens in its place. */
export function ConsensusTable({ board, rows }: ConsensusRowsProps) {
  const { table } = consensusTexts;
  const several = board.scorecards.length > 1;
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-surface">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className="py-2.5 pr-4 pl-4 font-medium">
              {table.competency}
            </th>
            {board.scorecards.map(({ seatId }) => (
              <th key={seatId} scope="col" className="max-w-40 px-3 py-2.5 font-medium">
                <span className="line-clamp-2">{nameOf(board, seatId)}</span>
              </th>
            ))}
            {several && (
              <th scope="col" className="w-px py-2.5 pr-4 pl-3 font-medium">
                {table.spread}
              </th>
            )}
          </tr>
        </thead>
        {rows.map(row => (
          <TableRow key={row.competencyId} board={board} row={row} several={several} />
        ))}
      </table>
    </div>
  );
}

function TableRow({ board, row, several }: { board: ConsensusBoard; row: CompetencyRow; several: boolean }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <tbody className="border-b border-line last:border-b-0" data-competency={row.competencyId}>
      <tr className={classNames('transition-colors', open ? 'bg-sunken/60' : 'hover:bg-hover')}>
        <th scope="row" className="p-0 text-left font-medium">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={open ? detailsId : undefined}
            onClick={() => setOpen(!open)}
            className="flex min-h-12 w-full items-center gap-2 py-2 pr-4 pl-3 text-left"
          >
            <ChevronRight
              className={classNames('size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
              aria-hidden="true"
            />
            {row.competency.name}
          </button>
        </th>
        {board.scorecards.map(card => {
          const cell = cellOf(row, card.seatId);
          return (
            <td key={card.seatId} className="px-3 py-2 text-base">
              <RaterMean cell={cell} revised={cell !== undefined && isRevised(card, cell)} />
            </td>
          );
        })}
        {several && (
          <td className="py-2 pr-4 pl-3">
            <SpreadMark spread={row.spread} level={row.level} />
          </td>
        )}
      </tr>
      {open && (
        <tr id={detailsId}>
          <td colSpan={board.scorecards.length + (several ? 2 : 1)} className="bg-sunken/60 px-4 pt-2 pb-6">
            <CompetencyDetails board={board} row={row} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
