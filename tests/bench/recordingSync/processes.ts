import type { ApiClient } from '../../support/apiClient.ts';
import { newCaptureFolder } from '../../support/captureFolders.ts';
import { startOwnedServer } from '../../support/ownedServer.ts';
import { startRedis } from '../../support/redisServer.ts';
import type { ServerProcess } from '../../support/serverProcess.ts';
import { startSfu } from '../../support/sfuProcess.ts';

/** The product's processes, and a way to kill one of them. */
export interface Processes extends AsyncDisposable {
  server: ServerProcess;
  owner: ApiClient;
  /** Kills a process with `kill -9` and starts another one in the same folder. Resolves when recording continues. */
  killAndStart(): Promise<void>;
}

/** One process that is server and media server. */
export async function serverAlone(): Promise<Processes> {
  const { server, owner } = await startOwnedServer();
  return {
    server,
    owner,
    killAndStart: async () => {
      await server.kill();
      await server.launch();
      await server.program.waitForOutput(/recording started/, 60_000);
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** A server and a separate media server, connected through Redis. */
export async function serverAndSfu(): Promise<Processes> {
  await using parts = new AsyncDisposableStack();
  const redis = parts.use(await startRedis());
  const variables = {
    REDIS_URL: redis.url,
    MEDIA_SECRET: 'a secret that server and media share'.padEnd(40, '.'),
  };
  const captureFolder = newCaptureFolder();
  const startOwn = () => startSfu({ ...variables, SFU_CAPTURE_DIR: captureFolder });
  let sfu = await startOwn();
  parts.defer(async () => {
    if (sfu.running) await sfu.kill();
  });
  const { server, owner } = await startOwnedServer({ ...variables, MEDIA: 'remote' });
  parts.use(server);
  const owned = parts.move();
  return {
    server,
    owner,
    killAndStart: async () => {
      await sfu.kill();
      sfu = await startOwn();
      await server.program.waitForOutput(/recording started[\s\S]*recording started/, 60_000);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
