import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import {
  type PointId,
  REPORT_LIMITS,
  type ReportContent,
  type ReportPoint,
  type ReportTask,
} from '../../../shared/report/reportContent.ts';
import type { Place } from '../kit/place.ts';
import { sayTheSame } from '../kit/writtenKit.ts';

/** A place that two authors changed, each in their own way. A person decides. */
export interface Clash {
  /** In the merged report. */
  place: Place;
  mine: unknown;
  theirs: unknown;
}

export interface MergedReport {
  /** With my value wherever the two clash. */
  content: ReportContent;
  clashes: readonly Clash[];
}

type Sides<T> = { base: T; mine: T; theirs: T };
type Report = (clash: Clash) => void;

const POINT_PARTS = ['seen', 'action', 'questionId', 'competencyId', 'moment', 'reached'] as const;
const TASK_PARTS = ['text', 'guideQuestionId', 'questionId'] as const;

/**
 * Puts two reports together that both began as `base`. What one side has changed is taken, field by field; a point that one side removed and
 * the other one wrote on stays. Where both have changed the same field, both values are reported.
 */
export function mergeReports(sides: Sides<ReportContent>): MergedReport {
  const clashes: Clash[] = [];
  const report: Report = clash => clashes.push(clash);
  const content: ReportContent = {
    headline: mergedValue(of(sides, 'headline'), ['headline'], report),
    keep: mergedPoints(of(sides, 'keep'), 'keep', report),
    change: mergedPoints(of(sides, 'change'), 'change', report),
    lines: mergedLines(of(sides, 'lines'), report),
    tasks: mergedTasks(of(sides, 'tasks'), report),
    apart: mergedSet(of(sides, 'apart')),
  };
  return { content, clashes };
}

function of<T, K extends keyof T>({ base, mine, theirs }: Sides<T>, key: K): Sides<T[K]> {
  return { base: base[key], mine: mine[key], theirs: theirs[key] };
}

function mergedValue<T>({ base, mine, theirs }: Sides<T>, place: Place, report: Report): T {
  if (sayTheSame(mine, theirs) || sayTheSame(theirs, base)) return mine;
  if (sayTheSame(mine, base)) return theirs;
  // One of them has all that the other one has: the same person in two tabs, as a rule.
  if (typeof mine === 'string' && typeof theirs === 'string' && mine !== '' && theirs !== '') {
    if (mine.includes(theirs)) return mine;
    if (theirs.includes(mine)) return theirs;
  }
  report({ place, mine, theirs });
  return mine;
}

function mergedParts<T extends object>(
  sides: Sides<T>,
  parts: readonly (keyof T & string)[],
  place: Place,
  report: Report,
): T {
  const merged: Partial<T> = { ...sides.mine };
  for (const part of parts) {
    const value = mergedValue(of(sides, part), [...place, part], report);
    if (value === undefined) delete merged[part];
    else merged[part] = value;
  }
  return merged as T;
}

function mergedPoints(sides: Sides<ReportPoint[]>, list: 'keep' | 'change', report: Report): ReportPoint[] {
  const { base, mine, theirs } = sides;
  const find = (points: readonly ReportPoint[], id: PointId) => points.find(({ pointId }) => pointId === id);
  const orderKept = sayTheSame(idsOf(mine), idsOf(base));
  const [first, second] = orderKept ? [theirs, mine] : [mine, theirs];
  const ids = [...new Set([...idsOf(first), ...idsOf(second)])].filter(id => {
    const [began, left, right] = [find(base, id), find(mine, id), find(theirs, id)];
    // Removed by one of them, and not written on by the other.
    return (left && right) || !sayTheSame(left ?? right, began);
  });
  if (ids.length > REPORT_LIMITS[list]) {
    report({ place: [list], mine, theirs });
    return mine;
  }
  return ids.flatMap((id, index) => {
    const [left, right] = [find(mine, id), find(theirs, id)];
    if (!left || !right) return left ?? right ?? [];
    const began = find(base, id) ?? { pointId: id, seen: '', action: '' };
    const merged = mergedParts(
      { base: began, mine: left, theirs: right },
      POINT_PARTS,
      [list, index],
      report,
    );
    // Goes with its moment, and is nothing to decide about.
    const { otherMoment } = sayTheSame(merged.moment, left.moment) ? left : right;
    const { otherMoment: _mine, ...rest } = merged;
    return { ...rest, ...(otherMoment && { otherMoment }) };
  });
}

function idsOf(points: readonly ReportPoint[]): PointId[] {
  return points.map(({ pointId }) => pointId);
}

function mergedLines(sides: Sides<ReportContent['lines']>, report: Report): ReportContent['lines'] {
  const ids = new Set([...Object.keys(sides.mine), ...Object.keys(sides.theirs)] as QuestionId[]);
  const lines: ReportContent['lines'] = {};
  for (const id of ids) {
    const { base = '', mine = '', theirs = '' } = of(sides, id);
    const line = mergedValue({ base, mine, theirs }, ['lines', id], report);
    if (line !== '') lines[id] = line;
  }
  return lines;
}

/** Tasks have no ids: one by one while there are as many as before, else all at once. */
function mergedTasks(sides: Sides<ReportTask[]>, report: Report): ReportTask[] {
  const { base, mine, theirs } = sides;
  if (mine.length !== base.length || theirs.length !== base.length)
    return mergedValue(sides, ['tasks'], report);
  return base.flatMap((began, index) => {
    const [left, right] = [mine[index], theirs[index]];
    if (!left || !right) return [];
    return mergedParts({ base: began, mine: left, theirs: right }, TASK_PARTS, ['tasks', index], report);
  });
}

function mergedSet({ base, mine, theirs }: Sides<CompetencyId[]>): CompetencyId[] {
  const all = [...new Set([...mine, ...theirs])];
  return all.filter(id => (base.includes(id) ? mine.includes(id) && theirs.includes(id) : true));
}
