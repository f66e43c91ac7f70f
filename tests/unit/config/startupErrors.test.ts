import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../server/config.ts';
import { connectRedis } from '../../../server/live/redisBus.ts';
import { explainStartupError } from '../../../server/startupErrors.ts';
import { createStore } from '../../../server/store/store.ts';
import { freePort } from '../../support/freePort.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const log = pino({ level: 'silent' });

describe('a start-up error in one sentence', () => {
  it('states that a port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const second = createServer().listen(port, '127.0.0.1');
    const [error] = await once(second, 'error');
    expect(explainStartupError(error, { port })).toBe(
      `Port ${port} is in use by another program: stop that one, or choose another with PORT, for example PORT=${port + 1}.`,
    );
    expect(explainStartupError(error)).toContain(`Port ${port} `);
    taken.close();
  });

  it('states that Redis is unreachable', async () => {
    const url = `redis://user:hunter2@127.0.0.1:${await freePort()}`;
    const error = await connectRedis(url, log).catch((thrown: unknown) => thrown);
    expect(explainStartupError(error)).toMatch(
      /^Redis at redis:\/\/127\.0\.0\.1:\d+ cannot be reached .*REDIS_URL\.$/,
    );
    expect(explainStartupError(error)).not.toContain('hunter2');
  });

  it('states that the database is unreachable', async () => {
    const databaseUrl = `postgres://user:hunter2@127.0.0.1:${await freePort()}/vivavoce`;
    const config = loadConfig({ NODE_ENV: 'test', SECRET: 'only for this', DATABASE_URL: databaseUrl });
    const error = await createStore(config, log).catch((thrown: unknown) => thrown);
    expect(explainStartupError(error)).toMatch(
      /^The database at postgres:\/\/127\.0\.0\.1:\d+\/vivavoce .*ECONNREFUSED.*DATABASE_URL\.$/,
    );
  });

  it('states that the data folder is not a folder', async () => {
    await using folder = await temporaryFolder('startup');
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: folder.path });
    const blocked = { ...config, sqliteFile: path.join(folder.path, 'secret', 'vivavoce.db') };
    const error = await createStore(blocked, log).catch((thrown: unknown) => thrown);
    expect(explainStartupError(error)).toMatch(/^The data folder \S+ cannot be written .*DATA_DIR.*\.$/);
  });

  it('is not used for internal bugs, which are shown in full', () => {
    expect(explainStartupError(new TypeError('x is not a function'))).toBeUndefined();
    expect(explainStartupError('text')).toBeUndefined();
  });
});
