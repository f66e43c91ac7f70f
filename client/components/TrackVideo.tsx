import { type RefObject, useEffect, useRef } from 'react';
import type { MediaSource } from '../../shared/media/sources.ts';
import type { TrackSender } from '../core/media/receiving.ts';
import { onNextGesture } from '../core/nextGesture.ts';

interface TrackVideoProps {
  element: RefObject<HTMLVideoElement | null>;
  track: MediaStreamTrack;
  source: MediaSource;
  /** Whose picture it is; absent for one's own, and for what is over. */
  sender?: TrackSender;
  label: string;
  className: string;
  /** Its first frame is there. */
  onBegun?: (() => void) | undefined;
}

/** The only place that attaches a picture to an element. Always silent: sound is apart, in `RemoteSound`. */
export function TrackVideo({ element, track, source, sender, label, className, onBegun }: TrackVideoProps) {
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    let forget: (() => void) | undefined;
    const play = () => {
      forget = undefined;
      video.play().catch((error: unknown) => {
        // iPhones that save power refuse even silent pictures before a gesture. All else means that the element got another track.
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
      // One's own would only be in the way.
      disablePictureInPicture={sender === undefined}
      onLoadedData={onBegun}
      aria-label={label}
      data-seat-id={sender}
      data-source={source}
      data-local={sender === undefined || undefined}
      className={className}
    />
  );
}

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
