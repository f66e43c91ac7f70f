import { Card } from '../../../components/ui/Card.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';
import { IntervalBar } from './IntervalBar.tsx';
import { NoFigure } from './NoFigure.tsx';
import type { ShownAgreement } from './Reliability.tsx';
import { KAPPA_BANDS, readingOf } from './readings.ts';
import { Section } from './Section.tsx';
import { coefficientScale, type Scale } from './scale.ts';

const texts = agreementTexts.pairs;
const MARKS = KAPPA_BANDS.map(({ from }) => from);

export function Pairs({ kappas }: Pick<ShownAgreement, 'kappas'>) {
  const lows = kappas.flatMap(({ kappa }) => (kappa.state === 'known' ? kappa.low : []));
  const scale = coefficientScale(lows);
  return (
    <Section title={texts.title} explanation={texts.explanation}>
      <Card padding="none">
        {kappas.length === 0 ? (
          <p className="p-4 text-sm text-muted sm:p-5">{texts.none}</p>
        ) : (
          <ul className="divide-y divide-line">
            {kappas.map(pair => (
              <Pair key={pair.raters.join('\n')} pair={pair} scale={scale} />
            ))}
          </ul>
        )}
      </Card>
    </Section>
  );
}

function Pair({ pair, scale }: { pair: ShownAgreement['kappas'][number]; scale: Scale }) {
  const { raters, kappa } = pair;
  const reading = kappa.state === 'known' ? readingOf(kappa, KAPPA_BANDS) : undefined;
  return (
    <li className="grid items-center gap-x-8 gap-y-2 p-4 sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,0.8fr)_minmax(0,1.4fr)]">
      <p className="text-sm font-medium">
        {raters[0]} <span className="font-normal text-muted">{texts.with}</span> {raters[1]}
      </p>
      {kappa.state === 'known' ? (
        <>
          <IntervalBar estimate={kappa} scale={scale} marks={MARKS} />
          <div className="text-sm">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="sr-only">{texts.kappa}</span>
              <span className="text-base font-semibold tabular-nums">
                {agreementTexts.coefficient(kappa.value)}
              </span>
              {reading && agreementTexts.between(texts.levels[reading[0]], texts.levels[reading[1]])}
            </p>
            <p className="text-muted tabular-nums">
              {agreementTexts.interval(kappa.low, kappa.high)}, {agreementTexts.n(kappa.n)}
            </p>
          </div>
        </>
      ) : (
        <div className="md:col-span-2">
          <NoFigure estimate={kappa} />
        </div>
      )}
    </li>
  );
}
