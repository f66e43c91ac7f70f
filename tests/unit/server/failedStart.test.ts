import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { loadConfig } from '../../../server/config.ts';
import { VivavoceServer } from '../../../server/vivavoceServer.ts';
import { NodeId } from '../../../shared/ids.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import { CaptureNodes } from '../../support/captureNodes.ts';
import { freePort } from '../../support/freePort.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

it("a failed start reports why and closes everything else, even when one part can't be closed", async () => {
  const folder = await temporaryFolder('failed-start');
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const nodes = new CaptureNodes(NodeId.parse('sfu-1'));
  let subscribed = 0;
  let unsubscribed = 0;
  const plane = Object.assign(nodes, {
    ready: () => true,
    subscribe: () => {
      subscribed += 1;
      return () => {
        unsubscribed += 1;
        throw new Error('This cannot be closed.');
      };
    },
  }) as unknown as MediaPlane;
  const config = loadConfig({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: `${port}`,
    DATA_DIR: folder.path,
    PRACTICE_SESSIONS: '0',
  });
  try {
    const start = VivavoceServer.start(config, plane, pino({ level: 'silent' }));
    await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(subscribed).toBeGreaterThan(1);
    expect(unsubscribed).toBe(subscribed);
    // SQLite deletes its journal with the last connection.
    expect((await readdir(folder.path)).filter(name => name.endsWith('-wal'))).toEqual([]);
  } finally {
    other.close();
    await folder.remove();
  }
});
