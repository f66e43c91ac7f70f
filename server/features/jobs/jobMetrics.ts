import { Counter, Gauge, type Registry } from 'prom-client';

type Ending = 'done' | 'retrying' | 'failed' | 'lost';

/** Jobs by kind, for Prometheus. */
export class JobMetrics {
  readonly #ended: Counter<'kind' | 'outcome'>;
  readonly #running: Gauge<'kind'>;

  constructor(registry: Registry) {
    this.#ended = new Counter({
      name: 'vivavoce_job_attempts_total',
      help: 'Attempts at jobs that ended, by outcome; lost: with the server that ran it.',
      labelNames: ['kind', 'outcome'],
      registers: [registry],
    });
    this.#running = new Gauge({
      name: 'vivavoce_jobs_running',
      help: 'Jobs that this server runs now.',
      labelNames: ['kind'],
      registers: [registry],
    });
  }

  /** Returns what to call when it is over. */
  begin(kind: string): () => void {
    this.#running.inc({ kind });
    return () => this.#running.dec({ kind });
  }

  count(kind: string, outcome: Ending): void {
    this.#ended.inc({ kind, outcome });
  }
}
