import type { InterviewId } from '../../shared/ids.ts';

/** Messages between servers about live interviews. Losing one is harmless, as servers also poll the log. */
export interface LiveBus {
  readonly serverId: string;
  /** True when other servers may exist. */
  readonly shared: boolean;
  announceChange(interviewId: InterviewId): void;
  onChange(listener: (interviewId: InterviewId) => void): void;
  announceStaffChange(userId: string): void;
  onStaffChange(listener: (userId: string) => void): void;
  /** Returns the ids of running servers, or undefined while they are unknown. */
  aliveServers(): Promise<ReadonlySet<string> | undefined>;
  /** Takes or renews a lease for `LEASE_MS`. Resolves with `unknown` while Redis is away. */
  lease(name: string): Promise<'held' | 'taken' | 'unknown'>;
  /** Gives up a lease. Never rejects. */
  release(name: string): Promise<void>;
  healthy(): boolean;
  close(): Promise<void>;
}

/** How long a lease is valid after it was taken or renewed. */
export const LEASE_MS = 4_000;

export class LocalBus implements LiveBus {
  readonly serverId: string;
  readonly shared = false;

  constructor(serverId: string) {
    this.serverId = serverId;
  }

  announceChange(): void {}
  onChange(): void {}
  announceStaffChange(): void {}
  onStaffChange(): void {}

  async aliveServers(): Promise<ReadonlySet<string>> {
    return new Set([this.serverId]);
  }

  async lease(): Promise<'held'> {
    return 'held';
  }

  async release(): Promise<void> {}

  healthy(): boolean {
    return true;
  }

  async close(): Promise<void> {}
}
