import { type RefObject, useEffect } from 'react';
import { layerForHeight } from '../../core/media/encodings.ts';
import type { RemoteTrack } from '../../core/media/receiving.ts';
import { useSession } from './session.ts';

/** Plays a track in a video element. */
export function useTrack(
  element: RefObject<HTMLVideoElement | null>,
  track: MediaStreamTrack | undefined,
): void {
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    // Muted pictures may always play; a refusal can only mean that the element got another track meanwhile.
    if (track) video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [element, track]);
}

/** Tells the server that the element shows this track, how tall it is, and when it is out of sight. */
export function useReceivedVideo(element: RefObject<HTMLVideoElement | null>, remote: RemoteTrack): void {
  const { receiving } = useSession().media;
  useTrack(element, remote.track);
  const { consumerId } = remote;
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    const attachment = receiving.attach(consumerId);
    const measure = () =>
      attachment.change({ layer: layerForHeight(video.clientHeight * window.devicePixelRatio) });
    measure();
    const sizes = new ResizeObserver(measure);
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
