import { createTransport, type NodemailerError, type Transporter } from 'nodemailer';
import type { Sender } from '../../mailConfig.ts';
import type { CalendarEntry } from '../../texts/letterParts.ts';
import { calendarFile } from './calendarFile.ts';
import { oneLine } from './letter.ts';

/** Time to wait for an answer. Short, because a mail server that doesn't answer must not block other jobs. */
const ANSWER_MS = 10_000;
const DELIVERY_TIMEOUT_MS = 30_000;

export interface OutgoingMail {
  /** Used in the Message-ID, so that recipients can detect duplicates. */
  mailId: string;
  to: string;
  /** Name of the organization, unless the configuration has another name for the sender. */
  senderName: string;
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  unsubscribe?: string;
  calendar?: CalendarEntry;
  calendars?: readonly CalendarEntry[];
  logo?: Buffer;
}

/** Sends emails by SMTP, with one connection per message. */
export class MailServer {
  readonly #transport: Transporter;
  readonly #from: Sender;
  readonly #timeoutMs: number;

  constructor(options: { smtpUrl: string; from: Sender; timeoutMs?: number | undefined }) {
    this.#from = options.from;
    this.#timeoutMs = options.timeoutMs ?? DELIVERY_TIMEOUT_MS;
    this.#transport = createTransport({
      url: options.smtpUrl,
      connectionTimeout: ANSWER_MS,
      greetingTimeout: ANSWER_MS,
      dnsTimeout: ANSWER_MS,
      socketTimeout: ANSWER_MS,
    });
  }

  /** Resolves when the server accepts the message. Rejects with `MailRefusal`, or with `signal`'s reason. */
  async deliver(
    { mailId, senderName, replyTo, unsubscribe, calendar, calendars = [], logo, ...mail }: OutgoingMail,
    signal: AbortSignal,
  ): Promise<void> {
    const domain = this.#from.address.split('@').at(-1);
    const from = { name: this.#from.name ?? senderName, address: this.#from.address };
    try {
      await this.#transport.sendMail({
        ...mail,
        subject: oneLine(mail.subject),
        to: { name: '', address: mail.to },
        from,
        ...(replyTo && replyTo !== from.address && { replyTo: { name: senderName, address: replyTo } }),
        ...(calendar && { icalEvent: calendarFile(calendar, { from, to: mail.to }) }),
        attachments: [
          ...(logo
            ? [{ filename: 'logo.png', content: logo, cid: 'logo', contentDisposition: 'inline' as const }]
            : []),
          ...calendars.map(entry => {
            const { method, ...file } = calendarFile(entry, { from, to: mail.to });
            return { ...file, contentType: `text/calendar; charset=utf-8; method=${method}` };
          }),
        ],
        messageId: `<${mailId}@${domain}>`,
        // Asks the recipient's mail server to send no out-of-office or other automatic replies.
        headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribe && oneClick(unsubscribe)) },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof MailRefusal ? error : refusalOf(error);
    }
  }
}

/** Returns headers for an unsubscribe button in mail clients, which posts to `address` (RFC 8058). */
function oneClick(address: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** Failed delivery. `temporary`: a retry can succeed. `bounced`: bad address. `hopeless`: no retry helps. */
export class MailRefusal extends Error {
  readonly verdict: 'temporary' | 'bounced' | 'hopeless';

  constructor(verdict: MailRefusal['verdict'], reason: string) {
    super(reason);
    this.name = 'MailRefusal';
    this.verdict = verdict;
  }
}

const ANSWER_MAX = 300;
/** Errors that nodemailer finds in the message before it connects. */
const FAULTS_OF_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE', 'ECONFIG', 'EREQUIRETLS', 'ESTREAM']);

/** Classifies an error. A wrong password, for example, is temporary, because an administrator can fix it. */
function refusalOf(error: unknown): MailRefusal {
  const { code = '', command, originalCode, permanent, response } = error as Partial<NodemailerError>;
  if (response !== undefined) {
    const answer = oneLine(response).slice(0, ANSWER_MAX);
    if (code === 'EAUTH')
      return new MailRefusal('temporary', `The mail server refused our sign-in: ${answer}`);
    const isPermanent = permanent === true;
    if (isPermanent && command === 'RCPT TO')
      return new MailRefusal('bounced', `The mail server refused the address: ${answer}`);
    const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
    return new MailRefusal(
      isPermanent && isAboutMessage ? 'hopeless' : 'temporary',
      `The mail server rejected the message: ${answer}`,
    );
  }
  if (FAULTS_OF_MESSAGE.has(code)) return new MailRefusal('hopeless', 'This message couldn’t be created.');
  if (code === 'ETIMEDOUT' || code === 'EABORT')
    return new MailRefusal('temporary', 'The mail server didn’t answer in time.');
  const detail = oneLine(originalCode ?? code);
  const isAboutTls = code === 'ETLS' || /TLS|SSL|CERT|SIGNATURE/.test(detail);
  const sentence = isAboutTls
    ? 'Couldn’t connect securely to the mail server'
    : 'Couldn’t reach the mail server';
  return new MailRefusal('temporary', `${sentence} (${detail || 'no reason given'}).`);
}
