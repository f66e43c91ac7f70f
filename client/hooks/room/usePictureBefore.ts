import { useEffect, useState } from 'react';
import type { RemoteTrack } from '../../core/media/receiving.ts';

/** A picture that does not come by then is missing. */
const SHOWN_MAX_MS = 5_000;

/**
 * The picture that was seen before `remote`, until that has begun: a change of camera freezes the picture for a moment instead of hiding it.
 * Of a camera that was off in between nothing is seen again.
 */
export function usePictureBefore(
  remote: RemoteTrack | undefined,
  isOn: boolean,
): { before: RemoteTrack | undefined; onFirstFrame: () => void } {
  const [seen, setSeen] = useState<RemoteTrack>();
  const before = seen?.consumerId === remote?.consumerId ? undefined : seen;
  useEffect(() => {
    if (!isOn) setSeen(undefined);
    if (!isOn || !before) return;
    const timer = setTimeout(() => setSeen(undefined), SHOWN_MAX_MS);
    return () => clearTimeout(timer);
  }, [before, isOn]);
  return { before: isOn ? before : undefined, onFirstFrame: () => setSeen(remote) };
}
