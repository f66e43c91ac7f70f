import { fileURLToPath } from 'node:url';
import { freePort } from './freePort.ts';
import { type Exit, Program } from './program.ts';
import { type TemporaryFolder, temporaryFolder } from './temporaryFolder.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Longest wait for a response. A server that syncs to a busy disk does nothing else during that time. */
const ANSWER_MS = 10_000;
const SETUP_LINK = /https?:\/\/\S+\/setup#[A-Za-z0-9_-]{22}/;

/** Our environment variables that a process under test gets: none that configures it. */
const PASSED_ON = [
  ...['PATH', 'HOME', 'LANG', 'TMPDIR'],
  ...['MEDIASOUP_WORKER_BIN', 'NODE_COMPILE_CACHE', 'NODE_EXTRA_CA_CERTS'],
];

export type Variables = Readonly<Record<string, string | undefined>>;

export function programEnvironment(variables: Variables): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(PASSED_ON.map(name => [name, process.env[name]]));
  // Otherwise every server would render clips for all public kits.
  return { ...inherited, NODE_ENV: 'test', PRACTICE_SESSIONS: '0', ...variables };
}

/** Runs `server/main.ts` without waiting, for tests of the start itself. */
export function launchServer(variables: Variables): Program {
  return new Program({
    command: process.execPath,
    args: ['server/main.ts'],
    cwd: ROOT,
    env: programEnvironment(variables),
  });
}

/** A server of its own: a process, a port, and a data folder, which a restart keeps. */
export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly #folder: TemporaryFolder;
  readonly #variables: Variables;
  #program: Program | undefined;

  /** Starts it and waits until it responds. */
  static async start(variables: Variables = {}): Promise<ServerProcess> {
    await using cleanUp = new AsyncDisposableStack();
    const folder = await temporaryFolder('data');
    const server = cleanUp.use(new ServerProcess(await freePort(), folder, variables));
    await server.launch();
    cleanUp.move();
    return server;
  }

  private constructor(port: number, folder: TemporaryFolder, variables: Variables) {
    this.port = port;
    this.#folder = folder;
    this.#variables = variables;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get dataDir(): string {
    return this.#folder.path;
  }

  get program(): Program {
    if (!this.#program) throw new Error('The server has not been started.');
    return this.#program;
  }

  get output(): string {
    return this.program.output;
  }

  /** The one-time link of a first start. */
  async setupLink(): Promise<string> {
    const [link] = await this.program.waitForOutput(SETUP_LINK);
    return link;
  }

  /** Starts it, also after `kill` or `stop`, with the same port and data, and changed variables. */
  async launch(changes: Variables = {}): Promise<void> {
    this.#program = launchServer({
      PORT: `${this.port}`,
      HOST: '127.0.0.1',
      PUBLIC_URL: this.url,
      DATA_DIR: this.dataDir,
      SFU_LISTEN_IP: '127.0.0.1',
      SFU_PORT_MIN: '0',
      SFU_WORKERS: '1',
      LOG_LEVEL: 'info',
      ...this.#variables,
      ...changes,
    });
    await this.#program.waitForOutput(/^Vivavoce is ready at /m);
  }

  async answers(path: string): Promise<boolean> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return response.ok;
    } catch {
      // The port is closed.
      return false;
    }
  }

  /** Stops it as Ctrl-C does. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Exit> {
    return this.program.stop(signal);
  }

  kill(): Promise<void> {
    return this.program.kill();
  }

  get workerPids(): number[] {
    return this.program.childPids;
  }

  async close(): Promise<void> {
    if (this.#program?.running) await this.#program.kill();
    await this.#folder.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
