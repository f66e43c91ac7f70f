import type { EvaluationTables } from './tables/evaluationTables.ts';
import type { InterviewTables } from './tables/interviewTables.ts';
import type { JobTables } from './tables/jobTables.ts';
import type { KitTables } from './tables/kitTables.ts';
import type { PracticeTables } from './tables/practiceTables.ts';
import type { RecordingTables } from './tables/recordingTables.ts';
import type { StaffTables } from './tables/staffTables.ts';

/**
 * The tables as the code names them; the databases hold the same names in snake case. Times are epoch milliseconds,
 * JSON values are text, and both read the same from SQLite and PostgreSQL.
 */
export interface Tables
  extends InterviewTables,
    KitTables,
    RecordingTables,
    PracticeTables,
    EvaluationTables,
    StaffTables,
    JobTables {
  schemaMigrations: { name: string; at: number };
}
