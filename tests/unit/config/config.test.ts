import { readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, deriveKey, loadConfig, practiceSessionsOn } from '../../../server/config.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

const LONG = 'p8Fw1nS3x7QzL0vKt5yB9mHc2dRj6eGu';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder('config');
});
afterEach(() => folder.remove());

const load = (env: Record<string, string> = {}) => loadConfig({ DATA_DIR: folder.path, ...env });

describe('configuration without any variables', () => {
  it('is complete for one machine', () => {
    const config = load();
    expect(config).toMatchObject({
      nodeEnv: 'development',
      port: 3_000,
      host: undefined,
      publicUrl: 'http://localhost:3000',
      secure: false,
      databaseUrl: undefined,
      sqliteFile: path.join(folder.path, 'vivavoce.db'),
      redisUrl: undefined,
      recordingFolder: path.join(folder.path, 'recordings'),
      workFolder: path.join(folder.path, 'work'),
      bucket: undefined,
      media: 'embedded',
      logLevel: 'info',
      trustProxy: 0,
    });
    expect(config.allowedOrigins).toEqual([
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ]);
  });

  it('creates a secret once, stores it, and makes it readable by its owner only', async () => {
    const { secret, mediaSecret } = load();
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(load()).toMatchObject({ secret, mediaSecret });
    const file = path.join(folder.path, 'secret');
    expect((await readFile(file, 'utf8')).trim()).toBe(secret);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('treats empty variables as unset', () => {
    expect(load({ PORT: '', DATABASE_URL: ' ', SECRET: '' })).toMatchObject({
      port: 3_000,
      databaseUrl: undefined,
    });
  });
});

describe('configured values', () => {
  it('are used', () => {
    const config = load({
      PORT: '8080',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://interviews.example.com/',
      SECRET: LONG,
      DATABASE_URL: 'postgres://me:pw@db/vivavoce',
      REDIS_URL: 'redis://cache:6379',
      MEDIA: 'remote',
      MEDIA_SECRET: `${LONG}media`,
      LOG_LEVEL: 'debug',
      TRUST_PROXY: '1',
      ALLOWED_ORIGINS: 'https://hr.example.com, http://localhost:5173',
    });
    expect(config).toMatchObject({
      port: 8_080,
      host: '127.0.0.1',
      publicUrl: 'https://interviews.example.com',
      secure: true,
      secret: LONG,
      media: 'remote',
      mediaSecret: `${LONG}media`,
      trustProxy: 1,
      allowedOrigins: ['https://interviews.example.com', 'https://hr.example.com', 'http://localhost:5173'],
    });
  });

  it('keep keys for different purposes separate', () => {
    const keys = ['join tokens', 'staff sessions', 'media'].map(purpose =>
      Buffer.from(deriveKey(LONG, purpose)).toString('hex'),
    );
    expect(new Set(keys).size).toBe(3);
    expect(keys[0]).toHaveLength(64);
  });
});

describe('a bucket', () => {
  const KEYS = { S3_BUCKET: 'interviews', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
  const READ = { bucket: 'interviews', accessKeyId: 'id', secretAccessKey: 'secret', prefix: '' };

  it('at Amazon is identified by its region', () => {
    expect(load({ ...KEYS, S3_REGION: 'eu-central-1' }).bucket).toEqual({
      ...READ,
      endpoint: undefined,
      region: 'eu-central-1',
      forcePathStyle: false,
    });
  });

  it('elsewhere is identified by its endpoint', () => {
    expect(load({ ...KEYS, S3_ENDPOINT: 'http://storage:9000' }).bucket).toEqual({
      ...READ,
      endpoint: 'http://storage:9000',
      region: 'us-east-1',
      forcePathStyle: true,
    });
  });

  it('may be shared with others, and may need its name in the host', () => {
    const more = { S3_ENDPOINT: 'https://storage', S3_FORCE_PATH_STYLE: 'false' };
    for (const S3_PREFIX of ['team/vivavoce', 'team/vivavoce/'])
      expect(load({ ...KEYS, ...more, S3_PREFIX }).bucket).toMatchObject({
        prefix: 'team/vivavoce/',
        forcePathStyle: false,
      });
  });

  it.each([
    ['S3_BUCKET', { S3_ENDPOINT: 'https://storage' }],
    ['S3_BUCKET', { S3_PREFIX: 'vivavoce' }],
    ['S3_BUCKET', { ...KEYS, S3_REGION: 'eu-central-1', S3_BUCKET: '' }],
    ['S3_REGION', KEYS],
    ['S3_ACCESS_KEY_ID', { ...KEYS, S3_REGION: 'eu-central-1', S3_ACCESS_KEY_ID: '' }],
    ['S3_SECRET_ACCESS_KEY', { ...KEYS, S3_REGION: 'eu-central-1', S3_SECRET_ACCESS_KEY: '' }],
  ])('that is configured incompletely fails the start with one sentence that names %s', (variable, env) => {
    expect(refusalOf(env)?.message).toMatch(new RegExp(`^${variable} is needed with S3_[^\\n]+\\.$`));
  });
});

describe('practice configuration', () => {
  it('allows as many interviews as the cores can handle, and finalizing on at most one server', () => {
    expect([1, 2, 3, 64].map(practiceSessionsOn)).toEqual([6, 12, 16, 16]);
    expect(load().practiceSessions).toBe(practiceSessionsOn(availableParallelism()));
    expect(load({ PRACTICE_SESSIONS: '48' }).practiceSessions).toBe(48);
    expect(load({ PRACTICE_SESSIONS: '0' }).practiceSessions).toBe(0);
  });
});

describe('mail configuration', () => {
  it("sends nothing without a mail server, and uses the public host as the sender's domain", () => {
    expect(load()).toMatchObject({
      smtpUrl: undefined,
      mailFrom: { address: 'no-reply@localhost' },
    });
    const from = (PUBLIC_URL: string) => load({ PUBLIC_URL }).mailFrom.address;
    expect(from('https://interviews.example.com:8443')).toBe('no-reply@interviews.example.com');
    expect(from('http://192.0.2.7:3000')).toBe('no-reply@[192.0.2.7]');
    expect(from('http://[2001:db8::7]:3000')).toBe('no-reply@[IPv6:2001:db8::7]');
  });

  it.each([
    ['jobs@example.com', { address: 'jobs@example.com' }],
    ['<jobs@example.com>', { address: 'jobs@example.com' }],
    ['Example Inc. <jobs@example.com>', { name: 'Example Inc.', address: 'jobs@example.com' }],
    ['"Müller, Sons" <jobs@example.com>', { name: 'Müller, Sons', address: 'jobs@example.com' }],
  ])('uses the sender %s', (MAIL_FROM, sender) => {
    expect(load({ MAIL_FROM }).mailFrom).toEqual(sender);
  });

  it.each([
    'smtp://localhost',
    'smtps://me:p%40ss@mail.example.com:465/',
    'smtp://mail.example.com:587?requireTLS=true&tls.rejectUnauthorized=false&name=interviews.example.com',
  ])('connects to %s', SMTP_URL => {
    expect(load({ SMTP_URL }).smtpUrl).toBe(SMTP_URL);
  });
});

const WRONG: [variable: string, env: Record<string, string>][] = [
  ['NODE_ENV', { NODE_ENV: 'prod' }],
  ['PORT', { PORT: 'http' }],
  ['PORT', { PORT: '70000' }],
  ['PORT', { PORT: '-1' }],
  ['PORT', { PORT: '3000.5' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'interviews.example.com' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'https://example.com/interviews' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'ftp://example.com' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://db/vivavoce' }],
  ['DATABASE_URL', { DATABASE_URL: './vivavoce.db' }],
  ['REDIS_URL', { REDIS_URL: 'localhost:6379' }],
  ['REDIS_URL', { MEDIA: 'remote' }],
  ['MEDIA', { MEDIA: 'both' }],
  ['MEDIA_SECRET', { MEDIA_SECRET: 'short' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
  ['TRUST_PROXY', { TRUST_PROXY: 'my-proxy' }],
  ['ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'https://a.example, *' }],
  ['S3_ENDPOINT', { S3_ENDPOINT: 'storage:9000' }],
  ['S3_BUCKET', { S3_BUCKET: 'a/b' }],
  ['S3_BUCKET', { S3_BUCKET: '..' }],
  ['S3_REGION', { S3_REGION: 'somewhere else' }],
  ['S3_PREFIX', { S3_PREFIX: '../others' }],
  ['S3_PREFIX', { S3_PREFIX: '/vivavoce' }],
  ['S3_FORCE_PATH_STYLE', { S3_FORCE_PATH_STYLE: 'maybe' }],
  ['METRICS_TOKEN', { METRICS_TOKEN: 'short' }],
  ['SMTP_URL', { SMTP_URL: 'mail.example.com' }],
  ['SMTP_URL', { SMTP_URL: 'https://mail.example.com' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.com/inbox' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.com?requireTls=true' }],
  ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.com?logger=true&debug=true' }],
  ['MAIL_FROM', { MAIL_FROM: 'Example Inc.' }],
  ['MAIL_FROM', { MAIL_FROM: 'jobs@example' }],
  ['MAIL_FROM', { MAIL_FROM: 'a@example.com, b@example.com' }],
  ['MAIL_FROM', { MAIL_FROM: 'Eve\r\nBcc: x@example.com <a@example.com>' }],
  ['SECRET', { NODE_ENV: 'production' }],
  ['SECRET', { NODE_ENV: 'production', SECRET: '' }],
  ['SECRET', { NODE_ENV: 'production', SECRET: 'short' }],
  ['SECRET', { NODE_ENV: 'production', SECRET: 'changeme'.repeat(8) }],
  ['SECRET', { NODE_ENV: 'production', SECRET: 'change-me-please-change-me-please' }],
  ['MEDIA_SECRET', { NODE_ENV: 'production', SECRET: LONG, MEDIA: 'remote', REDIS_URL: 'redis://cache' }],
];

describe('an invalid value', () => {
  it.each(WRONG)('of %s (%j) is reported in one sentence that names the variable', (variable, env) => {
    const refusal = refusalOf(env);
    expect(refusal).toBeInstanceOf(ConfigError);
    expect(refusal?.message).toMatch(new RegExp(`^${variable} (?:must|is needed) [^\\n]{10,}$`));
  });

  it('never repeats a secret in its error', () => {
    expect(refusalOf({ NODE_ENV: 'production', SECRET: 'hunter2' })?.message).not.toContain('hunter2');
    expect(refusalOf({ SMTP_URL: 'smtp://me:hunter2@mail/x' })?.message).not.toContain('hunter2');
  });
});

describe('a data folder without write access', () => {
  it('is reported in one sentence that names the folder', async () => {
    const file = path.join(folder.path, 'file');
    await writeFile(file, '');
    for (const DATA_DIR of [file, path.join(file, 'data'), '/proc/vivavoce'])
      expect(refusalOf({ DATA_DIR })?.message).toMatch(
        new RegExp(`^The data folder ${DATA_DIR} cannot be written .*DATA_DIR[^\\n]*\\.$`),
      );
  });
});

function refusalOf(env: Record<string, string>): Error | undefined {
  try {
    load(env);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
