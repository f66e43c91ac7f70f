import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const CHECKOUT = path.resolve(import.meta.dirname, '../../..');
const CRUISER = path.join(CHECKOUT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const CONFIG = path.join(CHECKOUT, '.dependency-cruiser.mjs');
const FOLDERS = ['transcription', 'shared', 'sfu', 'server', 'client', 'tests', 'scripts'];
const PACKAGES = ['zod', 'pg', 'react', 'react-dom', 'lucide-react', '@tanstack/react-query'];

/** Importing file, imported file, and the rules that forbid the import. */
type Case = readonly [from: string, to: string, ...rules: string[]];

const FORBIDDEN: readonly Case[] = [
  ['shared/toServer.ts', 'server/log.ts', 'shared-is-pure'],
  ['shared/toNode.ts', 'node:fs', 'shared-is-pure'],
  ['shared/toPackage.ts', 'pg', 'shared-is-pure'],
  ['sfu/toNothing.ts', './missing.ts', 'no-unresolvable'],
  ['transcription/toSfu.ts', 'sfu/leaf.ts', 'transcription-imports-only'],
  ['sfu/toServer.ts', 'server/log.ts', 'sfu-imports-only'],
  ['sfu/toTests.ts', 'tests/support/leaf.ts', 'sfu-imports-only'],
  ['client/core/toServer.ts', 'server/log.ts', 'client-imports-only'],
  ['scripts/toShared.ts', 'shared/leaf.ts', 'scripts-imports-only'],
  ['scripts/avatar/toShared.ts', 'shared/leaf.ts', 'avatar-scripts-imports-only'],
  ['server/store/toSfu.ts', 'sfu/leaf.ts', 'server-imports-only'],
  ['server/vivavoceServer.ts', 'sfu/leaf.ts', 'server-imports-only'],
  ['server/main.ts', 'client/core/leaf.ts', 'server-main-imports-only'],

  ['server/store/toMedia.ts', 'server/media/leaf.ts', 'server/limits+printing+store+texts-order'],
  ['server/printing/toHttp.ts', 'server/http/deep/leaf.ts', 'server/limits+printing+store+texts-order'],
  ['server/limits/toFeature.ts', 'server/features/kit/leaf.ts', 'server/limits+printing+store+texts-order'],
  ['server/live/toInterviews.ts', 'server/interviews/leaf.ts', 'server/media+live-order'],
  ['server/interviews/toFeature.ts', 'server/features/kit/leaf.ts', 'server/interviews-order'],
  ['server/features/kit/toHttp.ts', 'server/http/leaf.ts', 'server/features-order'],
  ['server/features/kit/toSignaling.ts', 'server/signaling/leaf.ts', 'server/features-order'],
  ['server/http/toMain.ts', 'server/main.ts', 'server-roots'],
  ['server/http/toServer.ts', 'server/vivavoceServer.ts', 'server-roots'],
  ['server/config.ts', 'server/store/leaf.ts', 'server-root-files'],
  ['server/new/toStore.ts', 'server/store/leaf.ts', 'server-unknown-importer'],
  ['server/http/toNew.ts', 'server/new/leaf.ts', 'server-unknown-imported'],

  ['server/features/kit/toReport.ts', 'server/features/report/leaf.ts', 'server/features/kit-order'],
  ['server/features/notices/toReport.ts', 'server/features/report/leaf.ts', 'server/features/notices-order'],
  ['server/features/report/toCommands.ts', 'server/features/commands.ts', 'feature-commands'],
  ['server/features/command.ts', 'server/features/kit/leaf.ts', 'feature-root-files'],
  ['server/features/new/toKit.ts', 'server/features/kit/leaf.ts', 'server/features-unknown-importer'],
  ['server/features/report/toNew.ts', 'server/features/new/leaf.ts', 'server/features-unknown-imported'],

  ['client/core/toHooks.ts', 'client/hooks/leaf.ts', 'client/core+texts-order'],
  ['client/texts/toScreens.ts', 'client/screens/leaf.tsx', 'client/core+texts-order'],
  ['client/hooks/toComponents.ts', 'client/components/leaf.tsx', 'client/hooks-order'],
  ['client/components/toScreens.tsx', 'client/screens/leaf.tsx', 'client/components-order'],
  ['client/screens/toMain.tsx', 'client/main.tsx', 'client-root-files'],
  ['client/new/toCore.ts', 'client/core/leaf.ts', 'client-unknown-importer'],
  ['client/screens/toNew.tsx', 'client/new/leaf.ts', 'client-unknown-imported'],
  ['client/hooks/toNode.ts', 'node:path', 'client-without-node'],
  ['client/core/toReact.ts', 'react', 'client-core-without-react'],
  ['client/core/toQuery.ts', '@tanstack/react-query', 'client-core-without-react'],
  ['client/texts/toIcons.ts', 'lucide-react', 'client-core-without-react'],

  ['client/screens/toSite.tsx', 'client/site/leaf.tsx', 'site-is-separate'],
  ['client/site/toCore.tsx', 'client/core/leaf.ts', 'site-is-rendered-on-the-server'],
  ['client/site/toShell.tsx', 'client/components/shell/leaf.tsx', 'site-is-rendered-on-the-server'],
  [
    'client/site/toScreens.tsx',
    'client/screens/leaf.tsx',
    'client/site-order',
    'site-is-rendered-on-the-server',
  ],
  ['client/site/islands/toSite.ts', 'client/site/leaf.tsx', 'islands-are-small'],
  ['client/site/islands/toPackage.ts', 'zod', 'islands-are-small'],
  ['client/site/toIslands.tsx', 'client/site/islands/leaf.ts', 'islands-are-separate'],
];

const ALLOWED: readonly Case[] = [
  ['shared/allowed.ts', 'shared/leaf.ts'],
  ['shared/allowedPackage.ts', 'zod'],
  ['transcription/allowed.ts', 'shared/leaf.ts'],
  ['sfu/allowed.ts', 'shared/leaf.ts'],
  ['sfu/allowedPackage.ts', 'pg'],
  ['sfu/allowedNode.ts', 'node:fs'],
  ['server/main.ts', 'sfu/leaf.ts'],
  ['server/main.ts', 'server/vivavoceServer.ts'],
  ['server/vivavoceServer.ts', 'server/http/leaf.ts'],
  ['server/store/allowed.ts', 'server/printing/leaf.ts'],
  ['server/store/allowedFile.ts', 'server/log.ts'],
  ['server/signaling/allowed.ts', 'server/http/leaf.ts'],
  ['server/http/allowed.ts', 'server/features/commands.ts'],
  ['server/features/commands.ts', 'server/features/report/leaf.ts'],
  ['server/features/report/allowedLimit.ts', 'server/limits/leaf.ts'],
  ['server/features/report/allowed.ts', 'server/features/kit/leaf.ts'],
  ['server/features/report/allowedFile.ts', 'server/features/command.ts'],
  ['client/main.tsx', 'client/screens/leaf.tsx'],
  ['client/main.tsx', 'client/site/leaf.tsx'],
  ['client/core/allowed.ts', 'client/texts/leaf.ts'],
  ['client/core/allowedPackage.ts', 'zod'],
  ['client/hooks/allowedReact.ts', 'react'],
  ['client/screens/allowed.tsx', 'client/components/shell/leaf.tsx'],
  ['client/screens/allowedStyle.tsx', 'client/styles/style.css'],
  ['client/screens/allowedRaw.tsx', 'client/styles/style.css?raw'],
  ['client/vite.config.ts', 'node:path'],
  ['client/site/vite.config.ts', 'node:path'],
  ['client/site/allowed.tsx', 'client/components/ui/leaf.tsx'],
  ['client/site/allowedReact.tsx', 'react-dom'],
  ['client/site/islands/allowed.ts', 'shared/leaf.ts'],
  ['client/site/islands/allowedOwn.ts', 'client/site/islands/leaf.ts'],
  ['tests/unit/allowed.ts', 'server/store/leaf.ts'],
  ['tests/unit/allowedSite.ts', 'client/site/leaf.tsx'],
  ['scripts/allowed.mjs', 'scripts/leaf.mjs'],
  ['scripts/avatar/allowed.ts', 'server/features/recruiter/clips/render/avatar/leaf.ts'],
];

const CYCLES = {
  'sfu/cycle/a.ts': "import { b } from './b.ts';",
  'sfu/cycle/b.ts': "export { c as b } from './c.ts';",
  'sfu/cycle/c.ts': "export const c = async (x: number) => (await import('./a.ts'))!;",
  'sfu/typeCycle/a.ts': "import type { B } from './b.ts';",
  'sfu/typeCycle/b.ts': "import type { A } from './a.ts';",
  'sfu/itself.ts': "import './itself.ts';",
  'tests/unit/cycle/a.ts': "import './b.ts';",
  'tests/unit/cycle/b.ts': "import './a.ts';",
};

describe('import rules', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    await using folder = await temporaryFolder('imports');
    await writeSources(folder.path);
    result = await cruise(folder.path);
  }, 60_000);

  it.each(FORBIDDEN)('forbid %s to import %s', (from, to, ...rules) => {
    expect(rulesBroken(from, to)).toEqual(rules);
  });

  it.each(ALLOWED)('allow %s to import %s', (from, to) => {
    expect(rulesBroken(from, to)).toEqual([]);
  });

  it('forbid cycles of files, even through types, re-exports, dynamic imports, and self-imports', () => {
    const inCycles = violations()
      .filter(({ rule }) => rule.name === 'no-cycle')
      .flatMap(({ from, cycle }) => [from, ...(cycle ?? []).map(({ name }) => name)]);
    expect([...new Set(inCycles)].sort()).toEqual(Object.keys(CYCLES).sort());
  });

  it('each have a case here, except for the order of feature pairs', () => {
    const broken = new Set(violations().map(({ rule }) => rule.name));
    const untried = result.summary.ruleSetUsed?.forbidden
      ?.map(({ name }) => name ?? '')
      .filter(name => !broken.has(name) && !/^server\/features\/.*-order$/.test(name));
    expect(untried).toEqual([]);
  });

  it('find nothing else in these files', () => {
    const expected = FORBIDDEN.flatMap(([from, to, ...rules]) =>
      rules.map(rule => `${rule}: ${from} -> ${to}`),
    );
    const found = violations()
      .filter(({ rule }) => rule.name !== 'no-cycle')
      .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${specifier(to)}`);
    expect(found.sort()).toEqual(expected.sort());
  });

  // Without a supported TypeScript version, dependency-cruiser parses the files as JavaScript as far as
  // possible.
  it('parse the files with the TypeScript parser', () => {
    const file = result.modules.find(({ source }) => source === 'sfu/typeCycle/a.ts');
    expect(file?.dependencies[0]?.dependencyTypes).toContain('type-only');
  });

  function violations() {
    return result.summary.violations;
  }

  function rulesBroken(from: string, to: string): string[] {
    return violations()
      .filter(violation => violation.from === from && specifier(violation.to) === to)
      .map(({ rule }) => rule.name)
      .sort();
  }
});

/** Turns the path of a resolved module into the name in the cases. */
function specifier(resolved: string): string {
  const found = /^node_modules\/(.+)\/index\.js$/.exec(resolved)?.[1] ?? resolved;
  return ['fs', 'path'].includes(found) ? `node:${found}` : found;
}

async function writeSources(root: string): Promise<void> {
  const sources = new Map<string, string[]>();
  const add = (file: string, line: string) => sources.set(file, [...(sources.get(file) ?? []), line]);

  for (const [from, to] of [...FORBIDDEN, ...ALLOWED]) {
    const isOurs = FOLDERS.some(folder => to.startsWith(`${folder}/`));
    add(from, `import '${isOurs ? relative(from, to) : to}';`);
    if (isOurs) add(to.replace(/\?.*/, ''), '');
  }
  for (const [file, line] of Object.entries(CYCLES)) add(file, line);
  add(
    'tests/unit/syntax.ts',
    "return <const>[((await import('../../shared/leaf.ts')) satisfies object)!]; }",
  );
  for (const name of PACKAGES) {
    add(`node_modules/${name}/index.js`, '');
    add(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0' }));
  }
  add(
    'package.json',
    JSON.stringify({ dependencies: Object.fromEntries(PACKAGES.map(name => [name, '1.0.0'])) }),
  );

  for (const [file, lines] of sources) {
    await mkdir(path.join(root, path.dirname(file)), { recursive: true });
    await writeFile(path.join(root, file), lines.join('\n'));
  }
}

function relative(from: string, to: string): string {
  const found = path.posix.relative(path.posix.dirname(from), to);
  return found.startsWith('.') ? found : `./${found}`;
}

/** Runs the check with a JSON report, which always exits with 0. */
async function cruise(root: string): Promise<ICruiseResult> {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', ...FOLDERS];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as ICruiseResult;
}
