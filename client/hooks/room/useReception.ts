import { type RefObject, useEffect } from 'react';
import type { ConsumerId } from '../../../shared/ids.ts';
import { layerForHeight } from '../../core/media/encodings.ts';
import { useSession } from './session.ts';

/** Tells the server that the element shows what this consumer brings, how tall it is, and when it is out of sight. */
export function useReception(element: RefObject<HTMLVideoElement | null>, consumerId: ConsumerId): void {
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
