import { createClient } from 'redis';
import { freePort } from './freePort.ts';
import { Program } from './program.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Ends it at once, keeping its port for `start`. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** Stops answering without closing a connection, until `resume`. */
  pause(): void;
  resume(): void;
  /** A look at it with another client than the product's own, which must not be its own witness. */
  look(): Promise<RedisWitness>;
  close(): Promise<void>;
}

export type RedisWitness = Awaited<ReturnType<typeof witness>>;

async function witness(url: string) {
  // It never connects again by itself: a test looks at the server that it knows.
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  // Commands reject where the connection has ended; without a listener the process would end, too.
  client.on('error', () => undefined);
  await client.connect();
  return Object.assign(client, {
    [Symbol.dispose]: () => {
      if (client.isOpen) client.destroy();
    },
  });
}

/** A Redis of the test's own, in memory only. */
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
