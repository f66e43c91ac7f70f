import { AppError } from '../../shared/errors.ts';

const WAIT_MAX_MS = 5_000;

/** A statement that waited too long, and the statements that hold the connections. */
export interface LateStatement {
  readonly waiting: string;
  readonly holding: ReadonlyArray<{ readonly statement: string; readonly heldMs: number }>;
}

/** The right to use one connection. `statement` is its newest statement. */
export interface Permit extends Disposable {
  statement: string;
}

interface Waiter {
  readonly statement: string;
  readonly grant: (permit: Permit) => void;
}

/** Hands out the connections of a database, first come, first served. */
export class ConnectionPermits {
  readonly #onLate: (late: LateStatement) => void;
  readonly #holding = new Map<Permit, number>();
  readonly #waiting = new Set<Waiter>();
  #free: number;

  constructor(connections: number, onLate: (late: LateStatement) => void) {
    this.#free = connections;
    this.#onLate = onLate;
  }

  /** Rejects with `unavailable` after 5 s without a free connection. */
  take(statement: string): Promise<Permit> {
    if (this.#free > 0) return Promise.resolve(this.#grant(statement));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        statement,
        grant: permit => {
          clearTimeout(timer);
          resolve(permit);
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        this.#onLate({ waiting: statement, holding: this.#holders() });
        reject(AppError.unavailable('database-unavailable'));
      }, WAIT_MAX_MS);
      this.#waiting.add(waiter);
    });
  }

  #grant(statement: string): Permit {
    this.#free -= 1;
    const permit = { statement, [Symbol.dispose]: () => this.#return(permit) };
    this.#holding.set(permit, performance.now());
    return permit;
  }

  #return(permit: Permit): void {
    if (!this.#holding.delete(permit)) return;
    this.#free += 1;
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next);
    next.grant(this.#grant(next.statement));
  }

  #holders(): LateStatement['holding'] {
    return Array.from(this.#holding, ([{ statement }, since]) => ({
      statement,
      heldMs: Math.round(performance.now() - since),
    }));
  }
}
