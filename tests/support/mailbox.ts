import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { Changes } from './changes.ts';

/** A received message. */
export interface ReceivedMail {
  from: string;
  to: string[];
  subject: string;
  /** Unfolded, by lowercase name. */
  headers: ReadonlyMap<string, string>;
  /** Decoded, by type. */
  parts: ReadonlyMap<string, string>;
  /** Decoded calendar files. */
  calendars: readonly string[];
  raw: string;
}

type Moment = 'connect' | 'sender' | 'receiver' | 'message';
/** The response at a step: a refusal, no response while the server runs, or success (undefined). */
type Answer = { code: number; words: string } | 'silence' | undefined;

interface MailboxOptions {
  port?: number;
  /** With a self-signed certificate. */
  offersTls?: boolean;
  user?: { name: string; password: string };
}

/** A real SMTP server that stores messages and responds as a test specifies. */
export class Mailbox implements AsyncDisposable {
  readonly received: ReceivedMail[] = [];
  /** Number of connections so far. */
  connections = 0;
  /** Highest number of simultaneous connections. */
  atOnce = 0;
  /** Responses to each step of the next messages, each used once; success after that. */
  readonly answers: Partial<Record<Moment, Answer[]>> = {};
  /** Called when a message has arrived, before the response. */
  onMessage: () => void = () => {};
  readonly #server: SMTPServer;
  readonly #changes = new Changes();
  #open = 0;

  static async start(options: MailboxOptions = {}): Promise<Mailbox> {
    const mailbox = new Mailbox(options);
    const listening = mailbox.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(listening, 'listening');
    return mailbox;
  }

  private constructor({ offersTls = false, user }: MailboxOptions) {
    this.#server = new SMTPServer({
      logger: false,
      authOptional: user === undefined,
      allowInsecureAuth: true,
      closeTimeout: 1,
      disabledCommands: [...(offersTls ? [] : ['STARTTLS']), ...(user ? [] : ['AUTH'])],
      onAuth: ({ username, password }, _session, done) => {
        const isRight = username === user?.name && password === user?.password;
        if (isRight) done(null, { user: username });
        else done(refusal({ code: 535, words: 'Bad credentials' }));
      },
      onConnect: (_session, done) => {
        this.connections += 1;
        this.#open += 1;
        this.atOnce = Math.max(this.atOnce, this.#open);
        this.#answer('connect', done);
      },
      onClose: () => {
        this.#open -= 1;
      },
      onMailFrom: (_address, _session, done) => this.#answer('sender', done),
      onRcptTo: (_address, _session, done) => this.#answer('receiver', done),
      onData: async (stream, { envelope }, done) => {
        // A client that disconnects during the data has not delivered the message.
        const raw = await text(stream).catch(() => undefined);
        if (raw === undefined) return;
        this.received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          ...partsOf(raw),
          raw,
        });
        this.onMessage();
        this.#changes.tell();
        this.#answer('message', done);
      },
    });
    // Some tests disconnect in the middle of a conversation.
    this.#server.on('error', () => {});
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Waits for the message with this number. */
  message(number = 1): Promise<ReceivedMail> {
    return this.#changes.waitFor(() => this.received[number - 1], {
      milliseconds: 20_000,
      complaint: () => `Only ${this.received.length} messages came.`,
    });
  }

  /** Waits for the newest message to an address whose subject matches. */
  mailTo(
    address: string,
    subject: RegExp,
    fits: (mail: ReceivedMail) => boolean = () => true,
  ): Promise<ReceivedMail> {
    const isWanted = (mail: ReceivedMail) =>
      mail.to.includes(address) && subject.test(mail.subject) && fits(mail);
    return this.#changes.waitFor(() => this.received.findLast(isWanted), {
      milliseconds: 20_000,
      complaint: () =>
        `No message to ${address} matches ${subject}. It got: ${this.received
          .filter(({ to }) => to.includes(address))
          .map(mail => mail.subject)
          .join('; ')}`,
    });
  }

  close(): Promise<void> {
    return new Promise(closed => this.#server.close(closed));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #answer(moment: Moment, done: (error?: Error | null) => void): void {
    const answer = this.answers[moment]?.shift();
    if (answer !== 'silence') done(answer && refusal(answer));
  }
}

function refusal({ code, words }: { code: number; words: string }): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

function partsOf(raw: string): Pick<ReceivedMail, 'subject' | 'headers' | 'parts' | 'calendars'> {
  const { headers, body } = split(raw);
  const leaves = leavesOf(headers, body);
  return {
    subject: decodedWords(headers.get('subject') ?? ''),
    headers,
    parts: new Map(leaves),
    calendars: leaves.flatMap(([type, text]) => (type === 'text/calendar' ? [text] : [])),
  };
}

/** Returns the parts that have no parts of their own, in order. */
function leavesOf(headers: ReadonlyMap<string, string>, body: string): [string, string][] {
  const type = headers.get('content-type') ?? '';
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1];
  if (!boundary) return [[type.split(';')[0] ?? '', decoded({ headers, body })]];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => split(part.replace(/^\r\n/, '')))
    .flatMap(part => leavesOf(part.headers, part.body));
}

/** Decodes the encoded words of RFC 2047 in a header. Each has whole characters. */
function decodedWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, encoding: string, body: string) =>
      decoded({
        headers: new Map([
          ['content-transfer-encoding', encoding.toUpperCase() === 'B' ? 'base64' : 'quoted-printable'],
        ]),
        body: body.replaceAll('_', ' '),
      }),
    );
}

function split(raw: string) {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map(line => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]*:\s*/, '')] as const),
  );
  return { headers, body: raw.slice(end + 4) };
}

function decoded({ headers, body }: { headers: ReadonlyMap<string, string>; body: string }): string {
  const encoding = headers.get('content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
