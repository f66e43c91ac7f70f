import type { AgreementReport, Estimate } from '../../../../shared/protocol/scoringRoutes.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';
import {
  ALPHA_BANDS,
  coefficientScale,
  ICC_BANDS,
  KAPPA_BANDS,
  type KnownEstimate,
  percentAt,
  readingOf,
  type Scale,
} from './readings.ts';
import { Section } from './Section.tsx';

export type ShownAgreement = Extract<AgreementReport, { state: 'shown' }>;
const texts = agreementTexts.reliability;

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
          <IntervalBar estimate={estimate} scale={scale} marks={bands.map(({ from }) => from)} labeled />
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

const pairTexts = agreementTexts.pairs;
const MARKS = KAPPA_BANDS.map(({ from }) => from);

export function Pairs({ kappas }: Pick<ShownAgreement, 'kappas'>) {
  const lows = kappas.flatMap(({ kappa }) => (kappa.state === 'known' ? kappa.low : []));
  const scale = coefficientScale(lows);
  return (
    <Section title={pairTexts.title} explanation={pairTexts.explanation}>
      <Card padding="none">
        {kappas.length === 0 ? (
          <p className="p-4 text-sm text-muted sm:p-5">{pairTexts.none}</p>
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
        {raters[0]} <span className="font-normal text-muted">{pairTexts.with}</span> {raters[1]}
      </p>
      {kappa.state === 'known' ? (
        <>
          <IntervalBar estimate={kappa} scale={scale} marks={MARKS} />
          <div className="text-sm">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="sr-only">{pairTexts.kappa}</span>
              <span className="text-base font-semibold tabular-nums">
                {agreementTexts.coefficient(kappa.value)}
              </span>
              {reading && agreementTexts.between(pairTexts.levels[reading[0]], pairTexts.levels[reading[1]])}
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

interface IntervalBarProps {
  estimate: KnownEstimate;
  scale: Scale;
  marks: readonly number[];
  labeled?: boolean;
}

const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;
const LABEL_HEIGHT = 18;

/** Draws an estimate as a point and its confidence interval as a bar. Nearby text states the same values. */
function IntervalBar({ estimate, scale, marks, labeled = false }: IntervalBarProps) {
  const at = (value: number) => `${percentAt(value, scale)}%`;
  const width = `${Math.max(1, percentAt(estimate.high, scale) - percentAt(estimate.low, scale))}%`;
  const inside = marks.filter(mark => mark > scale.min && mark < scale.max);
  const height = labeled ? HEIGHT + LABEL_HEIGHT : HEIGHT;
  return (
    <svg className="w-full overflow-visible" height={height} aria-hidden="true">
      <line x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} className="stroke-line" strokeWidth={2} />
      {inside.map(mark => (
        <line key={mark} x1={at(mark)} x2={at(mark)} y1={3} y2={HEIGHT - 3} className="stroke-line-strong" />
      ))}
      <rect x={at(estimate.low)} width={width} y={MIDDLE - 4} height={8} rx={4} className="fill-accent/35" />
      <circle
        cx={at(estimate.value)}
        cy={MIDDLE}
        r={6}
        className="fill-accent stroke-surface"
        strokeWidth={2}
      />
      {labeled && (
        <g className="fill-muted text-xs tabular-nums">
          <Label x="0" anchor="start" value={scale.min} />
          {inside.map(mark => (
            <Label key={mark} x={at(mark)} anchor="middle" value={mark} />
          ))}
          <Label x="100%" anchor="end" value={scale.max} />
        </g>
      )}
    </svg>
  );
}

function Label({ x, anchor, value }: { x: string; anchor: 'start' | 'middle' | 'end'; value: number }) {
  return (
    <text x={x} y={HEIGHT + LABEL_HEIGHT - 4} textAnchor={anchor}>
      {agreementTexts.mark(value)}
    </text>
  );
}

function NoFigure({ estimate }: { estimate: Extract<Estimate, { state: 'undefined' }> }) {
  const reasons: Readonly<Record<string, string>> = agreementTexts.reasons;
  const reason = reasons[estimate.reason] ?? agreementTexts.noReason;
  return <p className="max-w-[60ch] text-sm text-muted">{reason}</p>;
}
