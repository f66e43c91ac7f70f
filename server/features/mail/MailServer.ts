import { createTransport, type Transporter } from 'nodemailer';
import type { Sender } from '../../mailConfig.ts';
import { oneLine } from './letter.ts';
import { MailRefusal, refusalOf } from './mailRefusal.ts';

/** Well below what anything else waits for: a server that is silent must not hold up the queue of jobs. */
const ANSWER_MS = 10_000;
const WHOLE_MS = 30_000;

export interface OutgoingMail {
  /** Becomes the Message-ID, so that a receiver can tell a message that is sent twice. */
  mailId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where the receiver turns messages of this kind off, in one step. */
  unsubscribe?: string;
}

interface MailServerOptions {
  smtpUrl: string;
  from: Sender;
  /** Tests are less patient. */
  wholeMs?: number | undefined;
}

/** The server that mail is handed to, with one connection for each message. Nothing is kept open in between. */
export class MailServer {
  readonly #transport: Transporter;
  readonly #from: Sender;
  readonly #wholeMs: number;

  constructor({ smtpUrl, from, wholeMs = WHOLE_MS }: MailServerOptions) {
    this.#from = from;
    this.#wholeMs = wholeMs;
    this.#transport = createTransport({
      url: smtpUrl,
      connectionTimeout: ANSWER_MS,
      greetingTimeout: ANSWER_MS,
      dnsTimeout: ANSWER_MS,
      socketTimeout: ANSWER_MS,
    });
  }

  /** Resolves once the server has taken it over. Rejects with `MailRefusal`, or with the signal's reason when that is aborted. */
  async deliver({ mailId, unsubscribe, ...mail }: OutgoingMail, signal: AbortSignal): Promise<void> {
    const domain = this.#from.address.split('@').at(-1);
    try {
      await this.#transport.sendMail({
        ...mail,
        subject: oneLine(mail.subject),
        to: { name: '', address: mail.to },
        from: this.#from,
        messageId: `<${mailId}@${domain}>`,
        // Answers of absent people and of robots stay away.
        headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribe && oneClick(unsubscribe)) },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#wholeMs)]),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof MailRefusal ? error : refusalOf(error);
    }
  }
}

/** Mail programs show a button that posts to the address without opening it (RFC 8058). */
function oneClick(address: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
