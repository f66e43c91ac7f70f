import { uuidv7 } from 'uuidv7';
import type { AppError } from '../../shared/errors.ts';
import type { CommandId } from '../../shared/ids.ts';
import type {
  CommandName,
  RequestEnvelope,
  RequestParams,
  RequestResult,
} from '../../shared/protocol/requests.ts';
import { backoffMs } from './backoff.ts';
import { asAppError, openReply } from './replies.ts';

/** Rejects when the connection is cut or the reply takes too long. */
export type SendEnvelope = (name: CommandName, envelope: RequestEnvelope) => Promise<unknown>;

interface Pending {
  readonly name: CommandName;
  readonly envelope: RequestEnvelope;
  readonly settle: (raw: unknown) => void;
  readonly fail: (error: AppError) => void;
  attempts: number;
  /** `due`: to be sent when connected; `sent`: waiting for the reply; `resting`: waiting for a retry. */
  state: 'due' | 'sent' | 'resting';
}

const FIRST_RETRY_MS = 400;
const MAX_RETRY_MS = 5_000;

/** Sends each command until the server answers. Commands with the same name are sent in order. */
export class CommandQueue {
  readonly #send: SendEnvelope;
  #pending: Pending[] = [];
  #connected = false;
  #closed: AppError | undefined;

  constructor(send: SendEnvelope) {
    this.#send = send;
  }

  get size(): number {
    return this.#pending.length;
  }

  /** Queues a command. With `commandId`, repeats a command that an earlier page may have sent. */
  add<N extends CommandName>(
    name: N,
    params: RequestParams<N>,
    commandId = uuidv7() as CommandId,
  ): Promise<RequestResult<N>> {
    if (this.#closed) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      this.#pending.push({
        name,
        envelope: { commandId, params },
        settle: raw => resolve(openReply(name, raw)),
        fail: reject,
        attempts: 0,
        state: 'due',
      });
      this.#flush();
    });
  }

  connected(): void {
    this.#connected = true;
    for (const command of this.#pending) command.state = 'due';
    this.#flush();
  }

  disconnected(): void {
    this.#connected = false;
  }

  close(error: AppError): void {
    if (this.#closed) return;
    this.#closed = error;
    const unanswered = this.#pending;
    this.#pending = [];
    for (const command of unanswered) command.fail(error);
  }

  #flush(): void {
    if (!this.#connected) return;
    const busy = new Set<CommandName>();
    for (const command of [...this.#pending]) {
      if (command.state === 'due' && !busy.has(command.name)) void this.#try(command);
      busy.add(command.name);
    }
  }

  async #try(command: Pending): Promise<void> {
    command.state = 'sent';
    const attempt = ++command.attempts;
    let error: AppError | undefined;
    try {
      const raw = await this.#send(command.name, command.envelope);
      command.settle(raw);
    } catch (thrown) {
      error = asAppError(thrown);
    }
    // After a reconnect, only the result of the latest attempt counts.
    if (attempt !== command.attempts || !this.#pending.includes(command)) return;
    if (error?.retryable) {
      this.#rest(command, error);
      return;
    }
    this.#pending = this.#pending.filter(other => other !== command);
    if (error) command.fail(error);
    this.#flush();
  }

  #rest(command: Pending, error: AppError): void {
    command.state = 'resting';
    const retryAfterMs = error.details?.retryAfterMs;
    const delayMs =
      typeof retryAfterMs === 'number'
        ? retryAfterMs
        : backoffMs(command.attempts - 1, FIRST_RETRY_MS, MAX_RETRY_MS);
    setTimeout(() => {
      if (command.state !== 'resting') return;
      command.state = 'due';
      this.#flush();
    }, delayMs);
  }
}
