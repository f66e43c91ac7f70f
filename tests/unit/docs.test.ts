import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['docs', 'client', 'server', 'sfu', 'shared', 'tests', 'scripts', 'transcription'];
const README_WORDS_MAX = 900;
const PICTURE_BYTES_MAX = 200_000;

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const documents = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md')),
  ...FOLDERS.flatMap(folder =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.md') && !name.includes('node_modules'))
      .map(name => `${folder}/${name}`),
  ),
];

/** Code is not Markdown: what looks like a link or a heading there is none. */
const withoutCodeBlocks = (text: string) => text.replace(/^```.*?^```/gms, '');
const withoutCodeSpans = (text: string) => text.replace(/`[^`\n]*`/g, '');

function linksOf(text: string): string[] {
  const plain = withoutCodeSpans(withoutCodeBlocks(text));
  const inline = [...plain.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)];
  const references = [...plain.matchAll(/^\[[^\]]+\]:\s+<?(\S+?)>?$/gm)];
  const html = [...plain.matchAll(/<(?:a|img)\s[^>]*(?:href|src)="([^"]+)"/g)];
  return [...inline, ...references, ...html].map(match => match[1] ?? '');
}

/** Anchors as GitHub makes them: lower case, no punctuation, a number after the first of equal headings. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCodeBlocks(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const shown = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const anchor = shown
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** Returns why a link of a document leads nowhere; undefined when it works or leads to another site. */
function findFault(document: string, link: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [target = '', anchor] = link.split('#', 2);
  const file = target ? path.join(path.dirname(document), decodeURI(target)) : document;
  if (file.startsWith('..') || !existsSync(path.join(ROOT, file))) return `${file} does not exist`;
  if (anchor === undefined) return undefined;
  return anchorsOf(read(file)).has(decodeURI(anchor)) ? undefined : `${file} has no heading #${anchor}`;
}

describe('the check of links', () => {
  it('finds every kind of link, and none in code', () => {
    const text = [
      '[a](one.md) ![b](two.png "title") [c](<three.md#x>) `[d](four.md)`',
      '```\n[e](five.md)\n```',
      '[f]: six.md',
      '<img alt="" src="seven.png">',
    ].join('\n\n');
    expect(linksOf(text)).toEqual(['one.md', 'two.png', 'three.md#x', 'six.md', 'seven.png']);
  });

  it('finds missing files and headings', () => {
    expect(findFault('docs/architecture.md', '../README.md#two-commands')).toBeUndefined();
    expect(findFault('docs/architecture.md', 'nowhere.md')).toBe('docs/nowhere.md does not exist');
    expect(findFault('README.md', '#nowhere')).toBe('README.md has no heading #nowhere');
    expect(findFault('README.md', '../outside.md')).toBe('../outside.md does not exist');
  });

  it('names headings as GitHub does', () => {
    expect([...anchorsOf('# Domain and TLS\n## Why not?\n## `a.ts`, b_c\n## Why not?')]).toEqual([
      'domain-and-tls',
      'why-not',
      'ats-b_c',
      'why-not-1',
    ]);
  });
});

describe('the documents', () => {
  it('are found in every folder', () => {
    expect(documents).toEqual(
      expect.arrayContaining([
        'README.md',
        'CONTRIBUTING.md',
        ...FOLDERS.slice(1).map(name => `${name}/README.md`),
      ]),
    );
  });

  it.each(documents)('%s has no dead links', document => {
    const faults = linksOf(read(document)).flatMap(link => findFault(document, link) ?? []);
    expect(faults).toEqual([]);
  });

  it(`keep the README within ${README_WORDS_MAX} words`, () => {
    expect(read('README.md').trim().split(/\s+/).length).toBeLessThanOrEqual(README_WORDS_MAX);
  });

  it('show pictures that load fast', () => {
    const folder = path.join(ROOT, 'docs/images');
    const large = readdirSync(folder).filter(
      name => statSync(path.join(folder, name)).size > PICTURE_BYTES_MAX,
    );
    expect(large).toEqual([]);
  });

  it('list every decision in the index, and number them without gaps', () => {
    const files = readdirSync(path.join(ROOT, 'docs/decisions'))
      .filter(name => name !== 'README.md')
      .sort();
    expect(linksOf(read('docs/decisions/README.md')).sort()).toEqual(files);
    expect(files.map(name => Number(name.slice(0, 4)))).toEqual(files.map((_name, index) => index + 1));
  });
});

describe('the table of environment variables', () => {
  const documented = read('docs/configuration.md')
    .split('\n')
    .flatMap(line => /^\|(.*?)\|/.exec(line)?.[1]?.match(/`[A-Z][A-Z0-9_]+`/g) ?? [])
    .map(name => name.slice(1, -1));

  /** Names in the schemas: rows of `Environment`, and calls of the sfu's `read('NAME', …)`. */
  const decoded = ['server', 'sfu', 'transcription'].flatMap(folder =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts') && !name.includes('node_modules'))
      .map(name => read(`${folder}/${name}`))
      .flatMap(source => [
        ...[...source.matchAll(/^const Environment = z\.object\(\{\n(.*?)^\}\)/gms)].flatMap(
          ([, rows = '']) => [...rows.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)],
        ),
        ...source.matchAll(/\bread\(\s*'([A-Z][A-Z0-9_]+)'/g),
      ])
      .map(match => match[1] ?? ''),
  );

  it('lists every variable that the server and the sfu read', () => {
    // The patterns above find the schemas: these come from each of the three files with one.
    expect(decoded).toEqual(expect.arrayContaining(['PUBLIC_URL', 'SPEECH_URL', 'SFU_PORT_MIN']));
    expect(documented).toEqual(expect.arrayContaining(decoded));
  });

  it('lists no variable that no one reads', () => {
    const ofSetup = [
      'VIVAVOCE_PRINT_PACKAGES',
      'VIVAVOCE_CACHE',
      'VIVAVOCE_DEBUG',
      'MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD',
    ];
    expect([...decoded, ...ofSetup]).toEqual(expect.arrayContaining(documented));
  });
});
