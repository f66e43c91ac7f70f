import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { NodeId } from '../shared/ids.ts';
import { IceServer } from '../shared/media/peerMedia.ts';

/** What the media plane needs, embedded or alone. */
export interface MediaConfig {
  /** Name of this node; absent: the one that is kept in the capture folder. */
  readonly nodeId: NodeId | undefined;
  /** Address to receive media on; `0.0.0.0` and `::` mean all of this machine. */
  readonly listenIp: string;
  /** Address that browsers are told; absent: every address that is listened on. */
  readonly announcedAddress: string | undefined;
  /** Worker k receives media on `portMin + k`, UDP and TCP; 0 means any free ports. */
  readonly portMin: number;
  readonly workerCount: number;
  /** Path of the mediasoup worker; absent: where mediasoup's own installation puts it. */
  readonly workerBin: string | undefined;
  readonly iceServers: readonly ConfiguredIceServer[];
  /** Where recordings are kept until a server has collected them; absolute. */
  readonly captureFolder: string;
  /** With less than this free there, nothing is recorded. */
  readonly captureMinFreeBytes: number;
}

/** What an sfu on its own needs besides. */
export interface ControlConfig {
  readonly port: number;
  /** Where servers reach this process; absent: on this machine only. */
  readonly url: string | undefined;
  readonly secret: string;
  /** Absent: no one can discover this node, servers must be told its address. */
  readonly redisUrl: string | undefined;
  readonly logLevel: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_LENGTH_MIN = 32;
const PORT_MAX = 65_535;
const BYTES_PER_MB = 1024 * 1024;

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(PORT_MAX));

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

function urlOf(...protocols: string[]) {
  return z.string().refine(text => URL.canParse(text) && protocols.includes(new URL(text).protocol));
}

/** Reads what the media plane needs. Throws `SfuStartError`. */
export function readMediaConfig(env: Environment = process.env): MediaConfig {
  const config = {
    nodeId: read(env, 'SFU_NODE_ID', NodeId, 'must be a name of at most 64 characters.'),
    listenIp:
      read(
        env,
        'SFU_LISTEN_IP',
        z.string().refine(text => isIP(text) > 0),
        'must be an IP address of this machine, or 0.0.0.0 for all of them.',
      ) ?? '0.0.0.0',
    announcedAddress: read(
      env,
      'SFU_ANNOUNCED_ADDRESS',
      z.string().regex(/^[0-9A-Za-z.:-]{1,253}$/),
      'must be the one IP address or host name at which browsers reach this machine.',
    ),
    portMin:
      read(env, 'SFU_PORT_MIN', port, 'must be a port between 0 and 65535, for example 40000.') ?? 40_000,
    workerCount:
      read(
        env,
        'SFU_WORKERS',
        z
          .string()
          .regex(/^\d{1,3}$/)
          .transform(Number)
          .pipe(z.number().min(1).max(256)),
        'must be a number of media workers between 1 and 256, for example 2.',
      ) ?? availableParallelism(),
    workerBin: read(env, 'MEDIASOUP_WORKER_BIN', z.string(), 'must be the path of the mediasoup worker.'),
    iceServers:
      read(
        env,
        'ICE_SERVERS',
        json.pipe(z.array(ConfiguredIceServer).max(16)),
        'must be a JSON array such as [{"urls":"turn:turn.example.com:3478","secret":"…"}], or with "username" and "credential" in place of the secret.',
      ) ?? [],
    captureFolder: readCaptureFolder(env),
    captureMinFreeBytes:
      (read(
        env,
        'SFU_CAPTURE_MIN_FREE_MB',
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
        'must be a number of megabytes to be kept free on the disk with the recordings, for example 512.',
      ) ?? 512) * BYTES_PER_MB,
  };
  if (config.portMin > 0 && config.portMin + config.workerCount - 1 > PORT_MAX)
    throw new SfuStartError(
      `SFU_PORT_MIN leaves no room for ${config.workerCount} workers with a port each below 65536: choose a lower port.`,
    );
  return config;
}

/** Reads what an sfu on its own needs besides. Throws `SfuStartError`. */
export function readControlConfig(env: Environment = process.env): ControlConfig {
  const secretAdvice = `must be a text of at least ${SECRET_LENGTH_MIN} characters, the same for the servers and for every sfu; make one with: openssl rand -base64 32`;
  const secret = read(env, 'MEDIA_SECRET', z.string().min(SECRET_LENGTH_MIN), secretAdvice);
  if (secret === undefined) throw new SfuStartError(`MEDIA_SECRET ${secretAdvice}`);
  return {
    port:
      read(env, 'SFU_CONTROL_PORT', port, 'must be a port between 0 and 65535, for example 3100.') ?? 3_100,
    url: read(
      env,
      'SFU_CONTROL_URL',
      urlOf('http:', 'https:'),
      'must be the address at which servers reach this process, for example http://sfu-1:3100.',
    ),
    secret,
    redisUrl: read(
      env,
      'REDIS_URL',
      urlOf('redis:', 'rediss:'),
      'must be a Redis address such as redis://host:6379.',
    ),
    logLevel:
      read(
        env,
        'LOG_LEVEL',
        z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
        'must be one of fatal, error, warn, info, debug, trace, silent.',
      ) ?? 'info',
  };
}

function readCaptureFolder(env: Environment): string {
  const dataDir = read(env, 'DATA_DIR', z.string(), 'must be a folder.') ?? './data';
  const folder = read(env, 'SFU_CAPTURE_DIR', z.string(), 'must be a folder.');
  return path.resolve(folder ?? path.join(dataDir, 'capture'));
}

/** An empty variable counts as an absent one: compose files pass those on. */
function read<S extends z.ZodType>(
  env: Environment,
  name: string,
  schema: S,
  advice: string,
): z.output<S> | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  const decoded = schema.safeParse(text);
  if (!decoded.success) throw new SfuStartError(`${name} ${advice}`);
  return decoded.data;
}

/** Why the sfu cannot start, in one sentence that says what to do. The composition root prints it and exits with 1. */
export class SfuStartError extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'SfuStartError';
  }
}

/**
 * Longer than the longest interview may be planned and extended, because a connection that is restarted shows the credentials that
 * it began with.
 */
const CREDENTIALS_SECONDS = 12 * 60 * 60;

/** A STUN or TURN server as it is configured: with a secret in place of a user name and a password. */
export const ConfiguredIceServer = z.union([
  IceServer,
  z.strictObject({ urls: IceServer.shape.urls, secret: z.string().min(1) }),
]);
export type ConfiguredIceServer = z.infer<typeof ConfiguredIceServer>;

/**
 * What a browser is told. Where there is a secret it gets credentials of its own that soon end, as TURN servers check them without
 * asking anybody: "A REST API for Access to TURN Services" (draft-uberti-behave-turn-rest-00), coturn's `use-auth-secret`.
 * `user` tells people apart in the TURN server's quotas.
 */
export function iceServersFor(
  configured: readonly ConfiguredIceServer[],
  user: string,
  now: number = Date.now(),
): IceServer[] {
  return configured.map(server => {
    if (!('secret' in server)) return server;
    const username = `${Math.floor(now / 1_000) + CREDENTIALS_SECONDS}:${user}`;
    const credential = createHmac('sha1', server.secret).update(username).digest('base64');
    return { urls: server.urls, username, credential };
  });
}
