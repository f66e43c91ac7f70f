import { z } from 'zod';
import { ImportId, TemplateId } from '../ids.ts';
import { JobRole, LIMITS, Timestamp, TimeZone } from '../interview/fields.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

export const IMPORT_ROWS_MAX = 10_000;
export const IMPORT_COLUMNS_MAX = 100;
export const MAX_IMPORT_BYTES = 10 * 1024 ** 2;
const FILE_NAME_LENGTH = 200;
/** Days until the rows that are left of a file are deleted. */
export const IMPORT_DAYS = 7;

/** What a column can have. A date may have a time. `interviewers`: addresses of members. */
export const ImportField = z.enum([
  'name',
  'firstName',
  'lastName',
  'email',
  'date',
  'time',
  'timeZone',
  'title',
  'jobRole',
  'minutes',
  'interviewers',
]);
export type ImportField = z.infer<typeof ImportField>;

/** Order of the numbers in dates like 3/4/2026. */
export const DateOrder = z.enum(['dmy', 'mdy']);
export type DateOrder = z.infer<typeof DateOrder>;

export const ImportPlan = z.strictObject({
  /** Absent without a template: people ask the questions, without a kit. */
  templateId: TemplateId.optional(),
  /** Job role of rows that don't name one. Only without a template, which has its own. */
  jobRole: JobRole.optional(),
  /** The field of each column, in order. `null`: not imported. */
  columns: z.array(ImportField.nullable()).max(IMPORT_COLUMNS_MAX),
  /** Absent while no one has chosen it, and no date needs it. */
  dateOrder: DateOrder.optional(),
  /** Zone of rows that don't name one. */
  timeZone: TimeZone,
  /** Email the invitations. */
  mail: z.literal(true).optional(),
  /** Rows without a date: the latest start that the candidates can choose. If absent, every row needs a date. */
  chooseUntil: Timestamp.optional(),
});
export type ImportPlan = z.infer<typeof ImportPlan>;

/** What is wrong in a cell, in sentences for people. `found` is absent for an empty cell. */
export const RowProblem = z.strictObject({
  /** Number of the row in a spreadsheet, where the header is row 1. */
  row: z.number().int().positive(),
  column: z.string(),
  found: z.string().optional(),
  expected: z.string(),
  fix: z.string(),
});
export type RowProblem = z.infer<typeof RowProblem>;

export const PreviewRow = z.strictObject({
  row: z.number().int().positive(),
  name: z.string(),
  email: z.string(),
  title: z.string(),
  jobRole: z.string(),
  /** Absent if the candidate chooses the time. */
  scheduledAt: Timestamp.optional(),
  timeZone: z.string(),
  minutes: z.number().int(),
  interviewers: z.array(z.string()),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

/** An interviewer of a row who has another interview at its time. */
export const BusyInterviewer = z.strictObject({
  row: z.number().int().positive(),
  name: z.string(),
  from: Timestamp,
  to: Timestamp,
  timeZone: z.string(),
  /** The other row. Absent for an interview that exists. */
  otherRow: z.number().int().positive().optional(),
  /** Title of the interview that exists. Absent if the member may not see it. */
  title: z.string().optional(),
});
export type BusyInterviewer = z.infer<typeof BusyInterviewer>;

export const ImportCheck = z.strictObject({
  /** Rows from which interviews will be created. */
  good: z.number().int().nonnegative(),
  bad: z.number().int().nonnegative(),
  /** Rows whose interviews exist, because they were imported before. */
  known: z.number().int().nonnegative(),
  /** The first problems. */
  problems: z.array(RowProblem),
  preview: z.array(PreviewRow),
  /** Required fields without a column. If there is one, no row was checked. */
  missing: z.array(z.enum(['name', 'email', 'date', 'time', 'jobRole'])),
  /** Fields that several columns have. If there is one, no row was checked. */
  twice: z.array(ImportField),
  /** A date that could be read in two ways. If there is one, no row was checked. */
  ambiguous: z.strictObject({ row: z.number().int(), text: z.string() }).optional(),
  /** Order that the file's dates show, with a date that shows it. */
  order: z.strictObject({ is: DateOrder, row: z.number().int(), text: z.string() }).optional(),
  /** The first interviewers who have something else at the time of a row. Their interviews are created all the same. */
  busy: z.array(BusyInterviewer),
});
export type ImportCheck = z.infer<typeof ImportCheck>;

/**
 * `checking`: uploaded, and not started. `failed`: stopped by a problem that isn't the rows', and can be
 * started again.
 */
export const ImportState = z.enum(['checking', 'running', 'done', 'failed']);
export type ImportState = z.infer<typeof ImportState>;

const ImportFacts = {
  importId: ImportId,
  fileName: z.string(),
  createdAt: Timestamp,
  state: ImportState,
  rows: z.number().int().nonnegative(),
  /** Rows that are worked off. */
  done: z.number().int().nonnegative(),
  created: z.number().int().nonnegative(),
  known: z.number().int().nonnegative(),
  bad: z.number().int().nonnegative(),
};

export const ImportSummary = z.strictObject(ImportFacts);
export type ImportSummary = z.infer<typeof ImportSummary>;

export const ImportColumn = z.strictObject({
  name: z.string(),
  samples: z.array(z.string()),
  /** Field that the name or the cells suggest. */
  field: ImportField.optional(),
});
export type ImportColumn = z.infer<typeof ImportColumn>;

export const ImportView = z.strictObject({
  ...ImportFacts,
  encoding: z.string(),
  separator: z.string(),
  columns: z.array(ImportColumn),
  plan: ImportPlan.optional(),
  /** Why the import failed. */
  reason: z.string().optional(),
});
export type ImportView = z.infer<typeof ImportView>;

/** `PUT` with the bytes of a CSV file. Answers with `ImportUploaded`. */
export const IMPORT_UPLOAD = '/api/interview-imports';
export const ImportUpload = z.strictObject({ name: z.string().min(1).max(FILE_NAME_LENGTH) });
export const ImportUploaded = z.strictObject({ importId: ImportId });

/** The rows with problems as a CSV file, with two more columns for what is wrong. */
export const IMPORT_FILE = '/api/interview-imports/:importId/rows.csv';

const importId = { importId: ImportId };

export const IMPORT_ROUTES = {
  /** The member's own imports, newest first. */
  'imports.list': route('GET /api/interview-imports', 'interviews.create', nothing, {
    imports: z.array(ImportSummary),
  }),
  'imports.read': route('GET /api/interview-imports/:importId', 'interviews.create', importId, {
    import: ImportView,
  }),
  /** Checks all rows. Creates nothing. */
  'imports.check': route(
    'POST /api/interview-imports/:importId/check',
    'interviews.create',
    { ...importId, plan: ImportPlan },
    { check: ImportCheck },
  ),
  /** Creates the interviews of all rows without problems, in the background. */
  'imports.start': route('POST /api/interview-imports/:importId/start', 'interviews.create', {
    ...importId,
    plan: ImportPlan,
  }),
  /** Deletes the file's rows. Interviews that were created stay. */
  'imports.delete': route('DELETE /api/interview-imports/:importId', 'interviews.create', importId),
} as const;

/** Longest text of a cell. Longer cells are refused with the row. */
export const CELL_LENGTH = 2_000;
/** Most addresses of interviewers in a row. */
export const ROW_PEOPLE_MAX = LIMITS.seats - 1;
