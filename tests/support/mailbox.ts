import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { Changes } from './changes.ts';

/** A message as it arrived. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** Unfolded, by their names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Decoded, by type. */
  parts: ReadonlyMap<string, string>;
  raw: string;
}

type Moment = 'connect' | 'sender' | 'receiver' | 'message';
/** What is answered at a moment: a refusal, nothing for as long as the server lives, or that all is well. */
type Answer = { code: number; words: string } | 'silence' | undefined;

interface MailboxOptions {
  port?: number;
  /** With a certificate that no one has signed. */
  offersTls?: boolean;
  user?: { name: string; password: string };
}

/** A real SMTP server on this machine that keeps what it is given and answers as a test wants it. */
export class Mailbox implements AsyncDisposable {
  readonly received: ReceivedMail[] = [];
  /** How often someone connected. */
  connections = 0;
  /** Most connections at once. */
  atOnce = 0;
  /** What a moment of the next messages is answered with, each answer once; after that all is well. */
  readonly answers: Partial<Record<Moment, Answer[]>> = {};
  /** Called when a message is there, before that is answered. */
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
        // Who goes in the middle of a message has not handed it over.
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
    // A client that goes in the middle of a conversation is what some tests are about.
    this.#server.on('error', () => {});
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** The message with this number, once it is there. */
  message(number = 1): Promise<ReceivedMail> {
    return this.#changes.waitFor(() => this.received[number - 1], {
      milliseconds: 20_000,
      complaint: () => `Only ${this.received.length} messages came.`,
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

function partsOf(raw: string): Pick<ReceivedMail, 'headers' | 'parts'> {
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => split(part.replace(/^\r\n/, '')));
  return {
    headers,
    parts: new Map(
      parts.map(part => [part.headers.get('content-type')?.split(';')[0] ?? '', decoded(part)] as const),
    ),
  };
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
