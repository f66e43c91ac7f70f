import type { CaptureKind, DeviceProblem } from '../deviceManager.ts';
import type { LocalMedia } from '../localMedia.ts';

type Capturing = Pick<LocalMedia, 'sources' | 'setMuted' | 'startBoth' | 'start' | 'stop' | 'stopScreen'>;

const KINDS = ['microphone', 'camera'] as const satisfies readonly CaptureKind[];

/**
 * Seen and heard from here on, whatever was off or muted before. Resolves with what could not be switched on; the one goes without the
 * other.
 */
export async function goOnAir(local: Capturing): Promise<{ kind: CaptureKind; problem: DeviceProblem }[]> {
  const off = KINDS.filter(kind => local.sources.get()[kind].state === 'off');
  local.setMuted(false);
  // Together the browser asks once for both.
  if (off.length === KINDS.length) await local.startBoth();
  else for (const kind of off) await local.start(kind);
  return KINDS.flatMap(kind => {
    const source = local.sources.get()[kind];
    return source.state === 'off' && source.problem ? [{ kind, problem: source.problem }] : [];
  });
}

/** Neither seen nor heard from here on; every light goes out. */
export function goOffAir(local: Capturing): void {
  // Silence first: a device can take a moment to close.
  local.setMuted(true);
  for (const kind of KINDS) local.stop(kind);
  local.stopScreen();
}
