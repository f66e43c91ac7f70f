import { useRef } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { RemoteTrack } from '../../core/media/receiving.ts';
import { useReceivedVideo, useTrack } from '../../hooks/room/useVideoElement.ts';
import { classNames } from '../ui/classNames.ts';

const FIT = { cover: 'object-cover', contain: 'object-contain' };

interface RemoteVideoProps {
  remote: RemoteTrack;
  label: string;
  fit: keyof typeof FIT;
}

/** Somebody else's picture. The only place that attaches one. Sound is apart, in `RemoteSound`. */
export function RemoteVideo({ remote, label, fit }: RemoteVideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  useReceivedVideo(element, remote);
  return (
    <video
      ref={element}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      aria-label={label}
      data-seat-id={remote.seatId}
      data-source={remote.source}
      className={classNames('absolute inset-0 size-full', FIT[fit])}
    />
  );
}

interface LocalVideoProps {
  track: MediaStreamTrack;
  seatId: SeatId;
  label: string;
}

/** One's own picture, as in a mirror, which is how people know their face. */
export function LocalVideo({ track, seatId, label }: LocalVideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  useTrack(element, track);
  return (
    <video
      ref={element}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      aria-label={label}
      data-seat-id={seatId}
      data-source="camera"
      data-local="true"
      className="absolute inset-0 size-full -scale-x-100 object-cover"
    />
  );
}
