import { withinAgreement } from '../../../shared/agreement/withinAgreement.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import { evidenceSplits, lockedMatrix } from '../../core/consensus/consensusRows.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { Fact } from '../ui/Fact.tsx';

interface AgreementFactsProps {
  kit: InterviewKit;
  scorecards: readonly LockedScorecard[];
}

/** How far apart independent ratings of the same answers were. One interview supports no more than these three figures. */
export function AgreementFacts({ kit, scorecards }: AgreementFactsProps) {
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
