import type { CaptureKind, DeviceProblem } from '../deviceManager.ts';
import type { LocalMedia } from '../localMedia.ts';

type Capturing = Pick<LocalMedia, 'sources' | 'setMuted' | 'startBoth' | 'start' | 'stop' | 'stopScreen'>;

const KINDS = ['microphone', 'camera'] as const satisfies readonly CaptureKind[];

/** Turns camera and microphone on. Resolves with the devices that failed; a device that works stays on. */
export async function goOnAir(local: Capturing): Promise<{ kind: CaptureKind; problem: DeviceProblem }[]> {
  const off = KINDS.filter(kind => local.sources.get()[kind].state === 'off');
  local.setMuted(false);
  // Starting both together shows one permission prompt.
  if (off.length === KINDS.length) await local.startBoth();
  else for (const kind of off) await local.start(kind);
  return KINDS.flatMap(kind => {
    const source = local.sources.get()[kind];
    return source.state === 'off' && source.problem ? [{ kind, problem: source.problem }] : [];
  });
}

export function goOffAir(local: Capturing): void {
  // A device may close slowly, so mute first.
  local.setMuted(true);
  for (const kind of KINDS) local.stop(kind);
  local.stopScreen();
}
