import type { RecordingsOptions } from '../../server/features/recording/recordings.ts';
import type { Store } from '../../server/store/store.ts';
import type { CaptureNodes } from './captureNodes.ts';

/**
 * What a server has of the world until it is killed: after this many calls to the database and to media servers none of its calls is
 * answered any more, as if the process had been killed between two of them. What it has done by then stays done.
 */
export class DyingServer {
  readonly #lives: number;
  readonly #death = Promise.withResolvers<void>();
  #calls = 0;
  /** Which calls of which parts there were, in order. */
  readonly log: string[] = [];

  constructor(lives: number) {
    this.#lives = lives;
  }

  /** Resolves when it is dead. */
  get death(): Promise<void> {
    return this.#death.promise;
  }

  get isDead(): boolean {
    return this.#calls > this.#lives;
  }

  /** For `createRecordings`. Looking at the queue of jobs costs no life, so that what is done decides when it ends. */
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

/** Nothing of a process that was killed is tidied up after it. */
const UNANSWERED: Promise<never>[] = [];

function neverAnswered(): Promise<never> {
  const promise = new Promise<never>(() => {});
  UNANSWERED.push(promise);
  return promise;
}
