import { useState } from 'react';
import { consensusOf } from '../../../shared/rubric/consensus.ts';
import { type RowOrder, rowsOf } from '../../core/consensus/consensusRows.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { Banner } from '../ui/Banner.tsx';
import { AgreementFacts } from './AgreementFacts.tsx';
import { ConsensusTable } from './ConsensusTable.tsx';
import type { ConsensusBoard } from './consensusBoard.ts';
import { OrderChoice } from './OrderChoice.tsx';
import { Recommendations } from './Recommendations.tsx';
import { Scores } from './Scores.tsx';

/** Locked scorecards side by side: the score, how close the raters were, and each competency with its evidence. */
export function Consensus({ board }: { board: ConsensusBoard }) {
  const { kit, scorecards, earlyOpening } = board;
  const [order, setOrder] = useState<RowOrder>('spread');
  const several = scorecards.length > 1;
  const consensus = consensusOf(kit, scorecards);
  const rows = rowsOf(kit, consensus, several ? order : 'kit');

  return (
    <div className="flex flex-col gap-8" data-consensus>
      {earlyOpening && (
        <Banner>
          {consensusTexts.early(earlyOpening.byName, earlyOpening.reason, earlyOpening.at, Date.now())}
        </Banner>
      )}
      <div className="grid gap-x-8 gap-y-8 border-y border-line py-6 md:grid-cols-2 lg:grid-cols-[auto_1fr]">
        <Scores consensus={consensus} scorecards={scorecards} />
        {several && <AgreementFacts kit={kit} scorecards={scorecards} />}
      </div>
      <Recommendations board={board} />
      <section aria-label={consensusTexts.table.label} className="flex flex-col gap-3">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <p className="max-w-[65ch] text-sm text-muted">{consensusTexts.noEvidence}</p>
          {several && <OrderChoice order={order} onChange={setOrder} />}
        </div>
        <ConsensusTable board={board} rows={rows} />
      </section>
    </div>
  );
}
