import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { Email } from '../../../shared/interview/fields.ts';
import type { MailState } from '../../../shared/protocol/mailRoutes.ts';
import type { Config } from '../../config.ts';
import { Poller } from '../../Poller.ts';
import type { MailStore } from '../../store/mailStore.ts';
import type { Tables } from '../../store/schema.ts';
import { type ContentOf, letterOf, type MailKind } from '../../texts/emails.ts';
import type { JobRunner } from '../jobs/JobRunner.ts';
import type { Sender } from './letter.ts';
import { hasSecrets, withoutSecrets } from './linkSecrets.ts';
import { MailServer } from './MailServer.ts';
import { MailJob } from './mailJob.ts';
import { mailRoutes } from './routes.ts';

const HOUR = 60 * 60_000;
const WAITING_MAX = 20;
const RETRYING_MAX = 1_000;
/** A failed message can be retried for this long. Then the secrets in its links are deleted. */
const SECRET_RETENTION_MS = 7 * 24 * HOUR;

export interface MailRequest<K extends MailKind> {
  /** Idempotency key. Only the first message with this key is sent. */
  onceKey: string;
  kind: K;
  address: string;
  content: ContentOf<K>;
  pageId?: string | undefined;
  /** Interview that the message is about. Not for practice. */
  interviewId?: InterviewId | undefined;
  /** Time from which the message is of no use. It isn't sent if the mail server is away until then. */
  expiresAt?: number | undefined;
}

export interface MailOptions {
  config: Pick<Config, 'smtpUrl' | 'mailFrom'>;
  mails: MailStore;
  runner: JobRunner;
  /** The organization that emails come from. Never rejects. */
  sender: () => Promise<Sender>;
  /** `spend` counts a use of the limit. Throws `rate-limited`, with the time to wait, if none is left. */
  limits: { spend(name: 'strangerMail', key: string): Promise<void> };
  logger: Logger;
  /** Shortened by tests. */
  pausesMs?: readonly number[] | undefined;
  timeoutMs?: number | undefined;
  handoverTimeoutMs?: number | undefined;
}

/** Stores emails in the database, from which a job sends them. */
export class Mail {
  /** True if a mail server is configured. Without one, messages are stored but not sent. */
  readonly configured: boolean;
  readonly routes: ReturnType<typeof mailRoutes>;
  readonly #mails: MailStore;
  readonly #runner: JobRunner;
  readonly #limits: MailOptions['limits'];
  readonly #closing = new AbortController();
  readonly #poller: Poller;

  constructor(options: MailOptions) {
    const { config, mails, runner, sender, limits, logger, pausesMs, timeoutMs, handoverTimeoutMs } = options;
    const { smtpUrl, mailFrom: from } = config;
    this.configured = smtpUrl !== undefined;
    this.#mails = mails;
    this.#runner = runner;
    this.#limits = limits;
    const server = smtpUrl === undefined ? undefined : new MailServer({ smtpUrl, from, timeoutMs });
    const closing = this.#closing.signal;
    runner.add(new MailJob({ mails, server, sender, closing, logger, pausesMs, handoverTimeoutMs }));
    this.routes = mailRoutes({ mails, configured: this.configured, sender, onWaiting: () => runner.poll() });
    this.#poller = new Poller({
      task: async () => {
        await mails.forgetSecrets(Date.now() - SECRET_RETENTION_MS);
        await mails.forgetDeleted();
      },
      intervalMs: HOUR,
      onError: error => logger.warn({ err: error }, 'old messages could not be deleted'),
    });
  }

  /**
   * Stores a message to send, if its `onceKey` is new. Returns the id of the stored message. Throws `invalid`
   * for an invalid address.
   */
  async send<K extends MailKind>(request: MailRequest<K>, transaction?: Kysely<Tables>): Promise<string> {
    const { onceKey, kind, address, content, pageId, interviewId, expiresAt } = request;
    const receiver = Email.safeParse(address.trim());
    if (!receiver.success) throw AppError.invalid('email-incomplete');
    const letter = letterOf(kind, content);
    if (!letter) throw new Error(`The content of a ${kind} message is incomplete.`);
    const mailId = await this.#mails.add(
      {
        onceKey,
        kind,
        address: receiver.data,
        content: withoutSecrets(content),
        secret: this.configured && hasSecrets(content) ? content : undefined,
        state: this.configured ? 'waiting' : 'unsent',
        pageId,
        interviewId,
        expiresAt,
        subject: letter.subject,
      },
      transaction,
    );
    this.#runner.poll();
    return mailId;
  }

  /**
   * Like `send()`, for an unverified address, with a limit per recipient and day. Beyond it, sends the
   * message only if `beyondLimit` is true. Otherwise, returns the time to wait.
   */
  async sendToStranger<K extends MailKind>(
    request: MailRequest<K>,
    { beyondLimit = false }: { beyondLimit?: boolean } = {},
  ): Promise<{ sent: boolean; retryAfterMs?: number | undefined }> {
    if (await this.wasWritten(request.onceKey)) return { sent: true };
    try {
      await this.spendOn(request.address);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'rate-limited')) throw error;
      if (!beyondLimit) return { sent: false, retryAfterMs: Number(error.details?.retryAfterMs) };
    }
    await this.send(request);
    return { sent: true };
  }

  /** Counts a message to an unverified address. Throws `rate-limited`, with the time to wait. */
  spendOn(address: string): Promise<void> {
    return this.#limits.spend('strangerMail', recipientKey(address));
  }

  /** True while writers of many messages must wait, so that other messages are sent and jobs stay few. */
  async isCrowded(): Promise<boolean> {
    const { waiting, retrying } = await this.#mails.countUnsent();
    return waiting >= WAITING_MAX || retrying >= RETRYING_MAX;
  }

  wasWritten(onceKey: string): Promise<boolean> {
    return this.#mails.isKnown(onceKey);
  }

  async mailOf(pageId: string): Promise<{ address: string; state: MailState } | undefined> {
    const last = await this.#mails.lastAbout(pageId);
    return last && { address: last.address, state: last.state };
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('The server is closing.'));
    await this.#poller.close();
  }
}

/** Hashes an address, so that no address is stored. Ignores case, Unicode form, and a tag after `+`. */
function recipientKey(address: string): string {
  const normalized = address.trim().normalize('NFKC').toLowerCase();
  const at = normalized.lastIndexOf('@');
  const [name = ''] = normalized.slice(0, at).split('+');
  const domain = normalized.slice(at + 1);
  return createHash('sha256')
    .update(`${name}@${domainToASCII(domain) || domain}`)
    .digest('hex');
}
