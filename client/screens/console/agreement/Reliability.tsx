import type { AgreementReport, Estimate } from '../../../../shared/protocol/agreementReport.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';
import { IntervalBar } from './IntervalBar.tsx';
import { NoFigure } from './NoFigure.tsx';
import { ALPHA_BANDS, ICC_BANDS, readingOf } from './readings.ts';
import { Section } from './Section.tsx';
import { coefficientScale, type Scale } from './scale.ts';

export type ShownAgreement = Extract<AgreementReport, { state: 'shown' }>;

const texts = agreementTexts.reliability;

/** The three figures about the whole kit, on one scale under each other. */
export function Reliability({ icc, alpha }: Pick<ShownAgreement, 'icc' | 'alpha'>) {
  const known = [icc.single, icc.average, alpha].filter(estimate => estimate.state === 'known');
  const scale = coefficientScale(known.map(({ low }) => low));
  const { single, average, alpha: byAnswer } = texts;
  return (
    <Section title={texts.title} explanation={texts.explanation}>
      <Card padding="none" className="divide-y divide-line">
        <Coefficient {...single} estimate={icc.single} scale={scale} bands={ICC_BANDS} names={texts.icc} />
        <Coefficient
          {...average}
          title={average.title(icc.meanRaters)}
          estimate={icc.average}
          scale={scale}
          bands={ICC_BANDS}
          names={texts.icc}
        />
        <Coefficient
          {...byAnswer}
          estimate={alpha}
          scale={scale}
          bands={ALPHA_BANDS}
          names={texts.alphaLevels}
        />
      </Card>
    </Section>
  );
}

interface CoefficientProps<Level extends string> {
  title: string;
  symbol: string;
  plain: (value: number) => string;
  estimate: Estimate;
  scale: Scale;
  bands: readonly { from: number; level: Level }[];
  names: Readonly<Record<Level, string>>;
}

function Coefficient<Level extends string>(props: CoefficientProps<Level>) {
  const { title, symbol, plain, estimate, scale, bands, names } = props;
  const reading = estimate.state === 'known' ? readingOf(estimate, bands) : undefined;
  return (
    <div className="grid gap-x-8 gap-y-3 p-4 sm:p-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
      <div className="flex flex-col gap-1">
        <h3 className="text-base font-semibold">{title}</h3>
        <p className="text-xs text-muted">{symbol}</p>
        {estimate.state === 'known' && (
          <p className="max-w-[60ch] text-sm text-muted">{plain(estimate.value)}</p>
        )}
      </div>
      {estimate.state === 'known' ? (
        <div className="flex flex-col gap-1.5">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-xl font-semibold tabular-nums">
              {agreementTexts.coefficient(estimate.value)}
            </span>
            {reading && (
              <span className="text-sm font-medium">
                {agreementTexts.between(names[reading[0]], names[reading[1]])}
              </span>
            )}
          </p>
          <IntervalBar estimate={estimate} scale={scale} marks={bands.map(({ from }) => from)} labelled />
          <p className="text-sm text-muted tabular-nums">
            {agreementTexts.interval(estimate.low, estimate.high)}, {agreementTexts.n(estimate.n)}
          </p>
        </div>
      ) : (
        <NoFigure estimate={estimate} />
      )}
    </div>
  );
}
