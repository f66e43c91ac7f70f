import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './freePort.ts';
import { Program } from './program.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const run = promisify(execFile);
const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const SUPERUSER = 'vivavoce';

export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  /** Creates an empty database and returns its address. */
  createDatabase(): Promise<string>;
  /** Kills it, as in a crash; `start` recovers what was committed. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a PostgreSQL server of its own, from Debian's binaries. */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = await binaryFolder();
  const user = await unprivilegedUser();
  const folder = await temporaryFolder('postgres');
  if (user) await chown(folder.path, user.uid, user.gid);
  const data = path.join(folder.path, 'data');
  const initArgs = [
    '-D',
    data,
    '-U',
    SUPERUSER,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await run(path.join(binaries, 'initdb'), initArgs, { ...user, cwd: folder.path });

  const port = await freePort();
  const args = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder.path, '-F'];
  const launch = async () => {
    const program = new Program({
      command: path.join(binaries, 'postgres'),
      args,
      cwd: folder.path,
      env: { ...process.env, LC_ALL: 'C' },
      ...user,
    });
    await program.waitForOutput(/ready to accept connections/);
    return program;
  };
  let program = await launch();
  let databases = 0;
  const close = async () => {
    // SIGINT is PostgreSQL's fast shutdown: it disconnects all clients.
    if (program.running) await program.stop('SIGINT');
    await folder.remove();
  };
  return {
    port,
    createDatabase: async () => {
      databases += 1;
      const name = `vivavoce_${databases}`;
      const client = new pg.Client({ host: '127.0.0.1', port, user: SUPERUSER, database: 'postgres' });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return `postgres://${SUPERUSER}@127.0.0.1:${port}/${name}`;
    },
    kill: () => program.stop('SIGQUIT').then(() => {}),
    start: async () => {
      program = await launch();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function binaryFolder(): Promise<string> {
  const versions = existsSync(DEBIAN_VERSIONS) ? await readdir(DEBIAN_VERSIONS) : [];
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return path.join(DEBIAN_VERSIONS, `${newest}`, 'bin');
}

/** PostgreSQL refuses to run as root, so root runs it as the `postgres` user of Debian's package. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => run('id', [flag, 'postgres'])));
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
}
