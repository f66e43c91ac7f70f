import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { MailState } from '../../../shared/protocol/mailRoutes.ts';
import type { MailStore, StoredMail } from '../../store/mailStore.ts';
import { type JobContext, JobError, type JobHandler } from '../jobs/job.ts';
import { writeLetter } from './letter.ts';
import { isWhole } from './linkSecrets.ts';
import type { MailServer } from './MailServer.ts';
import { letterOf } from './mailKinds.ts';
import { MailRefusal } from './mailRefusal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Long enough for a server that greets strangers late, and for one that is repaired the next morning. */
const PAUSES_MS: readonly number[] = [
  10_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
];
const NOTE_AGAIN_MS = 1_000;
/** Much longer than a delivery takes: after that, the process that handed a message over is taken to be gone. */
const ANSWERED_WITHIN_MS = 10 * MINUTE;

interface MailJobOptions {
  mails: Pick<MailStore, 'find' | 'handOver' | 'settle'>;
  /** Absent: nothing is sent. */
  server: Pick<MailServer, 'deliver'> | undefined;
  /** Aborted when the process ends. */
  closing: AbortSignal;
  logger: Logger;
  /** Tests are less patient. */
  pausesMs?: readonly number[] | undefined;
  answeredWithinMs?: number | undefined;
}

/**
 * Hands one message to the mail server. The row says so beforehand, and a delivery outlives the job's run, so that a database outage
 * sends nothing twice. If the process is killed before it has written down the answer, the message is sent once more after
 * `answeredWithinMs`, with the same Message-ID.
 */
export class MailJob implements JobHandler {
  readonly kind = 'mail';
  /** A mail server that hangs must not hold up other jobs. */
  readonly atMost = 2;
  readonly pausesMs: readonly number[];
  readonly #mails: MailJobOptions['mails'];
  readonly #server: MailJobOptions['server'];
  readonly #closing: AbortSignal;
  readonly #logger: Logger;
  readonly #answeredWithinMs: number;

  constructor(options: MailJobOptions) {
    const { mails, server, closing, logger, pausesMs = PAUSES_MS } = options;
    this.#mails = mails;
    this.#server = server;
    this.#closing = closing;
    this.#logger = logger;
    this.pausesMs = pausesMs;
    this.#answeredWithinMs = options.answeredWithinMs ?? ANSWERED_WITHIN_MS;
  }

  async run(mailId: string, context: JobContext): Promise<void> {
    const mail = await this.#mails.find(mailId);
    // Sent by a run whose end was not written down, or deleted together with what it was about.
    if (mail?.state !== 'waiting') return;
    if (!this.#server) {
      await this.#mails.settle(mailId, 'unsent');
      return;
    }
    if (!(await this.#mails.handOver(mailId, this.#answeredWithinMs)))
      throw new JobError('The answer of the mail server is not known yet.', 'later');
    try {
      await this.#deliver(this.#server, mail);
    } catch (error) {
      if (!(error instanceof MailRefusal)) {
        // The process ends before there is an answer: the next one may send it.
        await this.#mails.settle(mailId, 'waiting');
        throw error;
      }
      await this.#giveUp(mail, error, context);
      return;
    }
    await this.#note(mailId, 'sent');
    this.#logger.info({ mailId, kind: mail.kind }, 'a message was sent');
  }

  async #deliver(server: Pick<MailServer, 'deliver'>, mail: StoredMail): Promise<void> {
    const content = mail.secret ?? mail.content;
    const letter = isWhole(content) ? letterOf(mail.kind, content) : undefined;
    if (!letter) throw new MailRefusal('hopeless', 'What the message was to say is not there any more.');
    await server.deliver({ mailId: mail.mailId, to: mail.address, ...writeLetter(letter) }, this.#closing);
  }

  /** Or puts it off. What the server answered may name the address, so that only the outbox has it, and no log. */
  async #giveUp({ mailId, kind }: StoredMail, refusal: MailRefusal, { attempt }: JobContext): Promise<void> {
    const { message: reason, verdict } = refusal;
    const isOver = verdict !== 'temporary' || attempt > this.pausesMs.length;
    const state = verdict === 'bounced' ? 'bounced' : isOver ? 'failed' : 'waiting';
    await this.#note(mailId, state, reason);
    if (state === 'bounced') this.#logger.info({ mailId, kind }, 'a message bounced');
    else throw new JobError('The mail server did not take a message.', isOver ? 'never' : 'soon');
  }

  /** Writes down the answer, however long the database is away. */
  async #note(mailId: string, state: MailState, reason?: string): Promise<void> {
    for (;;) {
      try {
        return await this.#mails.settle(mailId, state, reason);
      } catch (error) {
        if (!(error instanceof AppError && error.retryable)) throw error;
        this.#logger.warn({ mailId, err: error }, "a mail server's answer could not be written down");
        await delay(NOTE_AGAIN_MS, undefined, { signal: this.#closing });
      }
    }
  }
}
