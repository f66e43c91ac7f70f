import { createClient } from 'redis';
import { freePort } from './freePort.ts';
import { Program } from './program.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Kills it, keeping its port for `start`. */
  kill(): Promise<void>;
  /** Restarts it on the same port, empty. */
  start(): Promise<void>;
  /** Stops responding without closing connections, until `resume`. */
  pause(): void;
  resume(): void;
  /** Connects with a client other than the product's. */
  look(): Promise<RedisWitness>;
  close(): Promise<void>;
}

export type RedisWitness = Awaited<ReturnType<typeof witness>>;

async function witness(url: string) {
  // No reconnection: a test inspects one server.
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  // Commands reject after the connection ends; without a listener, the error would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return Object.assign(client, {
    [Symbol.dispose]: () => {
      if (client.isOpen) client.destroy();
    },
  });
}

/** Starts a Redis of its own, in memory only. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await temporaryFolder('redis');
  const port = await freePort();
  const launch = async () => {
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const program = new Program({ command: 'redis-server', args: [...args, '--dir', folder.path] });
    await program.waitForOutput(/Ready to accept connections/);
    return program;
  };
  let program = await launch();
  const url = `redis://127.0.0.1:${port}`;
  const close = async () => {
    if (program.running) await program.kill();
    await folder.remove();
  };
  return {
    url,
    port,
    kill: () => program.kill(),
    start: async () => {
      program = await launch();
    },
    pause: () => program.signal('SIGSTOP'),
    resume: () => program.signal('SIGCONT'),
    look: () => witness(url),
    close,
    [Symbol.asyncDispose]: close,
  };
}
