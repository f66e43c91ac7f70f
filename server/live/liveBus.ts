import type { InterviewId } from '../../shared/ids.ts';

/**
 * What servers tell each other about what is live. Nothing here is the only copy of anything: a lost message costs a
 * moment, because servers also look at the log from time to time.
 */
export interface LiveBus {
  /** This process, for as long as it lives. */
  readonly serverId: string;
  /** Whether other servers may exist, so that logs can grow without this process knowing. */
  readonly shared: boolean;
  announceChange(interviewId: InterviewId): void;
  onChange(listener: (interviewId: InterviewId) => void): void;
  /** Role or right to sign in of a staff member has changed. */
  announceStaffChange(userId: string): void;
  onStaffChange(listener: (userId: string) => void): void;
  /** Ids of the servers that are alive, or undefined when that cannot be told at the moment. */
  aliveServers(): Promise<ReadonlySet<string> | undefined>;
  /**
   * Takes or renews this server's lease on `name`, for `LEASE_MS`. `unknown`: that cannot be told at the moment; the server that held it before
   * may go on, and no one else can take it.
   */
  lease(name: string): Promise<'held' | 'taken' | 'unknown'>;
  /** Gives a lease back before it runs out, so that another server need not wait. Never rejects. */
  release(name: string): Promise<void>;
  /** Whether the connection behind it works; a bus within one process always does. */
  healthy(): boolean;
  close(): Promise<void>;
}

/** How long a lease holds that is not renewed: as long as a server that cannot be reached may still act on it. */
export const LEASE_MS = 4_000;

/** The bus of a server that is alone. */
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
