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
  close(): Promise<void>;
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
  const close = async () => {
    if (program.running) await program.kill();
    await folder.remove();
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill: () => program.kill(),
    start: async () => {
      program = await launch();
    },
    pause: () => program.signal('SIGSTOP'),
    resume: () => program.signal('SIGCONT'),
    close,
    [Symbol.asyncDispose]: close,
  };
}
