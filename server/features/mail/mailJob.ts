import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { MailState } from '../../../shared/protocol/mailRoutes.ts';
import type { MailStore, StoredMail } from '../../store/mailStore.ts';
import { letterOf } from '../../texts/emails.ts';
import { type JobContext, JobError, type JobHandler } from '../jobs/job.ts';
import { type Sender, writeLetter } from './letter.ts';
import { isWhole } from './linkSecrets.ts';
import { MailRefusal, type MailServer } from './MailServer.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Delays between attempts. They outlast greylisting, and an outage of a whole day. */
const PAUSES_MS: readonly number[] = [
  10_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
];
const EXPIRED = 'It was too late for this message when the mail server could be reached.';
const SETTLE_RETRY_MS = 1_000;
/** Much longer than a delivery takes. After this time, the process that was sending is considered dead. */
const HANDOVER_TIMEOUT_MS = 10 * MINUTE;

interface MailJobOptions {
  mails: Pick<MailStore, 'find' | 'handOver' | 'settle'>;
  server: Pick<MailServer, 'deliver'> | undefined;
  /** Never rejects. */
  sender: () => Promise<Sender>;
  closing: AbortSignal;
  logger: Logger;
  /** Shortened by tests. */
  pausesMs?: readonly number[] | undefined;
  handoverTimeoutMs?: number | undefined;
}

/**
 * Sends one message. Marks its row before the delivery, so that nothing is sent twice if the database then
 * fails. If the process dies before it stores the outcome, sends the message again, with the same Message-ID.
 */
export class MailJob implements JobHandler {
  readonly kind = 'mail';
  /** Maximum number of simultaneous runs, because a mail server that hangs must not block other jobs. */
  readonly atMost = 2;
  readonly pausesMs: readonly number[];
  readonly #options: MailJobOptions;

  constructor(options: MailJobOptions) {
    this.#options = options;
    this.pausesMs = options.pausesMs ?? PAUSES_MS;
  }

  async run(mailId: string, context: JobContext): Promise<void> {
    const { mails, server, logger, handoverTimeoutMs = HANDOVER_TIMEOUT_MS } = this.#options;
    const mail = await mails.find(mailId);
    // Either the message was deleted, or an earlier run sent it but stopped before the job was marked done.
    if (mail?.state !== 'waiting') return;
    if (!server) {
      await mails.settle(mailId, 'unsent');
      return;
    }
    if (mail.expiresAt !== undefined && Date.now() >= mail.expiresAt) {
      await mails.settle(mailId, 'unsent', EXPIRED);
      return;
    }
    if (!(await mails.handOver(mailId, handoverTimeoutMs)))
      throw new JobError('The answer of the mail server is not known yet.', 'later');
    try {
      await this.#deliver(server, mail);
    } catch (error) {
      if (!(error instanceof MailRefusal)) {
        // The process is closing, so the next process can send the message.
        await mails.settle(mailId, 'waiting');
        throw error;
      }
      await this.#handleRefusal(mail, error, context);
      return;
    }
    await this.#settle(mailId, 'sent');
    logger.info({ mailId, kind: mail.kind }, 'a message was sent');
  }

  async #deliver(server: Pick<MailServer, 'deliver'>, mail: StoredMail): Promise<void> {
    const content = mail.secret ?? mail.content;
    const sender = await this.#options.sender();
    const letter = isWhole(content) ? letterOf(mail.kind, content, sender.timeZone) : undefined;
    if (!letter) throw new MailRefusal('hopeless', 'The content of this message is no longer available.');
    await server.deliver(
      { mailId: mail.mailId, to: mail.address, ...writeLetter(letter, sender) },
      this.#options.closing,
    );
  }

  /** Stores the mail server's answer in the outbox. Doesn't log it, because it can contain the address. */
  async #handleRefusal(
    { mailId, kind }: StoredMail,
    refusal: MailRefusal,
    { attempt }: JobContext,
  ): Promise<void> {
    const { message: reason, verdict } = refusal;
    const isFinal = verdict !== 'temporary' || attempt > this.pausesMs.length;
    const state = verdict === 'bounced' ? 'bounced' : isFinal ? 'failed' : 'waiting';
    await this.#settle(mailId, state, reason);
    if (state === 'bounced') this.#options.logger.info({ mailId, kind }, 'a message bounced');
    else throw new JobError('The mail server did not take a message.', isFinal ? 'never' : 'soon');
  }

  /** Stores the outcome. Retries while the database is unavailable. */
  async #settle(mailId: string, state: MailState, reason?: string): Promise<void> {
    const { mails, logger, closing } = this.#options;
    for (;;) {
      try {
        return await mails.settle(mailId, state, reason);
      } catch (error) {
        if (!(error instanceof AppError && error.retryable)) throw error;
        logger.warn({ mailId, err: error }, "a mail server's answer could not be written down");
        await delay(SETTLE_RETRY_MS, undefined, { signal: closing });
      }
    }
  }
}
