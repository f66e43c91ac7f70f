import type { RecordingsOptions } from '../../server/features/recording/recordings.ts';
import type { Store } from '../../server/store/store.ts';
import type { CaptureNodes } from './captureNodes.ts';

/**
 * A server's connections until it is killed: after this many calls to the database and to media servers, no
 * call settles, as if the process had been killed between two calls. Effects of earlier calls remain.
 */
export class DyingServer {
  readonly #lives: number;
  readonly #death = Promise.withResolvers<void>();
  #calls = 0;
  /** Calls in order, named by their part. */
  readonly log: string[] = [];

  constructor(lives: number) {
    this.#lives = lives;
  }

  /** Resolves when the server is dead. */
  get death(): Promise<void> {
    return this.#death.promise;
  }

  get isDead(): boolean {
    return this.#calls > this.#lives;
  }

  /** Store and plane for `createRecordings`. Reads of the job queue aren't counted, so the work done decides when the server dies. */
  world(store: Store, nodes: CaptureNodes): Pick<RecordingsOptions, 'store' | 'plane'> {
    return {
      store: {
        ...store,
        interviews: this.#mortal('interviews', store.interviews, true),
        interviewRecordings: this.#mortal('recordings', store.interviewRecordings),
        mediaFiles: this.#mortal('files', store.mediaFiles),
        erasures: this.#mortal('erasures', store.erasures),
        jobs: this.#mortal('jobs', store.jobs, true),
      },
      plane: this.#mortal('nodes', nodes),
    };
  }

  #mortal<T extends object>(part: string, target: T, isFree = false): T {
    return new Proxy(target, {
      get: (_target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (!isFree && name !== 'nodeIds' && name !== 'subscribe') this.#spend(`${part}.${String(name)}`);
          if (this.isDead && name !== 'nodeIds' && name !== 'subscribe') return neverAnswered();
          return value.apply(target, given);
        };
      },
    });
  }

  #spend(call: string): void {
    this.#calls += 1;
    if (this.isDead) this.#death.resolve();
    else this.log.push(call);
  }
}

/** Calls of dead servers, referenced so that they aren't garbage-collected. */
const UNANSWERED: Promise<never>[] = [];

function neverAnswered(): Promise<never> {
  const promise = new Promise<never>(() => {});
  UNANSWERED.push(promise);
  return promise;
}
