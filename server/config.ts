import { createHash, hkdfSync } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { StaffRole } from '../shared/roles.ts';
import { MailFrom, SmtpUrl, senderOf } from './mailConfig.ts';
import { readOrCreateSecret } from './secretFile.ts';
import { StartupError } from './startupErrors.ts';

/** An environment variable with a wrong value. The message names it and says what to do, in one sentence. */
export class ConfigError extends StartupError {
  readonly variable: string;

  constructor(variable: string, advice: string, cause?: unknown) {
    super(`${variable} ${advice}`, cause);
    this.name = 'ConfigError';
    this.variable = variable;
  }
}

/** The server's configuration. Folders are absolute paths. */
export type Config = Readonly<ReturnType<typeof loadConfig>>;
export type BucketConfig = NonNullable<Config['bucket']>;

const SECRET_LENGTH_MIN = 32;
/** An interview uses 0.086 of a core (`npm run bench -- practice.cpu`), so about half a core stays free. */
const PRACTICE_SESSIONS_PER_CORE = 6;
/** Maximum on any number of cores, because a server can record only about 16 interviews in real time. */
const PRACTICE_SESSIONS_MAX = 16;
const WEAK_SECRETS = /^(?:change-?me|secret|default|password|example)/i;
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const PROXY_RANGE = /^(?:loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(?:\/\d{1,3})?)$/;

const LogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain =
    url && (url.pathname === '/' || url.pathname === '') && !url.search && !url.hash && !url.username;
  if (!plain || !['http:', 'https:'].includes(url.protocol)) {
    context.addIssue({ code: 'custom', message: 'not an origin' });
    return z.NEVER;
  }
  return url.origin;
});

function urlOf(...protocols: string[]) {
  return z.string().refine(text => URL.canParse(text) && protocols.includes(new URL(text).protocol));
}

const trustProxy = z.union([
  z.string().regex(/^\d$/).transform(Number),
  z.string().refine(list => list.split(',').every(range => PROXY_RANGE.test(range.trim()))),
]);

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(65_535)).default(3_000),
  HOST: z.string().max(255).optional(),
  DATA_DIR: z.string().default('./data'),
  CLIP_DIR: z.string().optional(),
  RECORDING_DIR: z.string().optional(),
  S3_ENDPOINT: urlOf('http:', 'https:').optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/)
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/i)
    .optional(),
  S3_ACCESS_KEY_ID: z.string().max(256).optional(),
  S3_SECRET_ACCESS_KEY: z.string().max(1_024).optional(),
  S3_PREFIX: z
    .string()
    .max(200)
    .regex(/^[\w.-]+(?:\/[\w.-]+)*\/?$/)
    .refine(prefix => prefix.split('/').every(name => name !== '.' && name !== '..'))
    .optional(),
  S3_FORCE_PATH_STYLE: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .optional(),
  PUBLIC_URL: origin.optional(),
  SECRET: z.string().optional(),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  REDIS_URL: urlOf('redis:', 'rediss:').optional(),
  MEDIA: z.enum(['embedded', 'remote']).default('embedded'),
  MEDIA_SECRET: z.string().min(SECRET_LENGTH_MIN).optional(),
  LOG_LEVEL: LogLevel.default('info'),
  TRUST_PROXY: trustProxy.default(0),
  ALLOWED_ORIGINS: z
    .string()
    .transform(list => list.split(',').map(text => text.trim()))
    .pipe(z.array(origin))
    .optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  PRACTICE_SESSIONS: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .optional(),
  SMTP_URL: SmtpUrl.optional(),
  MAIL_FROM: MailFrom.optional(),
  OIDC_ISSUER: urlOf('http:', 'https:').optional(),
  OIDC_CLIENT_ID: z.string().max(256).optional(),
  OIDC_CLIENT_SECRET: z.string().max(1_024).optional(),
  OIDC_NAME: z.string().max(40).optional(),
  OIDC_ROLE: StaffRole.exclude(['owner']).optional(),
});
type Environment = z.infer<typeof Environment>;
type VariableName = keyof Environment;

const SECRET_ADVICE = `must be a random text of at least ${SECRET_LENGTH_MIN} characters; make one with: openssl rand -base64 32`;

/** What to set a variable to. The error message is the variable's name followed by this text. */
const ADVICE: Record<VariableName, string> = {
  NODE_ENV: 'must be development, test or production.',
  PORT: 'must be a port number between 0 and 65535, for example 3000.',
  HOST: 'must be an address to listen on, for example 127.0.0.1.',
  DATA_DIR: 'must be a folder.',
  CLIP_DIR: 'must be a folder.',
  RECORDING_DIR: 'must be a folder.',
  S3_ENDPOINT:
    'must be the address of the storage, for example https://storage.example.com; leave it out for Amazon S3.',
  S3_BUCKET: 'must be the name of a bucket, for example interview-recordings.',
  S3_REGION: 'must be the name of a region, for example eu-central-1.',
  S3_ACCESS_KEY_ID: 'must be the id of an access key to the bucket.',
  S3_SECRET_ACCESS_KEY: 'must be the secret that belongs to S3_ACCESS_KEY_ID.',
  S3_PREFIX: 'must be what the names of our objects begin with, for example vivavoce/.',
  S3_FORCE_PATH_STYLE: 'must be true (the bucket stands in the path) or false (in the host name).',
  PUBLIC_URL: 'must be the address people open, without a path, for example https://interviews.example.com.',
  SECRET: SECRET_ADVICE,
  DATABASE_URL:
    'must be a PostgreSQL address such as postgres://user:password@host:5432/vivavoce; leave it out to use SQLite.',
  REDIS_URL: 'must be a Redis address such as redis://host:6379; leave it out on a single machine.',
  MEDIA: 'must be embedded (media in this process) or remote (media servers found through Redis).',
  MEDIA_SECRET: SECRET_ADVICE,
  LOG_LEVEL: `must be one of ${LogLevel.options.join(', ')}.`,
  TRUST_PROXY:
    'must be the number of proxies in front (for example 1) or a comma-separated list of their addresses.',
  ALLOWED_ORIGINS: 'must be a comma-separated list of origins such as https://hr.example.com.',
  METRICS_TOKEN: 'must have at least 16 characters.',
  PRACTICE_SESSIONS: 'must be a whole number, for example 12; 0 turns practice off on this server.',
  SMTP_URL:
    'must be the address of a mail server such as smtps://user:password@mail.example.com (options: requireTLS, ignoreTLS, name, authMethod, tls.…); leave it out to send nothing.',
  MAIL_FROM: 'must be an e-mail address, for example Example Inc. <interviews@example.com>.',
  OIDC_ISSUER:
    'must be the issuer of your OpenID Connect provider, for example https://login.example.com; leave it out to sign in with passwords only.',
  OIDC_CLIENT_ID: 'must be the id of the client that you registered at the provider.',
  OIDC_CLIENT_SECRET: 'must be the secret that belongs to OIDC_CLIENT_ID.',
  OIDC_NAME: 'must be a name of at most 40 characters for the button, for example Example Inc.',
  OIDC_ROLE:
    'must be organizer, evaluator or interviewer, the role of people who sign in for the first time; leave it out to admit invited people only.',
};

/** Reads the environment. May create DATA_DIR and a secret in it. Throws `ConfigError`. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const variables = decode(env);
  const dataDir = path.resolve(variables.DATA_DIR);
  const publicUrl = variables.PUBLIC_URL ?? `http://localhost:${variables.PORT}`;
  const secret = secretOf(variables, dataDir);

  if (variables.MEDIA === 'remote' && !variables.REDIS_URL) {
    throw new ConfigError(
      'REDIS_URL',
      'is needed with MEDIA=remote, because media servers are found through Redis.',
    );
  }
  return {
    nodeEnv: variables.NODE_ENV,
    port: variables.PORT,
    host: variables.HOST,
    dataDir,
    clipFolder: path.resolve(variables.CLIP_DIR ?? path.join(dataDir, 'clips')),
    recordingFolder: path.resolve(variables.RECORDING_DIR ?? path.join(dataDir, 'recordings')),
    workFolder: path.join(dataDir, 'work'),
    /** S3 bucket for finished recordings. Undefined if they stay in `recordingFolder`. */
    bucket: bucketOf(variables),
    /** Origin under which people open the product, without a trailing slash. */
    publicUrl,
    /** True if `publicUrl` uses HTTPS. Cookie names and HSTS depend on this. */
    secure: publicUrl.startsWith('https:'),
    secret,
    databaseUrl: variables.DATABASE_URL,
    sqliteFile: path.join(dataDir, 'vivavoce.db'),
    redisUrl: variables.REDIS_URL,
    media: variables.MEDIA,
    /** Authenticates messages between this server and the media servers (sfu). */
    mediaSecret: mediaSecretOf(variables, secret),
    logLevel: variables.LOG_LEVEL,
    /** `trust proxy` of Express: a number of hops, or a list of addresses. */
    trustProxy: variables.TRUST_PROXY,
    /** Origins that may send changes and open sockets. Includes `publicUrl`. */
    allowedOrigins: [...new Set([...sameMachineOrigins(publicUrl), ...(variables.ALLOWED_ORIGINS ?? [])])],
    metricsToken: variables.METRICS_TOKEN,
    /** Maximum number of practice interviews for each running server. 0 turns practice off. */
    practiceSessions: variables.PRACTICE_SESSIONS ?? practiceSessionsOn(availableParallelism()),
    /** Provider for single sign-on. Undefined if members sign in with passwords only. */
    oidc: oidcOf(variables),
    smtpUrl: variables.SMTP_URL,
    mailFrom: variables.MAIL_FROM ?? senderOf(publicUrl),
  };
}

export function practiceSessionsOn(cores: number): number {
  return Math.min(PRACTICE_SESSIONS_PER_CORE * cores, PRACTICE_SESSIONS_MAX);
}

/** Derives a 32-byte key for one purpose. A leaked key does not affect keys for other purposes. */
export function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, 'vivavoce', purpose, 32));
}

/** Decodes the environment. Empty variables count as absent, because compose files pass empty ones. */
function decode(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(
    Object.keys(ADVICE).flatMap(name => (env[name]?.trim() ? [[name, env[name]?.trim()]] : [])),
  );
  const decoded = Environment.safeParse(given);
  if (decoded.success) return decoded.data;
  const name = decoded.error.issues[0]?.path[0] as VariableName;
  throw new ConfigError(name, ADVICE[name]);
}

function secretOf(variables: Environment, dataDir: string): string {
  if (variables.SECRET === undefined) {
    if (variables.NODE_ENV === 'production') throw new ConfigError('SECRET', ADVICE.SECRET);
    return readOrCreateSecret(dataDir);
  }
  const weak = variables.SECRET.length < SECRET_LENGTH_MIN || WEAK_SECRETS.test(variables.SECRET);
  if (weak && variables.NODE_ENV === 'production') throw new ConfigError('SECRET', ADVICE.SECRET);
  return variables.SECRET;
}

function mediaSecretOf(variables: Environment, secret: string): string {
  if (variables.MEDIA_SECRET) {
    if (variables.NODE_ENV === 'production' && WEAK_SECRETS.test(variables.MEDIA_SECRET))
      throw new ConfigError('MEDIA_SECRET', ADVICE.MEDIA_SECRET);
    return variables.MEDIA_SECRET;
  }
  // Media servers in other processes can't derive the secret, because they don't know SECRET.
  if (variables.MEDIA === 'remote') throw new ConfigError('MEDIA_SECRET', ADVICE.MEDIA_SECRET);
  return createHash('sha256').update(deriveKey(secret, 'media')).digest('base64url');
}

function bucketOf(variables: Environment) {
  const given = Object.keys(variables).filter(name => name.startsWith('S3_'));
  if (given.length === 0) return undefined;
  const require = <N extends VariableName>(name: N, why: string): NonNullable<Environment[N]> => {
    const value = variables[name];
    if (value === undefined) throw new ConfigError(name, `is needed ${why}, and ${ADVICE[name]}`);
    return value as NonNullable<Environment[N]>;
  };
  const bucket = require('S3_BUCKET', `with ${given[0]}`);
  const endpoint = variables.S3_ENDPOINT;
  const prefix = variables.S3_PREFIX?.replace(/\/$/, '');
  return {
    endpoint,
    bucket,
    // Any region will do for self-hosted storage, which has no regions but needs one in signatures.
    region: endpoint
      ? (variables.S3_REGION ?? 'us-east-1')
      : require('S3_REGION', 'with S3_BUCKET where there is no S3_ENDPOINT'),
    accessKeyId: require('S3_ACCESS_KEY_ID', 'with S3_BUCKET'),
    secretAccessKey: require('S3_SECRET_ACCESS_KEY', 'with S3_BUCKET'),
    prefix: prefix ? `${prefix}/` : '',
    /** True when the bucket is named in the path instead of the host name. */
    forcePathStyle: variables.S3_FORCE_PATH_STYLE ?? endpoint !== undefined,
  };
}

function oidcOf(variables: Environment) {
  const given = Object.keys(variables).filter(name => name.startsWith('OIDC_'));
  if (given.length === 0) return undefined;
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = variables;
  const require = (name: 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET') =>
    new ConfigError(name, `is needed with ${given[0]}, and ${ADVICE[name]}`);
  if (!issuer) throw require('OIDC_ISSUER');
  if (!clientId) throw require('OIDC_CLIENT_ID');
  if (!clientSecret) throw require('OIDC_CLIENT_SECRET');
  const name = variables.OIDC_NAME ?? new URL(issuer).hostname;
  return { issuer, clientId, clientSecret, name, role: variables.OIDC_ROLE };
}

function sameMachineOrigins(publicUrl: string): string[] {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (!LOOPBACK_NAMES.includes(hostname)) return [publicUrl];
  const suffix = port ? `:${port}` : '';
  return [publicUrl, ...LOOPBACK_NAMES.map(name => `${protocol}//${name}${suffix}`)];
}
