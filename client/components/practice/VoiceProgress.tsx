import { rhythmOf } from '../../../shared/site/voice.ts';

interface VoiceProgressProps {
  /** The same seed always gives the same rhythm. */
  seed: string;
  bars: number;
  /** The share that is done, from 0 to 1. */
  share: number;
  className?: string;
}

const STEP = 8;
const HEIGHT = 40;
const LEAST = 6;
const WIDTH = 4;

/** Progress as a voice whose spoken part is colored. Decoration: the text next to it says the same. */
export function VoiceProgress({ seed, bars, share, className }: VoiceProgressProps) {
  const filled = share > 0 ? Math.max(1, Math.round(Math.min(1, share) * bars)) : 0;
  const shape = rhythmOf(seed, bars).map((height, at) =>
    barOf(at * STEP + 2, Math.max(LEAST, height * HEIGHT)),
  );
  return (
    <svg
      viewBox={`0 0 ${bars * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={className}
    >
      <path d={shape.slice(0, filled).join('')} className="fill-warm" />
      <path d={shape.slice(filled).join('')} className="fill-line-strong opacity-45" />
    </svg>
  );
}

/** Returns the path of a bar with round ends, centered vertically. */
function barOf(x: number, length: number): string {
  const straight = length - WIDTH;
  const top = (HEIGHT - straight) / 2;
  return `M${x} ${top}a2 2 0 0 1 4 0v${straight}a2 2 0 0 1-4 0z`;
}
