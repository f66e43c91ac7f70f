import { once } from 'node:events';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, OWNER } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/freePort.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { isAlive, type Program } from '../support/program.ts';
import { launchServer, ServerProcess, type Variables } from '../support/serverProcess.ts';
import { launchSfu } from '../support/sfuProcess.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('start');
});
afterAll(() => folder?.remove());

/** Expects one sentence for a person, without a stack or a log line, and an exit. */
function expectOneSentence(program: Program, pattern: RegExp): void {
  const said = program.output.split('\n').filter(line => line.trim() && !line.startsWith('{'));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(pattern);
  expect(program.output).not.toMatch(/\n\s+at /);
}

async function failedStart(variables: Variables): Promise<Program> {
  const program = launchServer({
    PORT: `${await freePort()}`,
    HOST: '127.0.0.1',
    DATA_DIR: path.join(folder.path, 'data'),
    SFU_PORT_MIN: '0',
    SFU_WORKERS: '1',
    ...variables,
  });
  await expectFailure(program);
  return program;
}

/** Kills a start that neither succeeds nor fails, so that it does not outlive its test. */
async function expectFailure(program: Program): Promise<void> {
  const exit = await program.end(30_000);
  expect(exit, program.output).toEqual({ code: 1, signal: null });
}

describe('a start that cannot succeed says why in one sentence and exits with 1', () => {
  it('when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? `${address.port}` : '';
    expectOneSentence(await failedStart({ PORT: port }), new RegExp(`^Port ${port} is in use .*PORT=`));
    other.close();
  });

  it('when its data folder is not writable', async () => {
    const file = path.join(folder.path, 'a-file');
    await writeFile(file, '');
    expectOneSentence(await failedStart({ DATA_DIR: file }), /^The data folder .*DATA_DIR/);
  });

  // One variable each of the server and of its media; unit tests cover the other variables.
  it.each([
    ['PORT', 'http'],
    ['ICE_SERVERS', 'turn:turn.example.com'],
  ])('with %s=%s', async (name, value) => {
    expectOneSentence(await failedStart({ [name]: value }), new RegExp(`^${name} .*\\.$`));
  });

  it('without a media worker', async () => {
    const program = await failedStart({ MEDIASOUP_WORKER_BIN: '/nowhere/mediasoup-worker' });
    expectOneSentence(program, /worker/);
  });

  it('when Redis or the database is unreachable', async () => {
    const port = await freePort();
    expectOneSentence(await failedStart({ REDIS_URL: `redis://127.0.0.1:${port}` }), /^Redis at .*REDIS_URL/);
    const DATABASE_URL = `postgres://vivavoce:hunter2@127.0.0.1:${port}/vivavoce`;
    const program = await failedStart({ DATABASE_URL });
    expectOneSentence(program, /^The database at .*DATABASE_URL/);
    expect(program.output).not.toContain('hunter2');
  });

  it('in production without a secret', async () => {
    expectOneSentence(await failedStart({ NODE_ENV: 'production' }), /^SECRET must be .*openssl/);
  });

  it('for a separate sfu without its secret or its Redis', async () => {
    const without = launchSfu({});
    await expectFailure(without);
    expectOneSentence(without, /^MEDIA_SECRET must be/);
    const unreachable = launchSfu({
      MEDIA_SECRET: 'x'.repeat(40),
      REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    });
    await expectFailure(unreachable);
    expectOneSentence(unreachable, /^Redis at .*REDIS_URL/);
  });
});

describe('a first start', () => {
  it('prints a setup link that creates one owner: the same link until it is used, and none after that', async () => {
    const server = await ServerProcess.start();
    try {
      const older = await server.setupLink();
      await server.stop();
      await server.launch();
      const link = await server.setupLink();
      expect(link).toBe(older);
      const owner = new ApiClient(server.url);
      await owner.setUpOwner(link);
      await expect(new ApiClient(server.url).setUpOwner(link)).rejects.toMatchObject({
        code: 'link-invalid',
      });
      expect((await owner.call('account.read', {})).member).toMatchObject({
        role: 'owner',
        email: OWNER.email,
      });

      await server.stop();
      await server.launch();
      await server.program.waitForOutput(/Sign in at/);
      expect(server.output).not.toContain('/setup#');
      await owner.call('interviews.list', {});
    } finally {
      await server.close();
    }
  });
});

describe('other users of the machine', () => {
  it("cannot read the server's files, nor files that an earlier version left readable", async () => {
    const { server, owner } = await startOwnedServer();
    try {
      const old = path.join(server.dataDir, 'recordings', 'ab');
      await mkdir(old, { recursive: true });
      await writeFile(path.join(old, 'thumbnail.jpg'), 'a face');
      // A killed server leaves its files next to the database.
      await server.kill();
      for (const name of await allIn(server.dataDir)) {
        // Files here are protected by a private folder around them.
        if (name.startsWith(path.join(server.dataDir, 'capture', path.sep))) continue;
        const { isDirectory } = await modeOf(name);
        await chmod(name, isDirectory ? 0o755 : 0o644);
      }
      await chmod(server.dataDir, 0o755);

      await server.launch();
      await owner.call('interviews.list', {});
      const kept = [server.dataDir, ...(await allIn(server.dataDir))];
      const names = kept.map(name => path.relative(server.dataDir, name));
      expect(names).toEqual(
        expect.arrayContaining([
          ...['secret', 'vivavoce.db', 'vivavoce.db-wal', 'vivavoce.db-shm', 'capture'],
          'recordings/ab/thumbnail.jpg',
        ]),
      );
      const modes = await Promise.all(kept.map(modeOf));
      expect(names.filter((_name, at) => modes[at]?.forOthers !== 0)).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

async function allIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.map(name => path.join(folder, name));
}

async function modeOf(file: string): Promise<{ isDirectory: boolean; forOthers: number }> {
  const entry = await stat(file);
  return { isDirectory: entry.isDirectory(), forOthers: entry.mode & 0o077 };
}

describe('a shutdown', () => {
  describe('during an interview', () => {
    let server: ServerProcess;
    let stage: InterviewStage;
    let pages: Awaited<ReturnType<InterviewStage['everybodyInside']>>;

    beforeAll(async () => {
      const owned = await startOwnedServer();
      server = owned.server;
      stage = await InterviewStage.create(owned.owner);
      pages = await stage.everybodyInside();
    });
    afterAll(async () => {
      stage?.close();
      await server?.close();
    });

    it('by SIGINT is orderly and leaves no process', async () => {
      await expectOrderlyEnd(server, 'SIGINT');
      await pages.candidate.disconnected;
    });

    it('sets everyone’s seat to reconnecting, and a restart lets them in again', async () => {
      await server.launch();
      const back = await stage.open('candidate', pages.candidate.clientId);
      expect(back.own.presence).toBe('inside');
      const lead = await stage.open('lead');
      expect(lead.seat(stage.seatId('second'))?.presence).toBe('reconnecting');
    });

    it('by SIGTERM is orderly and leaves no process, and does not wait for a client whose network is gone', async () => {
      using _gone = await connectionOfTheLost(server);
      await expectOrderlyEnd(server, 'SIGTERM');
    });

    it('by SIGKILL leaves no media worker behind', async () => {
      await server.launch();
      const workers = server.workerPids;
      expect(workers.length).toBeGreaterThan(0);
      await server.kill();
      await eventually('the media workers to be gone', () => !workers.some(isAlive));
    });
  });

  async function expectOrderlyEnd(server: ServerProcess, signal: NodeJS.Signals): Promise<void> {
    const workers = server.workerPids;
    expect(workers.length).toBeGreaterThan(0);
    expect(await server.program.stop(signal, 10_000)).toEqual({ code: 0, signal: null });
    await eventually('the media workers to be gone', () => !workers.some(isAlive));
    expect(server.output).not.toMatch(/"level":"(error|fatal)"/);
  }

  /** Returns a connection that stays open without reading or answering. */
  async function connectionOfTheLost(server: ServerProcess): Promise<Disposable> {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: localhost:${server.port}`,
        `Origin: ${server.url}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    );
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 101 /);
    socket.pause();
    return { [Symbol.dispose]: () => socket.destroy() };
  }
});
