import { Disposables } from './disposables.ts';

/** A short interruption is normal while devices switch; only a longer one is worth a word. */
const INTERRUPTED_AFTER_MS = 1_200;

/** Watches one captured track. `onEnded`: it will give nothing more (unplugged, permission withdrawn). */
export function watchTrack(
  track: MediaStreamTrack,
  onEnded: () => void,
  onInterrupted: (interrupted: boolean) => void,
): () => void {
  const disposables = new Disposables();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const startCounting = () => {
    timer ??= setTimeout(() => onInterrupted(true), INTERRUPTED_AFTER_MS);
  };
  disposables.listen(track, 'ended', onEnded);
  disposables.listen(track, 'mute', startCounting);
  disposables.listen(track, 'unmute', () => {
    clearTimeout(timer);
    timer = undefined;
    onInterrupted(false);
  });
  disposables.add(() => clearTimeout(timer));
  if (track.muted) startCounting();
  return () => disposables.dispose();
}
