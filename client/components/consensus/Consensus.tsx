import { UserRound } from 'lucide-react';
import { use, useId, useState } from 'react';
import { withinAgreement } from '../../../shared/agreement/withinAgreement.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import {
  competenciesToCompare,
  consensusOf,
  type Consensus as Figures,
} from '../../../shared/rubric/consensus.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import {
  type CompetencyRow,
  evidenceSplits,
  lockedMatrix,
  type RowOrder,
  rowsOf,
} from '../../core/consensus/consensusRows.ts';
import { ComparisonPeople } from '../../hooks/rubric/comparisonPeople.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { Badge } from '../ui/Badge.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';
import { classNames } from '../ui/classNames.ts';
import { Fact } from '../ui/Fact.tsx';
import { RadioTile } from '../ui/RadioTile.tsx';
import { ConsensusTable } from './ConsensusTable.tsx';
import { type ConsensusBoard, nameOf } from './consensusBoard.ts';
import { Recommendations } from './Recommendations.tsx';

export function Consensus({ board }: { board: ConsensusBoard }) {
  const { kit, scorecards, earlyOpening } = board;
  const [order, setOrder] = useState<RowOrder>('spread');
  const several = scorecards.length > 1;
  const consensus = consensusOf(kit, scorecards);
  // Rows keep their places when a rating is revised.
  const [places, setPlaces] = useState(() => rowsOf(kit, consensus, several ? order : 'kit').map(idOf));
  const rows = rowsOf(kit, consensus, 'kit').sort(
    (a, b) => places.indexOf(idOf(a)) - places.indexOf(idOf(b)),
  );
  const sortBy = (wanted: RowOrder) => {
    setOrder(wanted);
    setPlaces(rowsOf(kit, consensus, wanted).map(idOf));
  };
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
      <Comparing board={board} />
      <section aria-label={consensusTexts.table.label} className="flex flex-col gap-3">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <p className="max-w-[65ch] text-sm text-muted">
            {several && `${consensusTexts.spreadNote} `}
            {consensusTexts.noEvidence}
          </p>
          {several && <OrderChoice order={order} onChange={sortBy} />}
        </div>
        <ConsensusTable board={board} rows={rows} />
        <KeepRatings board={board} />
      </section>
      <Recommendations board={board} />
    </div>
  );
}

/** Where raters are far apart: what is left to do, and how the comparison ends. */
function Comparing({ board }: { board: ConsensusBoard }) {
  const { kit, scorecards, revising } = board;
  const people = use(ComparisonPeople);
  const left = competenciesToCompare(kit, scorecards);
  const own = scorecards.find(({ seatId }) => seatId === revising?.seatId);
  if (left.length === 0 || (!own && people === undefined)) return null;
  const texts = consensusTexts.comparing;
  const ownLeft = own ? competenciesToCompare(kit, scorecards, own.seatId).length : 0;
  const far = consensusOf(kit, scorecards).rows.filter(({ level }) => level === 'far').length;
  const others = scorecards.filter(({ seatId }) => competenciesToCompare(kit, scorecards, seatId).length > 0);
  return (
    <section
      aria-label={texts.title}
      data-comparing={ownLeft > 0 ? 'open' : 'kept'}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4 text-sm"
    >
      <p role="status" className="max-w-[65ch] min-w-0 empty:hidden">
        {ownLeft > 0
          ? texts.left(ownLeft, far)
          : people === undefined
            ? texts.waiting(others.map(({ seatId }) => nameOf(board, seatId)))
            : own && texts.done}
      </p>
      {people}
    </section>
  );
}

/** Ends the viewer's part of the comparison. Comes after the differences, so that they are read first. */
function KeepRatings({ board: { left, revising, scorecards } }: { board: ConsensusBoard }) {
  const [keeping, setKeeping] = useState(false);
  const texts = consensusTexts.comparing;
  if (!revising || !scorecards.some(({ seatId }) => seatId === revising.seatId)) return null;
  return (
    <>
      {left.length > 0 && (
        <Button className="self-start" onClick={() => setKeeping(true)}>
          {texts.keep}
        </Button>
      )}
      {keeping && (
        <ConfirmAttempt
          attempt={revising.keep}
          title={texts.keepTitle}
          description={texts.keepBody}
          confirmLabel={texts.keep}
          danger={false}
          done={texts.kept}
          onClose={() => setKeeping(false)}
        />
      )}
    </>
  );
}

function idOf({ competencyId }: CompetencyRow): CompetencyId {
  return competencyId;
}

function Scores({ consensus, scorecards }: { consensus: Figures; scorecards: readonly LockedScorecard[] }) {
  const { headline, revised, ratings, raters, rows } = consensus;
  const rated = rows.filter(({ cells }) => cells.some(({ mean }) => mean !== undefined)).length;
  const { score } = consensusTexts;
  const revisions = scorecards.flatMap(card => Object.values(card.revisions)).filter(list => list.length > 0);
  return (
    <dl
      className={classNames(
        'grid gap-x-6 gap-y-5 sm:gap-x-10',
        revisions.length > 0 ? 'grid-cols-2 lg:w-110' : 'lg:w-70',
      )}
    >
      <div className="flex flex-col gap-1">
        <dt className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
          {score.headline}
          {raters === 1 && <Badge icon={UserRound}>{score.single}</Badge>}
        </dt>
        <dd className="flex items-baseline gap-2" data-headline>
          <span className="text-3xl font-semibold tabular-nums">{consensusTexts.mean(headline)}</span>
          <span className="text-sm text-muted">{score.outOf}</span>
        </dd>
        <dd className="text-sm text-muted">{ratings === 0 ? score.none : score.from(ratings, raters)}</dd>
        {ratings > 0 && rated < rows.length && (
          <dd className="text-sm text-muted">{score.covers(rated, rows.length)}</dd>
        )}
      </div>
      {revisions.length > 0 && (
        <div className="flex flex-col gap-1 border-l border-line pl-6">
          <dt className="text-sm font-medium">{score.revised}</dt>
          <dd className="flex h-12 items-end text-xl font-semibold text-muted tabular-nums" data-revised>
            {consensusTexts.mean(revised)}
          </dd>
          <dd className="text-sm text-muted">{score.revisedNote(revisions.length)}</dd>
        </div>
      )}
    </dl>
  );
}

function AgreementFacts({ kit, scorecards }: { kit: InterviewKit; scorecards: readonly LockedScorecard[] }) {
  const { agreement } = consensusTexts;
  const facts = withinAgreement(lockedMatrix(kit, scorecards));
  return (
    <section aria-label={agreement.title} className="flex flex-col gap-1 lg:border-l lg:border-line lg:pl-8">
      <h2 className="text-sm font-medium">{agreement.title}</h2>
      {facts ? (
        <>
          <dl className="grid grid-cols-3 gap-x-4">
            <Fact label={agreement.exact} size="lg">
              {agreement.percent(facts.exact)}
            </Fact>
            <Fact label={agreement.withinOne} size="lg">
              {agreement.percent(facts.withinOne)}
            </Fact>
            <Fact label={agreement.difference} size="lg">
              {agreement.points(facts.meanAbsoluteDifference)}
            </Fact>
          </dl>
          <p className="text-sm text-muted">{agreement.from(facts.pairs)}</p>
        </>
      ) : (
        <p className="text-sm text-muted">{agreement.none}</p>
      )}
      <p className="text-sm text-muted empty:hidden">
        {agreement.noEvidence(evidenceSplits(kit, scorecards))}
      </p>
    </section>
  );
}

function OrderChoice({ order, onChange }: { order: RowOrder; onChange: (order: RowOrder) => void }) {
  const name = useId();
  return (
    <fieldset className="flex rounded-control border border-line bg-sunken p-0.5">
      <legend className="sr-only">{consensusTexts.order.label}</legend>
      {(['spread', 'kit'] as const).map(option => (
        <RadioTile
          key={option}
          name={name}
          checked={order === option}
          onChange={() => onChange(option)}
          className="flex h-8 cursor-pointer items-center rounded-control px-3 text-sm text-muted has-checked:bg-raised has-checked:font-medium has-checked:text-ink"
        >
          {consensusTexts.order[option]}
        </RadioTile>
      ))}
    </fieldset>
  );
}
