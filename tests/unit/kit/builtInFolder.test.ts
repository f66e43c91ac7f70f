import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createKits, type KitFeature } from '../../../server/features/kit/kitFeature.ts';
import { yamlOfKit } from '../../../server/features/kit/kitYaml.ts';
import { StartupError } from '../../../server/startupErrors.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Kit } from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

const SENIOR = KitId.parse('senior');

let folder: TemporaryFolder;
let kitFolder: TemporaryFolder;
let stores: Store[];

beforeEach(async () => {
  folder = await quickFolder('data');
  kitFolder = await quickFolder('kits');
  stores = [];
  return async () => {
    for (const store of stores) await store.close();
    await kitFolder.remove();
    await folder.remove();
  };
});

async function start(): Promise<KitFeature & { store: Store }> {
  const store = await openTestStore({ DATA_DIR: folder.path });
  stores.push(store);
  return { store, ...(await createKits({ store: store.kits, builtInFolder: kitFolder.path })) };
}

function put(name: string, content: Kit | string): Promise<void> {
  const text = typeof content === 'string' ? content : yamlOfKit(content);
  return writeFile(path.join(kitFolder.path, name), text);
}

describe('built-in kits', () => {
  it('exist after the first start, named after their files', async () => {
    await put('senior.yaml', exampleKit());
    await put('junior.yaml', exampleKit({ level: 'Junior' }));
    await put('README.md', 'Not a kit.');
    const { kits } = await start();
    expect((await kits.list()).map(({ kitId, version, builtIn }) => [kitId, version, builtIn])).toEqual([
      ['junior', 1, true],
      ['senior', 1, true],
    ]);
    expect((await kits.read(SENIOR)).kit).toEqual(exampleKit());
    expect(await kits.versions(SENIOR)).toMatchObject([{ version: 1, byName: 'Vivavoce' }]);
  });

  it('get a version when their content has changed, and none when only formatting has', async () => {
    await put('senior.yaml', exampleKit());
    await put('junior.yaml', exampleKit({ level: 'Junior' }));
    await start();
    await put('senior.yaml', exampleKit({ level: 'Lead' }));
    await put(
      'junior.yaml',
      `# The same in other words.\n${JSON.stringify(exampleKit({ level: 'Junior' }))}`,
    );
    const { kits } = await start();
    expect(await kits.read(SENIOR)).toMatchObject({ version: 2, builtIn: true, kit: { level: 'Lead' } });
    expect((await kits.readVersion(SENIOR, 1)).kit).toEqual(exampleKit());
    expect((await kits.read(KitId.parse('junior'))).version).toBe(1);
  });

  it('get one version each when several servers start at the same time', async () => {
    await put('senior.yaml', exampleKit());
    await Promise.all([start(), start(), start()]);
    await put('senior.yaml', exampleKit({ level: 'Lead' }));
    const [started] = await Promise.all([start(), start(), start()]);
    expect((await started?.kits.versions(SENIOR))?.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('are archived when the product no longer contains them, and restored when it does again', async () => {
    await put('senior.yaml', exampleKit());
    await start();
    await put('junior.yaml', exampleKit({ level: 'Junior' }));
    const other = await quickFolder('kits');
    const ours = kitFolder;
    kitFolder = other;
    expect(await (await start()).kits.read(SENIOR)).toMatchObject({ archived: true, version: 1 });
    await other.remove();
    kitFolder = ours;
    expect(await (await start()).kits.read(SENIOR)).toMatchObject({ archived: false, version: 1 });
  });

  it("can't be changed or archived by anyone, but can be duplicated", async () => {
    await put('senior.yaml', exampleKit());
    const { kits } = await start();
    const forbidden = { code: 'forbidden', reason: 'kit-built-in' };
    await expect(kits.save(SENIOR, 1, exampleKit({ level: 'Lead' }), 'u-1')).rejects.toMatchObject(forbidden);
    await expect(kits.setArchived(SENIOR, true, 'u-1')).rejects.toMatchObject(forbidden);
    const copy = await kits.duplicate(SENIOR, 'u-1');
    expect((await kits.save(copy.kitId, 1, exampleKit({ level: 'Lead' }), 'u-1')).version).toBe(2);
    expect(await kits.read(copy.kitId)).toMatchObject({ builtIn: false });
    expect((await kits.read(SENIOR)).kit).toEqual(exampleKit());
  });

  it('are audited with the product as the actor when they are added and changed', async () => {
    await put('senior.yaml', exampleKit());
    await start();
    await put('senior.yaml', exampleKit({ level: 'Lead' }));
    const { store } = await start();
    expect((await store.audit.list(10)).toReversed()).toMatchObject([
      { actor: 'system', action: 'kit.created', target: 'senior' },
      { actor: 'system', action: 'kit.saved', target: 'senior', details: { version: 2 } },
    ]);
  });

  it('prevent the server from starting when one is invalid: file, line, and field are named', async () => {
    await put('junior.yaml', exampleKit({ level: 'Junior' }));
    await put('senior.yaml', yamlOfKit(exampleKit()).replace('locale: en', 'locale: english'));
    const error = await start().catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(StartupError);
    expect((error as StartupError).message).toBe(
      `The kit ${path.join(kitFolder.path, 'senior.yaml')} is broken. Line 3, column 9, locale: Use a language tag such as en or en-GB.`,
    );
  });

  it('prevent the server from starting when the folder is missing', async () => {
    await kitFolder.remove();
    const error = await start().catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(StartupError);
    expect((error as StartupError).message).toContain(`${kitFolder.path} cannot be read`);
  });

  it('prevent the server from starting when a file name is not a valid kit name', async () => {
    await put('Senior Developer.yaml', exampleKit());
    await expect(start()).rejects.toThrow(/Senior Developer\.yaml needs a file name of a-z/);
  });
});
