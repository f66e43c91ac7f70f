import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { type CompetencyRow, cellOf, isRevised } from '../../core/consensus/consensusRows.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { classNames } from '../ui/classNames.ts';
import { CompetencyDetails } from './CompetencyDetails.tsx';
import { RaterMean, SpreadMark } from './ConsensusFigures.tsx';
import { type ConsensusBoard, nameOf } from './consensusBoard.ts';

/** On phones, CSS turns the rows into cards, so that rotating the phone keeps open rows and typed text. */
export function ConsensusTable({ board, rows }: { board: ConsensusBoard; rows: readonly CompetencyRow[] }) {
  const { table } = consensusTexts;
  return (
    <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
      <table className="w-full border-collapse text-sm max-md:flex max-md:flex-col max-md:gap-3">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className="py-2.5 pr-4 pl-4 font-medium">
              {table.competency}
            </th>
            {board.scorecards.map(({ seatId }) => (
              <th key={seatId} scope="col" className="max-w-40 px-3 py-2.5 font-medium">
                <span className="line-clamp-2">{nameOf(board, seatId)}</span>
              </th>
            ))}
            {board.scorecards.length > 1 && (
              <th scope="col" className="w-px py-2.5 pr-4 pl-3 font-medium">
                {table.spread}
              </th>
            )}
          </tr>
        </thead>
        {rows.map(row => (
          <ConsensusTableRow key={row.competencyId} board={board} row={row} />
        ))}
      </table>
    </div>
  );
}

function ConsensusTableRow({ board, row }: { board: ConsensusBoard; row: CompetencyRow }) {
  const [open, setOpen] = useState(board.left.includes(row.competencyId));
  const detailsId = useId();
  const several = board.scorecards.length > 1;
  return (
    <tbody
      className="border-line max-md:block max-md:rounded-card max-md:border max-md:bg-surface md:border-b md:last:border-b-0"
      data-competency={row.competencyId}
    >
      <tr
        className={classNames(
          'transition-colors max-md:flex max-md:flex-col',
          open ? 'md:bg-sunken/60' : 'md:hover:bg-hover',
        )}
      >
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
            />
            {row.competency.name}
          </button>
        </th>
        {board.scorecards.map(card => {
          const cell = cellOf(row, card.seatId);
          return (
            <td
              key={card.seatId}
              className="px-4 max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:py-0.5 md:px-3 md:py-2"
            >
              <span className="min-w-0 truncate text-muted md:hidden">{nameOf(board, card.seatId)}</span>
              <span className="text-base font-medium">
                <RaterMean cell={cell} revised={cell !== undefined && isRevised(card, cell)} />
              </span>
            </td>
          );
        })}
        {several && (
          <td className="px-4 py-2 max-md:pb-4 md:pr-4 md:pl-3">
            <SpreadMark row={row} />
          </td>
        )}
      </tr>
      {open && (
        <tr id={detailsId} className="max-md:block">
          <td
            colSpan={board.scorecards.length + (several ? 2 : 1)}
            className="px-4 pt-2 pb-6 max-md:block max-md:border-t max-md:border-line max-md:pt-4 md:bg-sunken/60"
          >
            <CompetencyDetails board={board} row={row} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
