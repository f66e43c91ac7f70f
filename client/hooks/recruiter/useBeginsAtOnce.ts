import { useEffect, useEffectEvent } from 'react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { useSession, useView } from '../room/session.ts';
import { useRemoteTrack } from '../room/useStage.ts';
import { useStore } from '../room/useStore.ts';
import type { Press } from './usePress.ts';

/**
 * In practice the recruiter begins without being asked, and not before its sound arrives here: the first word is heard. Where no sound
 * arrives, the button that says "I'm ready" is still there.
 */
export function useBeginsAtOnce({ turn, buttons }: RecruiterView, { press }: Press): void {
  const { practice } = useView();
  const blocked = useStore(useSession().playback.blocked);
  const track = useRemoteTrack('recruiter', 'microphone')?.track;
  const begin = useEffectEvent(() => press('ready'));
  const waits = practice !== undefined && turn === 'before' && buttons.includes('ready') && !blocked;
  useEffect(() => {
    if (!waits || !track) return undefined;
    // A track from afar is muted until its first packet is there.
    if (!track.muted) begin();
    track.addEventListener('unmute', begin);
    return () => track.removeEventListener('unmute', begin);
  }, [waits, track]);
}
