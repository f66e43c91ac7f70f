import type { DeviceProblem } from './deviceProblem.ts';

/**
 * One thing this page can capture.
 *
 * - `off`: nothing is captured, the device's light is out. `problem` says so when that was not the person's wish;
 * - `starting`: the browser was asked;
 * - `on`: captured. `muted` means captured but not sent; `interrupted` that the system gives no sound or picture for now.
 */
export type LocalSource =
  | { state: 'off'; problem?: DeviceProblem }
  | { state: 'starting' }
  | { state: 'on'; track: MediaStreamTrack; muted: boolean; interrupted: boolean };

export function trackOf(source: LocalSource): MediaStreamTrack | undefined {
  return source.state === 'on' ? source.track : undefined;
}

/** Something the person should know about a device, in words. */
export interface DeviceNotice {
  id: number;
  tone: 'info' | 'warning';
  text: string;
}
