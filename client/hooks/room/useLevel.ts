import { useEffect, useState } from 'react';
import { LevelMeter } from '../../core/audio.ts';
import { Store } from '../../core/store.ts';
import { useStore } from './useStore.ts';

const SILENT = new Store(0);

/** The loudness of a track, 0 to 1. */
export function useLevel(track: MediaStreamTrack | undefined): number {
  const [level, setLevel] = useState(SILENT);
  useEffect(() => {
    if (!track) return;
    const meter = new LevelMeter(track);
    setLevel(meter.level);
    return () => {
      meter.close();
      setLevel(SILENT);
    };
  }, [track]);
  return useStore(level);
}
