import { Card } from '../../../components/ui/Card.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';
import type { ShownAgreement } from './Reliability.tsx';
import { Section } from './Section.tsx';
import { ShareBar } from './ShareBar.tsx';

const texts = agreementTexts.within;

export function Within({ within }: Pick<ShownAgreement, 'within'>) {
  return (
    <Section title={texts.title} explanation={texts.explanation}>
      <Card className="flex flex-col gap-4">
        {within ? (
          <>
            <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
              <Fact value={texts.percent(within.exact)} label={texts.exact} share={within.exact} />
              <Fact
                value={texts.percent(within.withinOne)}
                label={texts.withinOne}
                share={within.withinOne}
              />
              <Fact value={texts.points(within.meanAbsoluteDifference)} label={texts.difference} />
            </dl>
            <p className="text-sm text-muted tabular-nums">{texts.n(within.pairs)}</p>
          </>
        ) : (
          <p className="text-sm text-muted">{texts.none}</p>
        )}
      </Card>
    </Section>
  );
}

interface FactProps {
  value: string;
  label: string;
  /** 0 to 1, drawn below the figure. */
  share?: number;
}

function Fact({ value, label, share }: FactProps) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="order-2 text-sm text-muted">{label}</dt>
      <dd className="order-1 text-2xl font-semibold tabular-nums">{value}</dd>
      {share !== undefined && (
        <dd aria-hidden="true" className="order-3 mt-1">
          <ShareBar share={share} />
        </dd>
      )}
    </div>
  );
}
