import type { CompetencyRow } from '../../core/consensus/consensusRows.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { ConsensusTableRow } from './ConsensusTableRow.tsx';
import { type ConsensusBoard, nameOf } from './consensusBoard.ts';

interface ConsensusTableProps {
  board: ConsensusBoard;
  rows: readonly CompetencyRow[];
}

/**
 * Competencies down, raters across; a row opens in its place. On phones the same rows are cards that name each rater, so that
 * turning the device closes nothing and loses nothing typed.
 */
export function ConsensusTable({ board, rows }: ConsensusTableProps) {
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
