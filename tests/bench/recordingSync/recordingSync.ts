import path from 'node:path';
import { composeRecording } from '../../../server/features/recording/compose/composeRecording.ts';
import {
  type CallReport,
  type Disturbance,
  reportOfComposed,
  reportOfFiles,
} from '../../support/oracle/callReport.ts';
import type { Distribution } from '../../support/oracle/distribution.ts';
import type { OracleReport } from '../../support/oracle/judge.ts';
import { type FinishedCall, RecordedRoom } from '../../support/oracle/RecordedRoom.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import type { Figure } from '../figure.ts';
import { CAST, CONDITIONS, type Condition } from './conditions.ts';
import { holdCall, PROCESS_CONDITIONS, type ProcessCondition } from './processConditions.ts';

/**
 * How exact recordings are: two people in Chromium who flash and beep once a second are recorded by our sfu over a simulated network; the
 * recording is finalized and, for some conditions, composed; the oracle (`tests/support/oracle`) examines only the files.
 *
 * The figures are those of `media.md`, section 4: the share of events present outside of announced gaps; the offset from a beep to its
 * flash; the offset between both people in the same second; the interval between events. Where a server or media server is killed, both
 * people use the product's own pages, and the files that a reviewer can fetch are examined. Each `value` is that of the worst condition,
 * which the note names. A condition that can't be measured is reported and omitted.
 */
export const recordingSync: BenchCase = {
  name: 'recording-sync',
  measures:
    'events that are missing or misplaced in recorded files, under loss, mutes, stalls, drops and kills',
  figures: [
    'recording-sync.presence',
    'recording-sync.av-offset',
    'recording-sync.between',
    'recording-sync.cadence',
  ],
  parameters: {
    seconds: { full: 45, quick: 12 },
    settle: { full: 5, quick: 3 },
    /** Number of conditions, from the first. */
    conditions: { full: CONDITIONS.length + PROCESS_CONDITIONS.length, quick: 3 },
    /** Number of conditions to skip. */
    skip: { full: 0, quick: 0 },
  },
  async run(context) {
    const all = [
      ...CONDITIONS.map(condition => ({ ...condition, measure: () => inRoom(context, condition) })),
      ...PROCESS_CONDITIONS.map(condition => ({
        ...condition,
        measure: () => inProduct(context, condition),
      })),
    ];
    const rows: Row[] = [];
    for (const { name, measure } of all.slice(context.parameter('skip'), context.parameter('conditions')))
      rows.push(...(await measured(context, name, measure)));
    if (rows.length === 0) throw new Error('No condition could be measured.');
    report(context, rows);
  },
};

interface Row {
  name: string;
  call: CallReport;
}

/** A condition that can't be measured is reported and doesn't stop the others. */
async function measured(context: BenchContext, name: string, measure: () => Promise<Row[]>): Promise<Row[]> {
  try {
    const rows = await measure();
    for (const row of rows) for (const line of described(row)) context.progress(line);
    return rows;
  } catch (error) {
    context.progress(`${name} could not be measured: ${error instanceof Error ? error.stack : error}`);
    return [];
  }
}

async function inRoom(context: BenchContext, condition: Condition): Promise<Row[]> {
  await using room = await RecordedRoom.create({ beacons: CAST, network: condition.network });
  const disturbances = await recordCall(context, room, condition);
  await room.leave();
  const call = await room.finish();
  const files = await reportOfFiles(call.recording, call.files, disturbances);
  const rows = [{ name: condition.name, call: files }];
  if (!condition.composed) return rows;
  const composed = await compose(room, call);
  const seen = await reportOfComposed(call.recording, composed, disturbances);
  return [...rows, { name: `${condition.name}, composed`, call: seen }];
}

function inProduct(context: BenchContext, condition: ProcessCondition): Promise<Row[]> {
  const length = { settleSeconds: context.parameter('settle'), seconds: context.parameter('seconds') };
  return holdCall(condition, length, async ({ told, files, composed, disturbances }) => [
    { name: condition.name, call: await reportOfFiles(told, files, disturbances) },
    { name: `${condition.name}, composed`, call: await reportOfComposed(told, composed, disturbances) },
  ]);
}

/** Waits until the senders reach their full video size before recording starts. */
async function recordCall(
  context: BenchContext,
  room: RecordedRoom,
  condition: Condition,
): Promise<Disturbance[]> {
  await new Promise(resolve => setTimeout(resolve, context.parameter('settle') * 1_000));
  await room.startStretch();
  const disturbances = await condition.act(room, context.parameter('seconds'));
  await room.stopStretch();
  return [...disturbances, ...(await room.pauses())];
}

async function compose(room: RecordedRoom, { recording, files }: FinishedCall): Promise<string> {
  const { path: file } = await composeRecording({
    recording,
    files,
    people: CAST.map(({ name }, index) => ({
      person: name,
      name,
      role: index === 0 ? ('candidate' as const) : ('interviewer' as const),
    })),
    captions: [],
    chapters: [],
    title: 'Beacons',
    workFolder: room.workFolder,
    outFile: path.join(room.workFolder, 'composed', 'composed.mp4'),
  });
  return file;
}

const MEASURES = [
  ['av-offset', 'avOffset'],
  ['between', 'between'],
  ['cadence', 'cadence'],
] as const;

function described({ name, call }: Row): string[] {
  const { announced, strict, announcedShare } = call;
  const counts = ({ flashes, beeps }: OracleReport) =>
    `${flashes.seen}/${flashes.expected} flashes, ${beeps.seen}/${beeps.expected} beeps`;
  const inGaps = announced.inGaps.length > 0 ? `; ${announced.inGaps.length} WHILE MUTED` : '';
  const values = MEASURES.map(([label, key]) => `${label} ${distributionText(announced[key])}`).join('; ');
  const lost = [...announced.flashes.missing, ...announced.beeps.missing]
    .map(({ beacon, kind, atMs }) => `${beacon} ${kind} at ${(atMs / 1_000).toFixed(1)} s`)
    .join(', ');
  return [
    `${name.padEnd(24)} ${counts(announced)} outside announced gaps (${(announcedShare * 100).toFixed(1)}% of the picture), ` +
      `${counts(strict)} outside what was done${inGaps}; ${values}`,
    ...(lost ? [`${name.padEnd(24)} missing: ${lost}`] : []),
  ];
}

function distributionText({ n, p50, p95, max }: Distribution): string {
  return `p50 ${p50.toFixed(0)} p95 ${p95.toFixed(0)} max ${max.toFixed(0)} ms (${n})`;
}

function report(context: BenchContext, rows: readonly Row[]): void {
  const shares = rows.map(({ name, call: { announced } }) => {
    const expected = announced.flashes.expected + announced.beeps.expected;
    return { name, expected, share: (announced.flashes.seen + announced.beeps.seen) / expected };
  });
  const least = shares.reduce((a, b) => (b.share < a.share ? b : a));
  const whileMuted = rows.reduce((sum, { call }) => sum + call.announced.inGaps.length, 0);
  context.report({
    name: 'recording-sync.presence',
    value: least.share,
    unit: 'share',
    n: shares.reduce((sum, { expected }) => sum + expected, 0),
    note: `flashes and beeps outside announced gaps, in the worst of ${rows.length} files (${least.name}); ${whileMuted} while muted`,
  });
  for (const [label, key] of MEASURES) context.report(worst(label, key, rows));
}

function worst(label: string, key: (typeof MEASURES)[number][1], rows: readonly Row[]): Figure {
  const each = rows.map(({ name, call }) => ({ name, ...call.announced[key] }));
  const highest = each.reduce((a, b) => (b.p95 > a.p95 ? b : a));
  return {
    name: `recording-sync.${label}`,
    value: highest.p95,
    unit: 'ms',
    n: each.reduce((sum, { n }) => sum + n, 0),
    p50: highest.p50,
    p95: highest.p95,
    note: `the worst of ${rows.length} files (${highest.name}), largest of all ${Math.max(...each.map(({ max }) => max)).toFixed(0)} ms`,
  };
}
