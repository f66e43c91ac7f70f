import type { JobName, StoredJob } from '../../store/jobStore.ts';

/**
 * Since when a job has been as it is, as this server has seen it with its own monotonic clock: the clocks of servers say nothing to each
 * other, so what one has written down as a time is of no use to the next.
 */
export class JobSightings {
  readonly #now: () => number;
  #sightings = new Map<string, { beat: number; since: number }>();

  /** `now` in milliseconds, from whatever zero. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** All jobs that there are now; what is not among them is forgotten. */
  see(jobs: readonly StoredJob[]): void {
    const now = this.#now();
    this.#sightings = new Map(
      jobs.map(job => {
        const known = this.#sightings.get(keyOf(job));
        return [keyOf(job), known?.beat === job.beat ? known : { beat: job.beat, since: now }];
      }),
    );
  }

  /** For how long it has had this beat; 0 where it was never seen. Milliseconds. */
  ageOf(job: StoredJob): number {
    const known = this.#sightings.get(keyOf(job));
    return known?.beat === job.beat ? this.#now() - known.since : 0;
  }
}

export function keyOf({ kind, target }: JobName): string {
  return `${kind} ${target}`;
}
