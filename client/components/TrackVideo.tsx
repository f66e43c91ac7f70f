import { type RefObject, useEffect, useRef } from 'react';
import type { MediaSource } from '../../shared/media/sources.ts';
import type { TrackSender } from '../core/media/receiving.ts';
import { onNextGesture } from '../core/nextGesture.ts';

interface TrackVideoProps {
  element: RefObject<HTMLVideoElement | null>;
  track: MediaStreamTrack;
  source: MediaSource;
  /** Absent for the user's own camera and for tracks that have ended. */
  sender?: TrackSender;
  label: string;
  className: string;
  onFirstFrame?: (() => void) | undefined;
}

/** The only place that attaches a video track to an element. Always muted: `RemoteSound` plays the sound. */
export function TrackVideo({
  element,
  track,
  source,
  sender,
  label,
  className,
  onFirstFrame,
}: TrackVideoProps) {
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    let forget: (() => void) | undefined;
    const play = () => {
      forget = undefined;
      video.play().catch((error: unknown) => {
        // iPhones in low-power mode refuse even muted video before a gesture. Any other error means that the element got another track.
        const refused = error instanceof DOMException && error.name === 'NotAllowedError';
        if (refused && video.srcObject) forget = onNextGesture(play);
      });
    };
    play();
    return () => {
      forget?.();
      video.srcObject = null;
    };
  }, [element, track]);
  return (
    <video
      ref={element}
      muted
      autoPlay
      playsInline
      disablePictureInPicture={sender === undefined}
      onLoadedData={onFirstFrame}
      aria-label={label}
      data-seat-id={sender}
      data-source={source}
      data-local={sender === undefined || undefined}
      className={className}
    />
  );
}

/** The user's own camera, mirrored. */
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
