import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';

/** Processor time of playing so far, in seconds, and the number of packets passed to the media worker. */
export interface PlayingCost {
  nodeS: number;
  workerS: number;
  packets: number;
}

/** Playing recruiters, one per room, each with one receiver. */
export interface PlayingSide {
  readonly receivers: readonly RemoteTransport[];
  read(): Promise<PlayingCost>;
  close(): Promise<void>;
}

/** Processor time of the current thread. */
export function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
}
