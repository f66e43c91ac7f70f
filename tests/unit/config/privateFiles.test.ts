import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { closeToOthers } from '../../../server/privateFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const SILENT = { warn: () => {} };

async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o7777;
}

it('makes the private files unreadable for other users, and leaves files next to them unchanged', async () => {
  await using folder = await temporaryFolder('private');
  const at = (...names: string[]) => path.join(folder.path, ...names);
  const data = at('data');
  await mkdir(at('data', 'recordings', 'ab'), { recursive: true });
  const files = [
    'secret',
    'vivavoce.db',
    'vivavoce.db-wal',
    'recordings/ab/one.webm',
    'recordings/ab/one.jpg',
  ];
  for (const name of files) await writeFile(at('data', name), 'kept');
  await writeFile(at('data', 'notes.txt'), 'not ours');
  await writeFile(at('outside'), 'not ours');
  await symlink(at('outside'), at('data', 'recordings', 'ab', 'link'));
  await mkdir(at('shared'));
  await chmod(at('shared'), 0o1777);
  for (const name of ['data', 'data/recordings', 'data/recordings/ab']) await chmod(at(name), 0o755);
  for (const name of files) await chmod(at('data', name), 0o644);

  await closeToOthers(
    {
      dataDir: data,
      clipFolder: at('shared'),
      recordingFolder: at('data', 'recordings'),
      workFolder: at('data', 'work'),
      sqliteFile: at('data', 'vivavoce.db'),
    },
    SILENT,
  );

  for (const name of files) expect([name, await modeOf(at('data', name))]).toEqual([name, 0o600]);
  for (const name of ['data', 'data/recordings', 'data/recordings/ab'])
    expect([name, await modeOf(at(name))]).toEqual([name, 0o700]);
  expect(await modeOf(at('data', 'notes.txt'))).toBe(0o644);
  expect(await modeOf(at('outside'))).toBe(0o644);
  expect(await modeOf(at('shared'))).toBe(0o1777);
});
