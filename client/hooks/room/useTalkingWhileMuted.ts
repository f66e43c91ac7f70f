import { useEffect, useState } from 'react';
import { LevelMeter } from '../../core/levelMeter.ts';
import { trackOf } from '../../core/localSource.ts';
import { useSession } from './session.ts';
import { useStore } from './useStore.ts';

const LOUD = 0.45;
/** Loud samples in a row (60 ms each) that make talking and not a cough. */
const ENOUGH = 6;
const SHOWN_MS = 5_000;

/** Whether the person seems to talk although nobody can hear it. */
export function useTalkingWhileMuted(): boolean {
  const { microphone } = useStore(useSession().local.sources);
  const track = microphone.state === 'on' && microphone.muted ? trackOf(microphone) : undefined;
  const [talking, setTalking] = useState(false);
  useEffect(() => {
    setTalking(false);
    if (!track) return;
    const meter = new LevelMeter(track);
    let loud = 0;
    let hide: number | undefined;
    const unsubscribe = meter.level.subscribe(() => {
      loud = meter.level.get() > LOUD ? loud + 1 : Math.max(0, loud - 1);
      if (loud < ENOUGH) return;
      loud = 0;
      setTalking(true);
      window.clearTimeout(hide);
      hide = window.setTimeout(() => setTalking(false), SHOWN_MS);
    });
    return () => {
      window.clearTimeout(hide);
      unsubscribe();
      meter.close();
    };
  }, [track]);
  return talking;
}
