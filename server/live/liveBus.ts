import type { InterviewId } from '../../shared/ids.ts';

/**
 * Messages between servers about live interviews. Never the only copy of anything: a lost message causes a short delay, because
 * servers also poll the log.
 */
export interface LiveBus {
  readonly serverId: string;
  /** True when other servers may exist, and so logs can grow without this process knowing. */
  readonly shared: boolean;
  announceChange(interviewId: InterviewId): void;
  onChange(listener: (interviewId: InterviewId) => void): void;
  /** Announces that a staff member's role or permission to sign in has changed. */
  announceStaffChange(userId: string): void;
  onStaffChange(listener: (userId: string) => void): void;
  /** Returns the ids of live servers. Undefined when unknown at the moment. */
  aliveServers(): Promise<ReadonlySet<string> | undefined>;
  /**
   * Takes or renews this server's lease on `name` for `LEASE_MS`. Returns `unknown` when Redis cannot be reached: the server that
   * had the lease may continue, and no other can take it.
   */
  lease(name: string): Promise<'held' | 'taken' | 'unknown'>;
  /** Releases a lease before it expires, so that another server need not wait. Never rejects. */
  release(name: string): Promise<void>;
  /** True while the connection works. Always true within one process. */
  healthy(): boolean;
  close(): Promise<void>;
}

/** Duration of a lease without renewal: how long an unreachable server may still act on it. */
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
