import { useEffect } from 'react';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';

const STEP_MS = 10_000;

/** The play and pause keys of keyboards and headsets move all tracks together; the browser by itself would move one of them. */
export function useMediaKeys(player: SyncedPlayer, title: string): void {
  useEffect(() => {
    const { mediaSession } = navigator;
    if (!mediaSession) return undefined;
    const handlers: [MediaSessionAction, () => void][] = [
      ['play', () => player.play()],
      ['pause', () => player.pause()],
      ['seekbackward', () => player.seekBy(-STEP_MS)],
      ['seekforward', () => player.seekBy(STEP_MS)],
    ];
    mediaSession.metadata = new MediaMetadata({ title });
    for (const [action, handler] of handlers) mediaSession.setActionHandler(action, handler);
    return () => {
      for (const [action] of handlers) mediaSession.setActionHandler(action, null);
      mediaSession.metadata = null;
    };
  }, [player, title]);
}
