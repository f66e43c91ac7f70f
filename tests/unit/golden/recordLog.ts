import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EventRow } from '../../../server/store/eventRows.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import { digestOf, GoldenLog, type Json } from './goldenLog.ts';

/** Folder of a new format, for example `v3`, into which the tests that produce logs record them. */
const FORMAT = process.env.RECORD_LOGS;

/** Records a log and its kits when recording is enabled. Never replaces a recorded log. */
export function recordLog(name: string, rows: readonly EventRow[], kits: readonly ChosenKit[]): void {
  if (!FORMAT) return;
  const folder = path.join(import.meta.dirname, FORMAT);
  const fileOf = (file: string) => path.join(folder, file);
  if (existsSync(fileOf(`${name}.jsonl`))) throw new Error(`${FORMAT}/${name} is recorded already.`);
  mkdirSync(folder, { recursive: true });
  const lines = rows.map(({ seq, at, kind, actor, payload }) =>
    JSON.stringify({ seq, at, kind, actor: JSON.parse(actor), payload: JSON.parse(payload) }),
  );
  writeFileSync(fileOf(`${name}.jsonl`), `${lines.join('\n')}\n`);
  const used = kits.filter(({ kitId, version }) => refersTo(rows, kitId, version));
  writeJson(fileOf('kits.json'), [...(readJson(fileOf('kits.json')) ?? []), ...used]);
  for (const file of ['additions.json', 'changes.json'].map(fileOf))
    if (!existsSync(file)) writeJson(file, {});
  const folded = GoldenLog.ofFormat(FORMAT).find(log => log.name === name)?.folded;
  if (!folded) throw new Error('The recorded log cannot be read.');
  writeJson(fileOf(`${name}.folded.json`), folded);
  const digests = Object.entries({ state: folded.state, ...folded.views }).map(([part, value]) => [
    part,
    digestOf(value, value),
  ]);
  writeJson(fileOf('digests.json'), {
    ...readJson(fileOf('digests.json')),
    [name]: Object.fromEntries(digests),
  });
}

/** Records other stored values, by name. */
export function recordStored(stored: Record<string, Json>): void {
  if (FORMAT) writeJson(path.join(import.meta.dirname, FORMAT, 'stored.json'), stored);
}

function refersTo(rows: readonly EventRow[], kitId: string, version: number): boolean {
  return rows.some(({ kind, payload }) => {
    const { content } = JSON.parse(payload);
    return kind === 'kit.chosen' && content?.kitId === kitId && content.version === version;
  });
}

function readJson(file: string) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value)}\n`);
}
