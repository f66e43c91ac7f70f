import { useState } from 'react';
import { readMoment, type WantedMoment } from '../../core/review/momentAddress.ts';
import { useView } from '../../hooks/room/session.ts';
import { useMay } from '../../hooks/room/useMay.ts';

interface Watching {
  /** The moment that is wanted; undefined while no one watches. */
  wanted: WantedMoment | undefined;
  /** Undefined where there is nothing to watch, or a person who may not. */
  watch: ((wanted: WantedMoment) => void) | undefined;
  close: () => void;
}

/**
 * Whether the recording is watched on this page: from the beginning where the page or a moment in its address wants that. The address's secret
 * stays behind the `#`.
 */
export function useWatching(beginsWithIt: boolean): Watching {
  const { recording } = useView();
  const may = useMay('recording.review') && recording.kept;
  const [wanted, setWanted] = useState<WantedMoment | undefined>(() => {
    const named = readMoment(window.location.search, '');
    return beginsWithIt || Object.keys(named).length > 0 ? named : undefined;
  });
  return {
    wanted: may ? wanted : undefined,
    watch: may ? setWanted : undefined,
    close: () => setWanted(undefined),
  };
}
