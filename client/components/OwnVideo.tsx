import { useRef } from 'react';
import { TrackVideo } from './TrackVideo.tsx';

/** One's own picture, as in a mirror, which is how people know their face. */
export function OwnVideo({ track, label }: { track: MediaStreamTrack; label: string }) {
  const element = useRef<HTMLVideoElement>(null);
  return (
    <TrackVideo
      element={element}
      track={track}
      source="camera"
      label={label}
      className="absolute inset-0 size-full -scale-x-100 object-cover"
    />
  );
}
