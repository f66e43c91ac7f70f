import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
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

interface MailJobOptions {
  mails: Pick<MailStore, 'find' | 'settle'>;
  /** Absent: nothing is sent. */
  server: Pick<MailServer, 'deliver'> | undefined;
  logger: Logger;
  /** Tests are less patient. */
  pausesMs?: readonly number[] | undefined;
}

/**
 * Hands one message to the mail server. A process that is killed between that server's answer and our note of it sends the message once
 * more, with the same Message-ID; nothing else sends one twice.
 */
export class MailJob implements JobHandler {
  readonly kind = 'mail';
  /** A mail server that hangs must not hold up other jobs. */
  readonly atMost = 2;
  readonly pausesMs: readonly number[];
  readonly #mails: MailJobOptions['mails'];
  readonly #server: MailJobOptions['server'];
  readonly #logger: Logger;

  constructor({ mails, server, logger, pausesMs = PAUSES_MS }: MailJobOptions) {
    this.#mails = mails;
    this.#server = server;
    this.#logger = logger;
    this.pausesMs = pausesMs;
  }

  async run(mailId: string, context: JobContext): Promise<void> {
    const mail = await this.#mails.find(mailId);
    // Sent by a run whose end was not written down, or deleted together with what it was about.
    if (mail?.state !== 'waiting') return;
    if (!this.#server) {
      await this.#mails.settle(mailId, 'unsent');
      return;
    }
    try {
      await this.#deliver(this.#server, mail, context.signal);
    } catch (error) {
      if (!(error instanceof MailRefusal)) throw error;
      await this.#giveUp(mail, error, context);
      return;
    }
    await this.#noteSent(mailId, context.signal);
    this.#logger.info({ mailId, kind: mail.kind }, 'a message was sent');
  }

  async #deliver(server: Pick<MailServer, 'deliver'>, mail: StoredMail, signal: AbortSignal): Promise<void> {
    const content = mail.secret ?? mail.content;
    const letter = isWhole(content) ? letterOf(mail.kind, content) : undefined;
    if (!letter) throw new MailRefusal('hopeless', 'What the message was to say is not there any more.');
    await server.deliver({ mailId: mail.mailId, to: mail.address, ...writeLetter(letter) }, signal);
  }

  /** Or puts it off. What the server answered may name the address, so that only the outbox has it, and no log. */
  async #giveUp({ mailId, kind }: StoredMail, refusal: MailRefusal, { attempt }: JobContext): Promise<void> {
    const { message: reason, verdict } = refusal;
    const isOver = verdict !== 'temporary' || attempt > this.pausesMs.length;
    const state = verdict === 'bounced' ? 'bounced' : isOver ? 'failed' : 'waiting';
    await this.#mails.settle(mailId, state, reason);
    if (state === 'bounced') this.#logger.info({ mailId, kind }, 'a message bounced');
    else throw new JobError('The mail server did not take a message.', isOver ? 'never' : 'soon');
  }

  /** What is sent is sent: a database that is away for a while must not make it be sent again. */
  async #noteSent(mailId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        return await this.#mails.settle(mailId, 'sent');
      } catch (error) {
        if (!(error instanceof AppError && error.retryable)) throw error;
        this.#logger.warn({ mailId, err: error }, 'a message was sent, which could not be written down');
        await delay(NOTE_AGAIN_MS, undefined, { signal });
      }
    }
  }
}
