import { useState } from 'react';
import type { CaptureKind } from '../../core/deviceManager.ts';
import { tabData } from '../../core/safeStorage.ts';
import { useSession } from './session.ts';

/** Whether someone has said that they go without this device. The tab remembers it, so that after a reload one press leads back in. */
export function useGoesWithout(kind: CaptureKind): [goes: boolean, say: (goes: boolean) => void] {
  const { seatId } = useSession().pass.details;
  const key = `vivavoce.without.${kind}.${seatId}`;
  const [goes, setGoes] = useState(() => tabData.read(key) !== undefined);
  const say = (next: boolean) => {
    if (next) tabData.write(key, 'yes');
    else tabData.remove(key);
    setGoes(next);
  };
  return [goes, say];
}
