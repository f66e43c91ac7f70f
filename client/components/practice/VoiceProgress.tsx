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

/** Progress as a voice whose spoken part is colored. Decoration: the text next to it says the same. */
export function VoiceProgress({ seed, bars, share, className }: VoiceProgressProps) {
  const filled = share > 0 ? Math.max(1, Math.round(Math.min(1, share) * bars)) : 0;
  return (
    <svg
      viewBox={`0 0 ${bars * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={className}
    >
      {rhythmOf(seed, bars).map((height, at) => {
        const length = Math.max(LEAST, height * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars never change their order
            key={at}
            x={at * STEP + 2}
            y={(HEIGHT - length) / 2}
            width={4}
            height={length}
            rx={2}
            className={at < filled ? 'fill-warm' : 'fill-line-strong opacity-45'}
          />
        );
      })}
    </svg>
  );
}
