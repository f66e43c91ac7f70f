import { useEffect, useRef } from 'react';
import { kindOfSource } from '../../../shared/media/sources.ts';
import type { RemoteTrack } from '../../core/media/receiving.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';

/** Everybody's voices and shared sound, whatever the layout shows. */
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
    // biome-ignore lint/a11y/useMediaCaption: these are people who speak now; there is no track of captions to give.
    <audio ref={element} data-seat-id={remote.sender} data-source={remote.source} />
  );
}
