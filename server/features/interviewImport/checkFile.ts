import type {
  ImportCheck,
  ImportField,
  PreviewRow,
  RowProblem,
} from '../../../shared/protocol/importRoutes.ts';
import { type CheckContext, type CheckedRow, RowChecker } from './checkRows.ts';
import type { CsvRow } from './csvFile.ts';
import { orderShownBy, readDate } from './dates.ts';

const PROBLEMS_SHOWN = 200;
const PREVIEW_ROWS = 20;

export type CheckedRows = { good: CheckedRow[]; problems: RowProblem[] };

/** Reads the checked rows of a chunk. Their type is right, because `checkFile` wrote them. */
export function readChecked(chunk: string): CheckedRows {
  return JSON.parse(chunk) as CheckedRows;
}

/** What doesn't depend on earlier imports. */
export type FileCheck = Omit<ImportCheck, 'known' | 'preview' | 'busy'> & {
  first: CheckedRow[];
  keys: string[];
};

/** Finds out whether rows can be read at all: whether the columns and the order of dates are known. */
export function planProblems(
  rows: readonly CsvRow[],
  { plan }: Pick<CheckContext, 'plan'>,
): Pick<FileCheck, 'missing' | 'twice' | 'ambiguous' | 'order'> {
  const chosen = plan.columns.filter(field => field !== null);
  const has = (...fields: ImportField[]) => fields.some(field => chosen.includes(field));
  const missing: FileCheck['missing'] = [];
  if (!has('name', 'firstName', 'lastName')) missing.push('name');
  if (!has('email')) missing.push('email');
  if (!has('date') && plan.chooseUntil === undefined) missing.push('date');
  if (!has('time') && lackTimes(rows, plan.columns.indexOf('date'))) missing.push('time');
  if (!plan.templateId && !plan.jobRole && isEmpty(rows, plan.columns.indexOf('jobRole')))
    missing.push('jobRole');
  const twice = [...new Set(chosen.filter((field, index) => chosen.indexOf(field) !== index))];
  return { missing, twice, ...orderOf(rows, plan.columns.indexOf('date'), plan.dateOrder) };
}

function isEmpty(rows: readonly CsvRow[], index: number): boolean {
  return rows.every(([, cells]) => (cells[index] ?? '').trim() === '');
}

/** True if there are dates, and none of them has a time. */
function lackTimes(rows: readonly CsvRow[], index: number): boolean {
  const dates = rows.flatMap(([, cells]) => {
    const text = cells[index] ?? '';
    const read = [readDate(text, 'dmy'), readDate(text, 'mdy')].find(({ kind }) => kind !== 'unknown');
    return read?.kind === 'day' || read?.kind === 'instant' ? [read] : [];
  });
  return dates.length > 0 && dates.every(date => date.kind === 'day' && date.rest === '');
}

/** Finds the order of dates with slashes. Asks if none of them shows it, or if they contradict one another. */
function orderOf(
  rows: readonly CsvRow[],
  index: number,
  chosen: CheckContext['plan']['dateOrder'],
): Pick<FileCheck, 'ambiguous' | 'order'> {
  let order: FileCheck['order'];
  let ambiguous: FileCheck['ambiguous'];
  let contradicts = false;
  for (const [row, cells] of rows) {
    const text = cells[index]?.trim() ?? '';
    const shown = orderShownBy(text);
    if (shown && order && shown !== order.is) contradicts = true;
    if (shown) order ??= { is: shown, row, text };
    else if (readDate(text, undefined).kind === 'ambiguous') ambiguous ??= { row, text };
  }
  const asks = ambiguous && chosen === undefined && (!order || contradicts);
  return { ...(order && !contradicts && { order }), ...(asks && { ambiguous }) };
}

/** Checks all rows of a file. The plan must have no problems. Passes each chunk's outcome to `each`. */
export function checkFile(
  chunks: readonly (readonly CsvRow[])[],
  context: CheckContext,
  each: (checked: CheckedRows) => void = () => {},
): FileCheck {
  const found = planProblems(chunks.flat(), context);
  const result: FileCheck = { ...{ good: 0, bad: 0, problems: [], first: [], keys: [] }, ...found };
  if (found.missing.length > 0 || found.twice.length > 0 || found.ambiguous) return result;
  const dateOrder = context.plan.dateOrder ?? found.order?.is;
  const checker = new RowChecker({ ...context, plan: { ...context.plan, ...(dateOrder && { dateOrder }) } });
  for (const rows of chunks) {
    const checked: CheckedRows = { good: [], problems: [] };
    for (const row of rows) {
      const outcome = checker.check(row);
      if ('good' in outcome) checked.good.push(outcome.good);
      else {
        checked.problems.push(...outcome.problems);
        result.bad += 1;
      }
    }
    result.good += checked.good.length;
    result.keys.push(...checked.good.map(({ key }) => key));
    result.problems.push(...checked.problems.slice(0, PROBLEMS_SHOWN - result.problems.length));
    result.first.push(...checked.good.slice(0, PREVIEW_ROWS - result.first.length));
    each(checked);
  }
  return result;
}

interface Interviewer {
  displayName: string;
  email?: string | undefined;
}

/** Returns a row as it will be created, with what the template adds. */
export function previewOf(
  { row, name, email, scheduledAt, timeZone, title, jobRole, minutes, interviewers }: CheckedRow,
  usual: { title: string; jobRole: string; minutes: number; interviewers: readonly Interviewer[] },
): PreviewRow {
  const known = new Set(usual.interviewers.map(person => person.email));
  const added = interviewers.filter(person => !known.has(person.email));
  return {
    ...{ row, name, email, timeZone },
    title: title ?? usual.title,
    jobRole: jobRole ?? usual.jobRole,
    minutes: minutes ?? usual.minutes,
    ...(scheduledAt !== undefined && { scheduledAt }),
    interviewers: [...usual.interviewers, ...added].map(({ displayName }) => displayName),
  };
}
