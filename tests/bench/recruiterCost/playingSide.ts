import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';

/** What playing has cost so far, in seconds of processor time, and how many packets were given to the media worker for it. */
export interface PlayingCost {
  nodeS: number;
  workerS: number;
  packets: number;
}

/** Recruiters that play, one a room, each with one receiver. */
export interface PlayingSide {
  readonly receivers: readonly RemoteTransport[];
  read(): Promise<PlayingCost>;
  close(): Promise<void>;
}

/** Of the thread that asks. */
export function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
}
