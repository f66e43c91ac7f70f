import { useRef } from 'react';
import type { RemoteTrack } from '../../core/media/receiving.ts';
import { useReception } from '../../hooks/room/useReception.ts';
import { TrackVideo } from '../TrackVideo.tsx';
import { classNames } from '../ui/classNames.ts';

const FIT = {
  cover: 'object-cover',
  contain: 'object-contain',
  /** What has to be cut off is cut off below: the head stays whole. */
  portrait: 'object-cover object-[50%_20%]',
};

interface RemoteVideoProps {
  remote: RemoteTrack;
  label: string;
  fit: keyof typeof FIT;
  /** Its last frame is seen until another picture has begun. */
  isOver?: boolean;
  /** Its first frame is there. */
  onFirstFrame?: () => void;
}

/** Someone else's picture. */
export function RemoteVideo({ remote, label, fit, isOver = false, onFirstFrame }: RemoteVideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  useReception(element, remote.consumerId);
  return (
    <TrackVideo
      element={element}
      track={remote.track}
      source={remote.source}
      {...(!isOver && { sender: remote.sender, onFirstFrame })}
      label={label}
      className={classNames('absolute inset-0 size-full', FIT[fit])}
    />
  );
}
