import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { NodeId } from '../shared/ids.ts';
import { IceServer } from '../shared/media/peerMedia.ts';

export interface MediaConfig {
  /** Id of this node. If absent, the id stored in the capture folder is used. */
  readonly nodeId: NodeId | undefined;
  /** Address to receive media on. `0.0.0.0` and `::` mean every address of this machine. */
  readonly listenIp: string;
  /** Address announced to browsers. If absent, every address in `listenIp` is announced. */
  readonly announcedAddress: string | undefined;
  /** Worker *k* receives media on `portMin + k`, UDP and TCP. 0 means any free port. */
  readonly portMin: number;
  readonly workerCount: number;
  /** Path of the mediasoup worker. If absent, the worker installed with mediasoup is used. */
  readonly workerBin: string | undefined;
  readonly iceServers: readonly ConfiguredIceServer[];
  /** Absolute path of the folder for recordings that no server has collected yet. */
  readonly captureFolder: string;
  /** Recording stops when the capture folder's disk has less free space than this. */
  readonly captureMinFreeBytes: number;
}

export interface ControlConfig {
  readonly port: number;
  /** Address that servers connect to. If absent, only servers on this machine can connect. */
  readonly url: string | undefined;
  readonly secret: string;
  /** Redis where servers find this node. If absent, servers must be configured with the node's address. */
  readonly redisUrl: string | undefined;
  readonly logLevel: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_LENGTH_MIN = 32;
const PORT_MAX = 65_535;
const BYTES_PER_MB = 1024 * 1024;

const digits = (most: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${most}}$`))
    .transform(Number);
const port = digits(5).pipe(z.number().max(PORT_MAX));

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

export function readMediaConfig(env: Environment = process.env): MediaConfig {
  const read = readerOf(env);
  const dataFolder = read('DATA_DIR', z.string(), 'must be a folder.');
  const captureFolder = read('SFU_CAPTURE_DIR', z.string(), 'must be a folder.');
  const config = {
    nodeId: read('SFU_NODE_ID', NodeId, 'must be a name of at most 64 characters.'),
    listenIp:
      read(
        'SFU_LISTEN_IP',
        z.string().refine(text => isIP(text) > 0),
        'must be an IP address of this machine, or 0.0.0.0 for all of them.',
      ) ?? '0.0.0.0',
    announcedAddress: read(
      'SFU_ANNOUNCED_ADDRESS',
      z.string().regex(/^[0-9A-Za-z.:-]{1,253}$/),
      'must be the one IP address or host name at which browsers reach this machine.',
    ),
    portMin: read('SFU_PORT_MIN', port, 'must be a port between 0 and 65535, for example 40000.') ?? 40_000,
    workerCount:
      read(
        'SFU_WORKERS',
        digits(3).pipe(z.number().min(1).max(256)),
        'must be a number of media workers between 1 and 256, for example 2.',
      ) ?? availableParallelism(),
    workerBin: read('MEDIASOUP_WORKER_BIN', z.string(), 'must be the path of the mediasoup worker.'),
    iceServers:
      read(
        'ICE_SERVERS',
        json.pipe(z.array(ConfiguredIceServer).max(16)),
        'must be a JSON array such as [{"urls":"turn:turn.example.com:3478","secret":"…"}], or with "username" and "credential" in place of the secret.',
      ) ?? [],
    captureFolder: path.resolve(captureFolder ?? path.join(dataFolder ?? './data', 'capture')),
    captureMinFreeBytes:
      (read(
        'SFU_CAPTURE_MIN_FREE_MB',
        digits(9),
        'must be a number of megabytes to be kept free on the disk with the recordings, for example 512.',
      ) ?? 512) * BYTES_PER_MB,
  };
  if (config.portMin > 0 && config.portMin + config.workerCount - 1 > PORT_MAX)
    throw new SfuStartError(
      `SFU_PORT_MIN leaves no room for ${config.workerCount} workers with a port each below 65536: choose a lower port.`,
    );
  return config;
}

export function readControlConfig(env: Environment = process.env): ControlConfig {
  const read = readerOf(env);
  const secretAdvice = `must be a text of at least ${SECRET_LENGTH_MIN} characters, the same for the servers and for every sfu; make one with: openssl rand -base64 32`;
  const secret = read('MEDIA_SECRET', z.string().min(SECRET_LENGTH_MIN), secretAdvice);
  if (secret === undefined) throw new SfuStartError(`MEDIA_SECRET ${secretAdvice}`);
  return {
    port: read('SFU_CONTROL_PORT', port, 'must be a port between 0 and 65535, for example 3100.') ?? 3_100,
    url: read(
      'SFU_CONTROL_URL',
      urlOf('http:', 'https:'),
      'must be the address at which servers reach this process, for example http://sfu-1:3100.',
    ),
    secret,
    redisUrl: read(
      'REDIS_URL',
      urlOf('redis:', 'rediss:'),
      'must be a Redis address such as redis://host:6379.',
    ),
    logLevel:
      read(
        'LOG_LEVEL',
        z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
        'must be one of fatal, error, warn, info, debug, trace, silent.',
      ) ?? 'info',
  };
}

/** Treats an empty variable as absent, because compose files pass empty variables. */
function readerOf(env: Environment) {
  return <S extends z.ZodType>(name: string, schema: S, advice: string): z.output<S> | undefined => {
    const text = env[name]?.trim();
    if (!text) return undefined;
    const decoded = schema.safeParse(text);
    if (!decoded.success) throw new SfuStartError(`${name} ${advice}`);
    return decoded.data;
  };
}

/** An error whose message tells people why the sfu can't start and what to do. `main.ts` prints it. */
export class SfuStartError extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'SfuStartError';
  }
}

/** Lifetime of TURN credentials: longer than any interview, because a restarted connection reuses them. */
const CREDENTIALS_SECONDS = 12 * 60 * 60;

/** A STUN or TURN server. Has a user name and a credential, or a secret to make them from. */
const ConfiguredIceServer = z.union([
  IceServer,
  z.strictObject({ urls: IceServer.shape.urls, secret: z.string().min(1) }),
]);
type ConfiguredIceServer = z.infer<typeof ConfiguredIceServer>;

/**
 * Returns the ICE servers for one browser. Turns a secret into temporary credentials, which coturn accepts
 * with `use-auth-secret` (draft-uberti-behave-turn-rest-00). TURN servers apply their quotas to each `user`.
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
