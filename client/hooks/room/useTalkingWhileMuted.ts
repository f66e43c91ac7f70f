import { useEffect, useState } from 'react';
import { watchTalking } from '../../core/audio.ts';
import { trackOf } from '../../core/localMedia.ts';
import { useSession } from './session.ts';
import { useStore } from './useStore.ts';

const SHOWN_MS = 5_000;

/** Whether the person seems to talk although no one can hear it. */
export function useTalkingWhileMuted(): boolean {
  const { microphone } = useStore(useSession().local.sources);
  const track = microphone.state === 'on' && microphone.muted ? trackOf(microphone) : undefined;
  const [talking, setTalking] = useState(false);
  useEffect(() => {
    setTalking(false);
    if (!track) return;
    let hide: number | undefined;
    const stop = watchTalking(track, () => {
      setTalking(true);
      window.clearTimeout(hide);
      hide = window.setTimeout(() => setTalking(false), SHOWN_MS);
    });
    return () => {
      window.clearTimeout(hide);
      stop();
    };
  }, [track]);
  return talking;
}
