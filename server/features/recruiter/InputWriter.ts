import { AppError } from '../../../shared/errors.ts';
import type { RecruiterInput } from '../../../shared/recruiter/inputs.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';

interface InputWriterOptions {
  write: (input: RecruiterInput) => Promise<unknown>;
  onFailed: (error: unknown, input: RecruiterInput, againInMs: number) => void;
}

type Waiting = { readonly input: RecruiterInput; readonly sinceMs: number };

const AGAIN_FIRST_MS = 500;
const AGAIN_MAX_MS = 2_000;

/** Writes the recruiter's inputs in order. During an outage, keeps only starts, stops, and ends of clips. */
export class InputWriter {
  readonly #options: InputWriterOptions;
  readonly #queue = new SerialQueue<'inputs'>();
  #waiting: Waiting[] = [];
  #failures = 0;
  #notBeforeMs = Number.NEGATIVE_INFINITY;

  constructor(options: InputWriterOptions) {
    this.#options = options;
  }

  /** Returns the time until the next attempt, or 0 if writing is possible now. */
  get pausedMs(): number {
    return Math.max(0, this.#notBeforeMs - performance.now());
  }

  put(input: RecruiterInput): Promise<void> {
    if (this.pausedMs === 0 || isUnrepeatable(input))
      this.#waiting.push({ input, sinceMs: performance.now() });
    return this.write();
  }

  write(): Promise<void> {
    return this.#queue.run('inputs', async () => {
      for (let next = this.#waiting[0]; next && this.pausedMs === 0; next = this.#waiting[0])
        await this.#try(next);
    });
  }

  async #try(next: Waiting): Promise<void> {
    try {
      await this.#options.write(laterBy(next.input, performance.now() - next.sinceMs));
      this.#waiting = this.#waiting.filter(each => each !== next);
      this.#failures = 0;
    } catch (error) {
      const againInMs = Math.min(AGAIN_MAX_MS, AGAIN_FIRST_MS * 2 ** this.#failures);
      this.#failures += 1;
      this.#notBeforeMs = performance.now() + againInMs;
      const isPassing = error instanceof AppError && error.retryable;
      this.#waiting = this.#waiting.filter(
        each => isUnrepeatable(each.input) && (isPassing || each !== next),
      );
      this.#options.onFailed(error, next.input, againInMs);
    }
  }
}

function isUnrepeatable({ type }: RecruiterInput): boolean {
  return type !== 'voice' && type !== 'time';
}

/** Adjusts the relative times in an input that is written `ms` late. */
function laterBy(input: RecruiterInput, ms: number): RecruiterInput {
  const late = Math.round(ms);
  if (input.type === 'voice') return { ...input, agoMs: input.agoMs + late };
  if (input.type === 'play.started')
    return { ...input, fromMs: Math.min(input.durationMs, input.fromMs + late) };
  return input;
}
