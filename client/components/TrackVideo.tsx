import { type RefObject, useEffect } from 'react';
import type { SeatId } from '../../shared/ids.ts';
import type { MediaSource } from '../../shared/media/sources.ts';

interface TrackVideoProps {
  element: RefObject<HTMLVideoElement | null>;
  track: MediaStreamTrack;
  source: MediaSource;
  /** Whose picture it is; absent for one's own. */
  seatId?: SeatId;
  label: string;
  className: string;
}

/** The only place that attaches a picture to an element. Always silent: sound is apart, in `RemoteSound`. */
export function TrackVideo({ element, track, source, seatId, label, className }: TrackVideoProps) {
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    // Muted pictures may always play; a refusal can only mean that the element got another track meanwhile.
    video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [element, track]);
  return (
    <video
      ref={element}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      aria-label={label}
      data-seat-id={seatId}
      data-source={source}
      data-local={seatId === undefined || undefined}
      className={className}
    />
  );
}
