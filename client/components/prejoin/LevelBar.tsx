import { useLevel } from '../../hooks/room/useLevel.ts';

/** Moves with the sound of a track. For the eye only: the words beside it say what it means. */
export function LevelBar({ track }: { track: MediaStreamTrack | undefined }) {
  const level = useLevel(track);
  return (
    <div aria-hidden="true" className="h-1.5 w-full overflow-hidden rounded-full bg-line" data-level={level}>
      <div
        className="h-full origin-left rounded-full bg-success-fill transition-transform duration-75"
        style={{ transform: `scaleX(${level})` }}
      />
    </div>
  );
}
