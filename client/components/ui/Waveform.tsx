import { rhythmOf } from '../../../shared/site/voice.ts';

interface WaveformProps {
  /** The same seed always gives the same rhythm. */
  seed: string;
  bars: number;
  /** Number of paths that share the bars, so that each path can move at its own pace. */
  parts?: number;
  /** Sets the size and the color (`stroke-…`). */
  className?: string;
}

const STEP = 8;
const WIDTH = 4;
const HEIGHT = 64;

/** The rhythm of a voice, as bars that stand on the lower edge. Decoration: carries no information. */
export function Waveform({ seed, bars, parts = 1, className }: WaveformProps) {
  const shapes = rhythmOf(seed, bars).map((height, at) =>
    bar(at * STEP + STEP / 2, height * (HEIGHT - WIDTH)),
  );
  const paths = Array.from({ length: parts }, (_, part) =>
    shapes.filter((_shape, at) => at % parts === part).join(''),
  );
  return (
    <svg
      viewBox={`0 0 ${bars * STEP} ${HEIGHT}`}
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      className={className}
    >
      {paths.map(path => (
        <path key={path} d={path} fill="none" strokeWidth={WIDTH} strokeLinecap="round" />
      ))}
    </svg>
  );
}

function bar(x: number, height: number): string {
  const length = Math.round(height);
  return `M${x} ${HEIGHT - length}v${length}`;
}
