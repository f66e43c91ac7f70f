import { ClipboardList } from 'lucide-react';
import { useId, useState } from 'react';
import { consensusOf } from '../../../../../shared/rubric/consensus.ts';
import type { LockedScorecard } from '../../../../../shared/rubric/scorecard.ts';
import { RaterMean } from '../../../../components/consensus/RaterMean.tsx';
import { SpreadMark } from '../../../../components/consensus/SpreadMark.tsx';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { type CompetencyRow, cellOf, isRevised, rowsOf } from '../../../../core/consensus/consensusRows.ts';
import { lockedOf } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportDesk.ts';
import { AnchorList } from './AnswerList.tsx';
import { FoldButton } from './FoldButton.tsx';

const texts = reportEditorTexts.evidence;

/** What each rater gave each competency, and how far apart they are. */
export function RatingList() {
  const { desk } = useReport();
  const cards = lockedOf(desk);
  const rows = rowsOf(desk.chosen.kit, consensusOf(desk.chosen.kit, cards), 'spread');
  if (cards.length === 0)
    return <EmptyState icon={<ClipboardList className="size-6" />} title={texts.noScorecards} />;
  return (
    <ul className="flex flex-col gap-2">
      {rows.map(row => (
        <li key={row.competencyId}>
          <CompetencyCard row={row} cards={cards} />
        </li>
      ))}
    </ul>
  );
}

function CompetencyCard({ row, cards }: { row: CompetencyRow; cards: readonly LockedScorecard[] }) {
  const { desk } = useReport();
  const [open, setOpen] = useState(false);
  const id = useId();
  const given = row.cells
    .flatMap(({ answers }) => answers)
    .flatMap(({ current }) => (typeof current === 'number' ? [current] : []));
  return (
    <section
      data-competency={row.competencyId}
      className="flex flex-col gap-2 rounded-card border border-line bg-canvas p-3 text-sm"
    >
      <div className="flex flex-wrap items-start justify-between gap-2">
        <FoldButton open={open} id={id} onToggle={() => setOpen(!open)}>
          {row.competency.name}
        </FoldButton>
        {cards.length > 1 && <SpreadMark row={row} />}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {cards.map(card => {
          const cell = cellOf(row, card.seatId);
          return (
            <div key={card.seatId} className="flex items-baseline gap-2">
              <dt className="text-muted">{desk.names[card.seatId]}</dt>
              <dd className="font-medium">
                <RaterMean cell={cell} revised={cell !== undefined && isRevised(card, cell)} />
              </dd>
            </div>
          );
        })}
      </dl>
      {open && (
        <div id={id} className="border-t border-line pt-3">
          <AnchorList competency={row.competency} given={given} />
        </div>
      )}
    </section>
  );
}
