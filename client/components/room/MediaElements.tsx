import { type RefObject, useEffect, useRef } from 'react';
import type { ConsumerId } from '../../../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../../../shared/media/sources.ts';
import { layerForHeight } from '../../core/media/encodings.ts';
import type { RemoteTrack, TrackSender } from '../../core/media/receiving.ts';
import { onNextGesture } from '../../core/nextGesture.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { classNames } from '../ui/classNames.ts';

interface TrackVideoProps {
  element: RefObject<HTMLVideoElement | null>;
  track: MediaStreamTrack;
  source: MediaSource;
  /** The sender of the track. Absent for the user's own camera and for tracks that have ended. */
  sender?: TrackSender;
  label: string;
  className: string;
  onFirstFrame?: (() => void) | undefined;
}

/** Plays a video track. Always muted, because `RemoteSound` plays the sound. */
export function TrackVideo(props: TrackVideoProps) {
  const { element, track, source, sender, label, className, onFirstFrame } = props;
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    let forget: (() => void) | undefined;
    const play = () => {
      forget = undefined;
      video.play().catch((error: unknown) => {
        // In low-power mode, iPhones refuse to play even muted video until the user presses something.
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

const FIT = {
  cover: 'object-cover',
  contain: 'object-contain',
  /** Crops more from the bottom than from the top, so that the person's head stays visible. */
  portrait: 'object-cover object-[50%_20%]',
};

interface RemoteVideoProps {
  remote: RemoteTrack;
  label: string;
  fit: keyof typeof FIT;
  isOver?: boolean;
  onFirstFrame?: () => void;
}

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

/** Tells the server which consumer an element shows, how tall the element is, and if it is visible. */
function useReception(element: RefObject<HTMLVideoElement | null>, consumerId: ConsumerId): void {
  const { receiving } = useSession().media;
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    const fittingLayer = () => layerForHeight(video.clientHeight * window.devicePixelRatio);
    const attachment = receiving.attach(consumerId, fittingLayer());
    const sizes = new ResizeObserver(() => attachment.change({ layer: fittingLayer() }));
    sizes.observe(video);
    const sight = new IntersectionObserver(entries => {
      const entry = entries.at(-1);
      if (entry) attachment.change({ visible: entry.isIntersecting });
    });
    sight.observe(video);
    return () => {
      sizes.disconnect();
      sight.disconnect();
      attachment.detach();
    };
  }, [element, receiving, consumerId]);
}

/** Plays all received sound, no matter which people the layout shows. */
export function RemoteSound() {
  const tracks = useStore(useSession().media.receiving.tracks);
  return tracks
    .filter(({ source }) => kindOfSource(source) === 'audio')
    .map(remote => <RemoteAudio key={remote.consumerId} remote={remote} />);
}

function RemoteAudio({ remote }: { remote: RemoteTrack }) {
  const { media, playback } = useSession();
  const element = useRef<HTMLAudioElement>(null);
  const { consumerId, track } = remote;
  useEffect(() => {
    if (!element.current) return;
    const stop = playback.attach(element.current, track);
    const { detach } = media.receiving.attach(consumerId);
    return () => {
      stop();
      detach();
    };
  }, [media, playback, consumerId, track]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: live speech has no caption track.
    <audio ref={element} data-seat-id={remote.sender} data-source={remote.source} />
  );
}
