import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import {
  type PointId,
  REPORT_LIMITS,
  type ReportContent,
  type ReportPoint,
  type ReportTask,
} from '../../../shared/report/reportContent.ts';
import { type FieldPath, isSameContent } from '../editor/fieldPath.ts';

export type FieldConflict = { path: FieldPath; mine: unknown; theirs: unknown };
type MergedReport = { content: ReportContent; conflicts: readonly FieldConflict[] };
type Sides<T> = { base: T; mine: T; theirs: T };
type Report = (conflict: FieldConflict) => void;

const POINT_PARTS = ['seen', 'action', 'questionId', 'competencyId', 'moment', 'reached'] as const;
const TASK_PARTS = ['text', 'guideQuestionId', 'questionId'] as const;

/** Merges two edits of `base` field by field. A point that one author removed and the other edited stays. */
export function mergeReports(sides: Sides<ReportContent>): MergedReport {
  const conflicts: FieldConflict[] = [];
  const report: Report = conflict => conflicts.push(conflict);
  const content: ReportContent = {
    headline: mergedValue(of(sides, 'headline'), ['headline'], report),
    keep: mergedPoints(of(sides, 'keep'), 'keep', report),
    change: mergedPoints(of(sides, 'change'), 'change', report),
    lines: mergedLines(of(sides, 'lines'), report),
    tasks: mergedTasks(of(sides, 'tasks'), report),
    apart: mergedSet(of(sides, 'apart')),
  };
  return { content, conflicts };
}

function of<T, K extends keyof T>({ base, mine, theirs }: Sides<T>, key: K): Sides<T[K]> {
  return { base: base[key], mine: mine[key], theirs: theirs[key] };
}

function mergedValue<T>({ base, mine, theirs }: Sides<T>, path: FieldPath, report: Report): T {
  if (isSameContent(mine, theirs) || isSameContent(theirs, base)) return mine;
  if (isSameContent(mine, base)) return theirs;
  // Usually one person typed in two tabs, so the longer text contains the other.
  if (typeof mine === 'string' && typeof theirs === 'string' && mine !== '' && theirs !== '') {
    if (mine.includes(theirs)) return mine;
    if (theirs.includes(mine)) return theirs;
  }
  report({ path, mine, theirs });
  return mine;
}

function mergedParts<T extends object>(
  sides: Sides<T>,
  parts: readonly (keyof T & string)[],
  path: FieldPath,
  report: Report,
): T {
  const merged: Partial<T> = { ...sides.mine };
  for (const part of parts) {
    const value = mergedValue(of(sides, part), [...path, part], report);
    if (value === undefined) delete merged[part];
    else merged[part] = value;
  }
  return merged as T;
}

function mergedPoints(sides: Sides<ReportPoint[]>, list: 'keep' | 'change', report: Report): ReportPoint[] {
  const { base, mine, theirs } = sides;
  const find = (points: readonly ReportPoint[], id: PointId) => points.find(({ pointId }) => pointId === id);
  const orderKept = isSameContent(idsOf(mine), idsOf(base));
  const [first, second] = orderKept ? [theirs, mine] : [mine, theirs];
  const ids = [...new Set([...idsOf(first), ...idsOf(second)])].filter(id => {
    const [began, left, right] = [find(base, id), find(mine, id), find(theirs, id)];
    // Drops points that one author removed and the other left unchanged.
    return (left && right) || !isSameContent(left ?? right, began);
  });
  if (ids.length > REPORT_LIMITS[list]) {
    report({ path: [list], mine, theirs });
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
    // Takes `otherMoment` from the author whose moment was chosen, so that it causes no separate conflict.
    const { otherMoment } = isSameContent(merged.moment, left.moment) ? left : right;
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

/** Merges tasks by position if their number is unchanged, or else as one value, because they have no ids. */
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
