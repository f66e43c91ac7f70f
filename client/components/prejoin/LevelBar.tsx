import { useEffect, useEffectEvent } from 'react';
import { useLevel } from '../../hooks/room/useLevel.ts';

/** Louder than an idle microphone. */
const HEARD = 0.15;

interface LevelBarProps {
  track: MediaStreamTrack | undefined;
  /** There was a sound. */
  onHeard?: () => void;
}

/** Moves with the sound of a track. For the eye only: the words beside it say what it means. */
export function LevelBar({ track, onHeard }: LevelBarProps) {
  const level = useLevel(track);
  const heard = useEffectEvent(() => onHeard?.());
  const loud = level > HEARD;
  useEffect(() => {
    if (loud) heard();
  }, [loud]);
  return (
    <div aria-hidden="true" className="h-1.5 w-full overflow-hidden rounded-full bg-line" data-level={level}>
      <div
        className="h-full origin-left rounded-full bg-success-fill transition-transform duration-75"
        style={{ transform: `scaleX(${level})` }}
      />
    </div>
  );
}
