import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach } from 'vitest';
import { loadConfig } from '../../../server/config.ts';
import { JobRunner } from '../../../server/features/jobs/JobRunner.ts';
import { Mail, type MailRequest } from '../../../server/features/mail/Mail.ts';
import { RateLimits } from '../../../server/limits/RateLimits.ts';
import type { StoredMail } from '../../../server/store/mailStore.ts';
import type { Store } from '../../../server/store/store.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';
import type { MailState } from '../../../shared/protocol/mailRoutes.ts';
import { eventually } from '../../support/eventually.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

export const SECRET = '0123456789abcdefghijkl';
export const LINK = `https://interviews.example.com/practice#${SECRET}`;
export const WISH: MailRequest<'practice-link'> = {
  onceKey: 'page-1',
  kind: 'practice-link',
  address: 'ada@example.org',
  content: { url: LINK, role: 'Backend Developer' },
  pageId: 'page-1',
};
export const ENV = { PUBLIC_URL: 'https://interviews.example.com' };
/** Long enough that a busy machine is not mistaken for a dead server. */
const HASTY = { pollMs: 20, beatMs: 20, lostMs: 3_000, doubtMs: 2_000 };
/** Two attempts after the first one. */
export const PAUSES_MS = [20, 40];

export interface MailChanges {
  env?: Record<string, string>;
  organization?: typeof NO_ORGANIZATION;
  pausesMs?: readonly number[] | undefined;
  timeoutMs?: number;
  handoverTimeoutMs?: number;
}

type Close = () => Promise<void> | void;

/** A database, the servers that send its emails, and mail servers that receive them. */
export class MailStage {
  store!: Store;
  folder!: TemporaryFolder;
  /** Of all servers of the current test. */
  log = '';
  readonly #closers: Close[] = [];
  readonly #servers: Close[] = [];
  #serverCount = 0;

  /** Creates an empty database for each test of a file. */
  static ofEach(): MailStage {
    const stage = new MailStage();
    beforeEach(async () => {
      stage.folder = await quickFolder('mail');
      stage.store = await openTestStore({ DATA_DIR: stage.folder.path });
      stage.log = '';
    });
    afterEach(async () => {
      await stage.closeServers();
      for (const close of stage.#closers.splice(0).reverse()) await close();
      await stage.store.close();
      await stage.folder.remove();
    });
    return stage;
  }

  /** Opens a server that sends mail. */
  readonly open = (
    smtpUrl: string | undefined,
    {
      env,
      organization = NO_ORGANIZATION,
      pausesMs = PAUSES_MS,
      timeoutMs,
      handoverTimeoutMs,
    }: MailChanges = {},
  ): Mail => {
    const config = loadConfig({
      NODE_ENV: 'test',
      DATA_DIR: this.folder.path,
      ...ENV,
      SMTP_URL: smtpUrl,
      ...env,
    });
    const destination = new Writable({
      write: (chunk, _encoding, done) => {
        this.log += chunk;
        done();
      },
    });
    const logger = pino({ level: 'trace' }, destination);
    const runner = new JobRunner({
      store: this.store.jobs,
      serverId: `server-${this.#serverCount++}`,
      handlers: [],
      metrics: new Registry(),
      logger,
      timing: HASTY,
    });
    const mail = new Mail({
      config,
      mails: this.store.mails,
      runner,
      sender: async () => organization,
      limits: new RateLimits(),
      logger,
      pausesMs,
      timeoutMs,
      handoverTimeoutMs,
    });
    this.#servers.push(() => runner.close());
    this.#servers.push(() => mail.close());
    return mail;
  };

  /** Closes the servers that send mail. */
  readonly closeServers = async (): Promise<void> => {
    for (const close of this.#servers.splice(0).reverse()) await close();
  };

  /** Calls `close` after the test and after its servers are closed. */
  readonly closeLater = (close: Close): void => void this.#closers.push(close);

  readonly mailbox = async (options?: Parameters<typeof Mailbox.start>[0]): Promise<Mailbox> => {
    const started = await Mailbox.start(options);
    this.closeLater(() => started.close());
    return started;
  };

  readonly mailThatIs = (state: MailState, hasReason?: RegExp): Promise<StoredMail> =>
    eventually(`a message that is ${state}`, async () => {
      const [found] = await this.store.mails.list(1);
      const fits = found?.state === state && (!hasReason || hasReason.test(found.reason ?? ''));
      return fits ? found : undefined;
    });

  readonly jobState = async (mailId: string) => (await this.store.jobs.about([mailId]))[0]?.state;
}
