import { agreementTexts } from '../../../texts/agreement.ts';
import type { KnownEstimate } from './readings.ts';
import { percentAt, type Scale } from './scale.ts';

interface IntervalBarProps {
  estimate: KnownEstimate;
  scale: Scale;
  /** Where one name of the convention gives way to the next. */
  marks: readonly number[];
  /** Writes numbers below the line; once is enough for bars under each other. */
  labelled?: boolean;
}

const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;
const LABEL_HEIGHT = 18;

/** The figure as a point and its interval as a bar. A picture of the text that stands beside it. */
export function IntervalBar({ estimate, scale, marks, labelled = false }: IntervalBarProps) {
  const at = (value: number) => `${percentAt(value, scale)}%`;
  const width = `${Math.max(1, percentAt(estimate.high, scale) - percentAt(estimate.low, scale))}%`;
  const inside = marks.filter(mark => mark > scale.min && mark < scale.max);
  const height = labelled ? HEIGHT + LABEL_HEIGHT : HEIGHT;
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
      {labelled && (
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
