import type { Competency } from '../../../shared/kit/kit.ts';
import type { ConsensusCell } from '../../../shared/rubric/consensus.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import { answersOf, type CompetencyRow } from '../../core/consensus/consensusRows.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { AnswerEvidence } from './AnswerEvidence.tsx';
import { type ConsensusBoard, nameOf } from './consensusBoard.ts';
import { RaterMean } from './RaterMean.tsx';

/** Everything behind one row: the anchors, and what each rater heard, lowest score first. */
export function CompetencyDetails({ board, row }: { board: ConsensusBoard; row: CompetencyRow }) {
  const { competency } = row;
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
      <div className="flex flex-col gap-3 self-start text-sm lg:sticky lg:top-4">
        {competency.description !== '' && <p className="text-muted">{competency.description}</p>}
        <Anchors competency={competency} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        {row.cells.map(cell => {
          const card = board.scorecards.find(({ seatId }) => seatId === cell.seatId);
          return card && <RaterEvidence key={cell.seatId} board={board} row={row} cell={cell} card={card} />;
        })}
      </div>
    </div>
  );
}

function Anchors({ competency: { anchors } }: { competency: Competency }) {
  return (
    <section aria-label={consensusTexts.details.anchors}>
      <h4 className="pb-2 font-medium">{consensusTexts.details.anchors}</h4>
      <ol className="flex flex-col gap-2">
        {anchors.map((anchor, index) => (
          <li key={anchor} className="flex gap-3">
            <span className="font-semibold tabular-nums">{index + 1}</span>
            <span className="text-muted">{anchor}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface RaterEvidenceProps {
  board: ConsensusBoard;
  row: CompetencyRow;
  cell: ConsensusCell;
  card: LockedScorecard;
}

function RaterEvidence({ board, row: { competency }, cell, card }: RaterEvidenceProps) {
  const name = nameOf(board, cell.seatId);
  return (
    <section aria-label={name} className="flex flex-col gap-3" data-rater={cell.seatId}>
      <h4 className="flex items-baseline gap-3 border-b border-line pb-1.5 text-sm font-semibold">
        <span className="min-w-0 flex-1">{name}</span>
        <RaterMean cell={cell} revised={false} />
      </h4>
      <ul className="flex flex-col gap-5">
        {answersOf(board.kit, competency, card, cell).map(answer => (
          <AnswerEvidence
            key={answer.key}
            answer={answer}
            competency={competency}
            raterId={cell.seatId}
            moment={board.moment}
            revising={board.revising?.seatId === cell.seatId ? board.revising : undefined}
          />
        ))}
      </ul>
    </section>
  );
}
