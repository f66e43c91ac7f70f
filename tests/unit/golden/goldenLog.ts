import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeEvent } from '../../../server/store/eventRows.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { reduce } from '../../../shared/interview/reduce.ts';
import type { InterviewState, Viewer } from '../../../shared/interview/state.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { ChosenKit, InterviewKit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Formats with recorded logs, oldest first. */
export const FORMATS = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** State of a log, the view for each role, and the state after each event. */
export interface Folded {
  state: Json;
  views: Record<string, Json>;
  /** A short digest for each event. */
  trail: string[];
}

/**
 * A recorded log with its expected state and views. Recorded files never change; `additions.json` of the
 * format lists fields that were added later.
 */
export class GoldenLog {
  readonly format: string;
  readonly name: string;

  static ofFormat(format: string): GoldenLog[] {
    return readdirSync(path.join(import.meta.dirname, format))
      .filter(file => file.endsWith('.jsonl'))
      .map(file => new GoldenLog(format, path.basename(file, '.jsonl')));
  }

  private constructor(format: string, name: string) {
    this.format = format;
    this.name = name;
  }

  /** The log as the database returns it. */
  get events(): InterviewEvent[] {
    const lines = this.#read(`${this.name}.jsonl`).trimEnd().split('\n');
    return lines.map(line => {
      const { actor, payload, ...row } = JSON.parse(line);
      const stored = { ...row, actor: JSON.stringify(actor), payload: JSON.stringify(payload) };
      return decodeEvent(stored, (kitId, version) => this.#savedKit(kitId, version));
    });
  }

  get folded(): Folded {
    return foldedOf(this.events);
  }

  get recorded(): Folded {
    return JSON.parse(this.#read(`${this.name}.folded.json`));
  }

  /** Digest by part: `state`, and each view by its viewer. */
  get digests(): Record<string, string> {
    return JSON.parse(this.#read('digests.json'))[this.name];
  }

  /** Reasons for fields that the recording does not have, by path. `*` matches any ID or index. */
  get additions(): Record<string, string> {
    return JSON.parse(this.#read('additions.json'));
  }

  #savedKit(kitId: KitId, version: number): InterviewKit | undefined {
    return savedKits(this.#read('kits.json')).find(
      saved => saved.kitId === kitId && saved.version === version,
    )?.kit;
  }

  /**
   * Reasons for values that differ from the recording, by path or path prefix: decisions about who sees
   * what.
   */
  get changes(): Record<string, string> {
    return JSON.parse(this.#read('changes.json'));
  }

  /** State and views, with the listed changes reverted. */
  get foldedBeforeChanges(): Folded {
    const { recorded, folded, changes } = this;
    const now = structuredClone(folded);
    for (const { path: at } of differences({ ...recorded }, { ...folded }))
      if (Object.keys(changes).some(begin => `${patternOf(at)}.`.startsWith(`${begin}.`)))
        copyAt(at.split('.'), { ...recorded }, { ...now });
    return now;
  }

  #read(file: string): string {
    return readFileSync(path.join(import.meta.dirname, this.format, file), 'utf8');
  }
}

function savedKits(text: string): ChosenKit[] {
  return JSON.parse(text);
}

export function foldedOf(events: readonly InterviewEvent[]): Folded {
  let state: InterviewState | undefined;
  const trail: string[] = [];
  for (const event of events) {
    state = reduce(state, event);
    trail.push(sha256(JSON.stringify(whereabouts(state))).slice(0, 8));
  }
  if (!state) throw new Error('The log is empty.');
  return {
    trail,
    state: plain(state),
    views: Object.fromEntries(viewersOf(state).map(([name, viewer]) => [name, plain(viewOf(state, viewer))])),
  };
}

/**
 * Facts that no later field changes. Needed because the final state does not show which states the recruiter
 * went through.
 */
function whereabouts({ phase, seats, rubric, recruiter, recording, chatHeard }: InterviewState): unknown[] {
  const { stage, said, topic } = recruiter ?? {};
  const { answer } = topic ?? {};
  return [
    phase,
    Object.values(seats).map(({ presence, presenceSince }) => [presence, presenceSince]),
    [rubric?.currentQuestionId, rubric?.scorecardsOpenAt, Object.keys(chatHeard).length],
    Object.values(rubric?.questions ?? {}).map(({ state, openedAt, spentMs }) => [state, openedAt, spentMs]),
    recording?.stretches.length,
    [stage?.name, said?.utterance, said?.line, said?.clip, said?.fromMs, said?.startedAt],
    stage && 'readUntil' in stage && stage.readUntil,
    stage?.name === 'thinking' && stage.until,
    stage?.name === 'listening' && [stage.voiced, stage.silentSince, stage.softEndSince, stage.nodded],
    [topic?.questionId, topic?.prompt, topic?.ladder, topic?.waitingSince],
    [answer?.startedAt, answer?.clockFrom, answer?.heardUntil, answer?.spokenMs, answer?.extraMs],
    [recruiter?.pauses, recruiter?.voice.since, recruiter?.retaken, recruiter?.used.acknowledgement],
  ];
}

function viewersOf({ seats }: InterviewState): [string, Viewer][] {
  return [
    ...Object.values(seats).map(({ seatId, role, displayName }): [string, Viewer] => [
      `${role} ${displayName}`,
      { kind: 'seat', seatId },
    ]),
    ['staff owner', { kind: 'organizer', role: 'owner' }],
    ['staff organizer', { kind: 'organizer', role: 'organizer' }],
    ['staff interviewer', { kind: 'organizer', role: 'interviewer' }],
    ['product', { kind: 'product' }],
  ];
}

/** Paths at which two values differ. `added` is true when only `now` has a value there. */
export function differences(
  recorded: Json,
  now: Json,
  at = '',
): { path: string; kind: 'changed' | 'missing' | 'added' }[] {
  if (!isTree(recorded) || !isTree(now) || Array.isArray(recorded) !== Array.isArray(now))
    return recorded === now ? [] : [{ path: at, kind: 'changed' }];
  const [before, after] = [recorded as Record<string, Json>, now as Record<string, Json>];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(key => {
    const path = at === '' ? key : `${at}.${key}`;
    if (!Object.hasOwn(after, key)) return [{ path, kind: 'missing' as const }];
    if (!Object.hasOwn(before, key)) return [{ path, kind: 'added' as const }];
    return differences(before[key] as Json, after[key] as Json, path);
  });
}

/** Returns `path` with `*` for IDs and indexes. */
export function patternOf(path: string): string {
  return path
    .split('.')
    .map(part => (/^\d+$|^[0-9a-f]{32}$|^[0-9a-f-]{36}$|^question-|^competency-/.test(part) ? '*' : part))
    .join('.');
}

/** SHA-256 of the part of `now` that `recorded` also has, with sorted keys. */
export function digestOf(now: Json, recorded: Json): string {
  return sha256(JSON.stringify(shared(now, recorded)));
}

/** Copies the value at a path from `from` to `to`, or deletes it when `from` has none. */
function copyAt([key = '', ...rest]: string[], from: Json, to: Json): void {
  if (!isTree(from) || !isTree(to)) return;
  const [source, target] = [from as Record<string, Json>, to as Record<string, Json>];
  const value = source[key];
  if (rest.length > 0 && value !== undefined) copyAt(rest, value, target[key] ?? null);
  else if (value === undefined) delete target[key];
  else target[key] = value;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function shared(now: Json, recorded: Json): Json {
  if (Array.isArray(now) && Array.isArray(recorded))
    return now.map((item, index) => shared(item, recorded[index] ?? null));
  if (!isTree(now) || !isTree(recorded)) return now;
  const [after, before] = [now as Record<string, Json>, recorded as Record<string, Json>];
  const keys = Object.keys(after)
    .filter(key => Object.hasOwn(before, key))
    .sort();
  return Object.fromEntries(keys.map(key => [key, shared(after[key] as Json, before[key] as Json)]));
}

function isTree(value: Json): value is Json[] | { [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
