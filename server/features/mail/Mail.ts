import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import { Email } from '../../../shared/interview/fields.ts';
import type { MailState } from '../../../shared/protocol/mailRoutes.ts';
import type { Config } from '../../config.ts';
import { Poller } from '../../Poller.ts';
import type { MailStore } from '../../store/mailStore.ts';
import type { Tables } from '../../store/schema.ts';
import type { JobRunner } from '../jobs/JobRunner.ts';
import { hasSecrets, withoutSecrets } from './linkSecrets.ts';
import { MailServer } from './MailServer.ts';
import { MailJob } from './mailJob.ts';
import { type ContentOf, letterOf, type MailKind } from './mailKinds.ts';
import { receiverKey } from './receiverKey.ts';
import { mailRoutes } from './routes.ts';

const HOUR = 60 * 60_000;
/** For as long a message that was given up can be tried again; then the secrets of its links go. */
const SECRETS_KEPT_MS = 7 * 24 * HOUR;

export interface MailWish<K extends MailKind> {
  /** Whatever would be the same message has the same key, and is sent once. */
  onceKey: string;
  kind: K;
  address: string;
  content: ContentOf<K>;
  /** The private page that it is about. */
  pageId?: string | undefined;
}

/** Counts messages to addresses that strangers typed, for each receiver and day, for all servers together where they share Redis. */
export interface MailLimits {
  /** Throws `rate-limited` with the time to wait. */
  spend(name: 'strangerMail', key: string): Promise<void>;
}

interface MailOptions {
  config: Pick<Config, 'smtpUrl' | 'mailFrom'>;
  mails: MailStore;
  runner: JobRunner;
  limits: MailLimits;
  logger: Logger;
  /** Tests are less patient. */
  pausesMs?: readonly number[] | undefined;
  wholeMs?: number | undefined;
  answeredWithinMs?: number | undefined;
}

/** E-mail: one message at a time, written down before it is sent. Ends with `close()`. */
export class Mail {
  /** Whether there is a mail server. Without one, messages are written down and not sent. */
  readonly configured: boolean;
  readonly routes: ReturnType<typeof mailRoutes>;
  readonly #mails: MailStore;
  readonly #runner: JobRunner;
  readonly #limits: MailLimits;
  readonly #closing = new AbortController();
  readonly #poller: Poller;

  constructor(options: MailOptions) {
    const { config, mails, runner, limits, logger, pausesMs, wholeMs, answeredWithinMs } = options;
    const { smtpUrl, mailFrom: from } = config;
    this.configured = smtpUrl !== undefined;
    this.#mails = mails;
    this.#runner = runner;
    this.#limits = limits;
    const server = smtpUrl === undefined ? undefined : new MailServer({ smtpUrl, from, wholeMs });
    const closing = this.#closing.signal;
    runner.add(new MailJob({ mails, server, closing, logger, pausesMs, answeredWithinMs }));
    this.routes = mailRoutes({ mails, configured: this.configured, onWaiting: () => runner.poll() });
    this.#poller = new Poller({
      task: () => mails.forgetSecrets(Date.now() - SECRETS_KEPT_MS),
      intervalMs: HOUR,
      onError: error => logger.warn({ err: error }, 'the secrets of old messages could not be deleted'),
    });
  }

  /**
   * Writes a message down, within `transaction` if given; it is sent soon. `invalid` for what is no address. Nothing happens where there is
   * one with its key.
   */
  async send<K extends MailKind>(wish: MailWish<K>, transaction?: Kysely<Tables>): Promise<void> {
    const { onceKey, kind, address, content, pageId } = wish;
    const receiver = Email.safeParse(address.trim());
    if (!receiver.success) throw AppError.invalid('This is not a full e-mail address.');
    if (!letterOf(kind, content)) throw new Error(`A message of the kind ${kind} lacks something.`);
    await this.#mails.add(
      {
        onceKey,
        kind,
        address: receiver.data,
        content: withoutSecrets(content),
        secret: this.configured && hasSecrets(content) ? content : undefined,
        state: this.configured ? 'waiting' : 'unsent',
        pageId,
      },
      transaction,
    );
    this.#runner.poll();
  }

  /**
   * Like `send`, to an address that a stranger typed and that may be anyone's: whatever asks for it counts for the receiver. Returns the time
   * to wait where the receiver has had enough for a day; nothing is written then, unless `beyondLimit`.
   */
  async sendToStranger<K extends MailKind>(
    wish: MailWish<K>,
    { beyondLimit = false }: { beyondLimit?: boolean } = {},
  ): Promise<{ sent: boolean; retryAfterMs?: number | undefined }> {
    if (await this.wasWritten(wish.onceKey)) return { sent: true };
    try {
      await this.#limits.spend('strangerMail', receiverKey(wish.address));
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'rate-limited')) throw error;
      if (!beyondLimit) return { sent: false, retryAfterMs: Number(error.details?.retryAfterMs) };
    }
    await this.send(wish);
    return { sent: true };
  }

  /** Whether a message with this key was written down before. */
  wasWritten(onceKey: string): Promise<boolean> {
    return this.#mails.isKnown(onceKey);
  }

  /** What became of the last message about a private page. */
  async mailOf(pageId: string): Promise<{ address: string; state: MailState } | undefined> {
    const last = await this.#mails.lastAbout(pageId);
    return last && { address: last.address, state: last.state };
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('The server is closing.'));
    await this.#poller.close();
  }
}
