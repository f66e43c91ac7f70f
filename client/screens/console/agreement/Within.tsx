import { Card } from '../../../components/ui/Card.tsx';
import { Fact } from '../../../components/ui/Fact.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';
import type { ShownAgreement } from './Reliability.tsx';
import { Section } from './Section.tsx';

const texts = agreementTexts.within;

export function Within({ within }: Pick<ShownAgreement, 'within'>) {
  return (
    <Section title={texts.title} explanation={texts.explanation}>
      <Card className="flex flex-col gap-4">
        {within ? (
          <>
            <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
              <Fact size="xl" label={texts.exact} share={within.exact}>
                {texts.percent(within.exact)}
              </Fact>
              <Fact size="xl" label={texts.withinOne} share={within.withinOne}>
                {texts.percent(within.withinOne)}
              </Fact>
              <Fact size="xl" label={texts.difference}>
                {texts.points(within.meanAbsoluteDifference)}
              </Fact>
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
