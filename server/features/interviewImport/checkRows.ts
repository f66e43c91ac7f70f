import { createHmac } from 'node:crypto';
import { unguarded } from '../../../shared/csv.ts';
import { DisplayName, Email, JobRole, PlannedMinutes, Title } from '../../../shared/interview/fields.ts';
import {
  CELL_LENGTH,
  type ImportField,
  type ImportPlan,
  ROW_PEOPLE_MAX,
  type RowProblem,
} from '../../../shared/protocol/importRoutes.ts';
import { isTimeZone, offsetMs, type ZonedTime, zonedTime } from '../../../shared/time/zones.ts';
import type { CsvRow } from './csvFile.ts';
import { readDate, readTime } from './dates.ts';
import { COMPLAINTS, type Complaint, repeated, sameAs, skipped } from './rowProblems.ts';

export interface CheckedRow {
  row: number;
  /** Identifies the interview among all that were ever imported. */
  key: string;
  name: string;
  email: string;
  /** Absent if the candidate chooses the time. */
  scheduledAt?: number;
  timeZone: string;
  title?: string;
  jobRole?: string;
  minutes?: number;
  interviewers: { displayName: string; email: string }[];
}

export type RowOutcome = { good: CheckedRow } | { problems: RowProblem[] };

export interface CheckContext {
  plan: ImportPlan;
  columnNames: readonly string[];
  /** Names of members by address. */
  members: ReadonlyMap<string, string>;
  now: number;
  /** True if a candidate can choose a time even if the row names no interviewer. */
  offersTimes: boolean;
  /** Secret from which keys are derived, so that no one can find people by guessing. */
  secret: Uint8Array;
}

/** Checks rows in the order of the file. One instance checks one file. */
export class RowChecker {
  readonly #context: CheckContext;
  readonly #columns = new Map<ImportField, number>();
  readonly #rowOfKey = new Map<string, number>();

  constructor(context: CheckContext) {
    this.#context = context;
    for (const [index, field] of context.plan.columns.entries()) if (field) this.#columns.set(field, index);
  }

  check([row, cells]: CsvRow): RowOutcome {
    const read = new RowReading(row, cells, this.#columns, this.#context);
    const good = read.result();
    if (!good) return { problems: read.problems };
    const first = this.#rowOfKey.get(good.key);
    if (first !== undefined) {
      read.complain('email', sameAs(first));
      return { problems: read.problems };
    }
    this.#rowOfKey.set(good.key, row);
    return { good };
  }
}

class RowReading {
  readonly problems: RowProblem[] = [];
  readonly #row: number;
  readonly #cells: readonly string[];
  readonly #columns: ReadonlyMap<ImportField, number>;
  readonly #context: CheckContext;

  constructor(
    row: number,
    cells: readonly string[],
    columns: ReadonlyMap<ImportField, number>,
    context: CheckContext,
  ) {
    this.#row = row;
    this.#cells = cells;
    this.#columns = columns;
    this.#context = context;
  }

  /** Returns undefined if there are problems. */
  result(): CheckedRow | undefined {
    const { plan, secret } = this.#context;
    this.#checkCells();
    const name = this.#name();
    const email = this.#email();
    const timeZone = this.#timeZone();
    const scheduledAt = timeZone === undefined ? undefined : this.#start(timeZone);
    const jobRole = this.#optional('jobRole', JobRole, COMPLAINTS.jobRoleLong);
    const title =
      this.#optional('title', Title, COMPLAINTS.titleLong) ?? (plan.templateId ? undefined : jobRole);
    if (!plan.templateId && !plan.jobRole && this.#text('jobRole') === '')
      this.complain('jobRole', COMPLAINTS.jobRoleMissing);
    const minutes = this.#minutes();
    const interviewers = this.#interviewers(email);
    if (this.problems.length > 0 || !name || !email || !timeZone) return undefined;
    const key = createHmac('sha256', secret)
      .update(
        JSON.stringify([
          plan.templateId ?? null,
          email,
          name.normalize('NFKC').toLowerCase(),
          scheduledAt ?? null,
        ]),
      )
      .digest('base64url');
    return {
      ...{ row: this.#row, key, name, email, timeZone, interviewers },
      ...(scheduledAt !== undefined && { scheduledAt }),
      ...(title !== undefined && { title }),
      ...(jobRole !== undefined && { jobRole }),
      ...(minutes !== undefined && { minutes }),
    };
  }

  /** Adds a problem in the column of a field. */
  complain(field: ImportField, complaint: Complaint, found = this.#text(field)): void {
    const index = this.#columns.get(field);
    const column = index === undefined ? '' : (this.#context.columnNames[index] ?? '');
    this.problems.push({
      row: this.#row,
      column,
      ...(found !== '' && { found: shortened(found) }),
      ...complaint,
    });
  }

  #checkCells(): void {
    const { columnNames, plan } = this.#context;
    const extra = this.#cells.slice(columnNames.length).find(cell => cell.trim() !== '');
    if (extra !== undefined)
      this.problems.push({
        row: this.#row,
        column: '',
        found: shortened(extra),
        ...COMPLAINTS.tooManyCells,
      });
    for (const [index, field] of plan.columns.entries())
      if (field && (this.#cells[index]?.length ?? 0) > CELL_LENGTH) this.complain(field, COMPLAINTS.cellLong);
  }

  #text(field: ImportField): string {
    const index = this.#columns.get(field);
    return index === undefined ? '' : unguarded(this.#cells[index] ?? '').trim();
  }

  #oneLine(field: ImportField): string {
    return this.#text(field).replace(/\s+/g, ' ');
  }

  #name(): string | undefined {
    const name =
      this.#oneLine('name') || [this.#oneLine('firstName'), this.#oneLine('lastName')].join(' ').trim();
    const field = (['name', 'firstName', 'lastName'] as const).find(one => this.#columns.has(one)) ?? 'name';
    if (name === '') this.complain(field, COMPLAINTS.nameMissing);
    else if (!DisplayName.safeParse(name).success) this.complain(field, COMPLAINTS.nameLong);
    return name;
  }

  #email(): string | undefined {
    const text = this.#text('email');
    const read = Email.safeParse(text);
    if (read.success) return read.data;
    const several = text.split(/[\s,;]+/).filter(part => part.includes('@')).length > 1;
    if (text === '') this.complain('email', COMPLAINTS.emailMissing);
    else this.complain('email', several ? COMPLAINTS.emailSeveral : COMPLAINTS.emailWrong);
    return undefined;
  }

  #timeZone(): string | undefined {
    const text = this.#text('timeZone');
    if (text === '') return this.#context.plan.timeZone;
    const zone = zoneNamed(text);
    if (!zone) this.complain('timeZone', COMPLAINTS.zoneUnknown);
    return zone;
  }

  /** Returns undefined after a problem, or if the candidate chooses the time. */
  #start(zone: string): number | undefined {
    const { plan, now, offersTimes } = this.#context;
    const text = this.#text('date');
    if (text === '') {
      if (plan.chooseUntil === undefined) this.complain('date', COMPLAINTS.dateMissing);
      else if (!offersTimes && this.#text('interviewers') === '')
        this.complain('interviewers', COMPLAINTS.interviewerMissing);
      return undefined;
    }
    const date = readDate(text, plan.dateOrder);
    if (date.kind === 'instant') return this.#ahead(date.at, now);
    if (date.kind !== 'day') {
      const complaint = { unknown: 'dateUnknown', serial: 'dateSerial', ambiguous: 'dateAmbiguous' } as const;
      this.complain('date', COMPLAINTS[complaint[date.kind]]);
      return undefined;
    }
    const own = this.#text('time');
    // Midnight after the date is what spreadsheets add to a date without a time.
    const rest = own !== '' && /^0?0:00(:00)?$/.test(date.rest) ? '' : date.rest;
    const field = rest !== '' || !this.#columns.has('time') ? 'date' : 'time';
    const written = rest || own;
    if (written === '') {
      this.complain(field, COMPLAINTS.timeMissing);
      return undefined;
    }
    const time = readTime(written);
    if (time === undefined) {
      this.complain(field, COMPLAINTS.timeUnknown);
      return undefined;
    }
    const at = this.#onClock(field, zone, zonedTime(zone, `${date.day}T${time}`), `${date.day} ${time}`);
    return at === undefined ? undefined : this.#ahead(at, now);
  }

  #onClock(
    field: ImportField,
    zone: string,
    time: ZonedTime | undefined,
    written: string,
  ): number | undefined {
    switch (time?.kind) {
      case 'once':
        return time.at;
      case 'gap':
        this.complain(field, skipped(zone, time.wall.replace('T', ' ')));
        return undefined;
      case 'fold': {
        const moments = [time.earlier, time.later].map(at => written + offsetText(offsetMs(zone, at)));
        this.complain('date', repeated(zone, moments));
        return undefined;
      }
      case undefined:
        this.complain('date', COMPLAINTS.dateUnknown);
        return undefined;
    }
  }

  #ahead(at: number, now: number): number | undefined {
    if (at > now) return at;
    this.complain('date', COMPLAINTS.past);
    return undefined;
  }

  #optional(field: 'title' | 'jobRole', schema: typeof Title, complaint: Complaint): string | undefined {
    const text = this.#oneLine(field);
    if (text === '') return undefined;
    if (!schema.safeParse(text).success) this.complain(field, complaint);
    return text;
  }

  #minutes(): number | undefined {
    const text = this.#text('minutes').replace(/\s*(min|minutes|minuten)\.?$/i, '');
    if (text === '') return undefined;
    const read = PlannedMinutes.safeParse(/^\d+$/.test(text) ? Number(text) : Number.NaN);
    if (!read.success) this.complain('minutes', COMPLAINTS.minutesWrong);
    return read.data;
  }

  #interviewers(candidate: string | undefined): CheckedRow['interviewers'] {
    const { members } = this.#context;
    const addresses = this.#text('interviewers')
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(address => address.replace(/^<|>$/g, '').toLowerCase());
    const unique = [...new Set(addresses)];
    if (unique.length > ROW_PEOPLE_MAX) this.complain('interviewers', COMPLAINTS.tooManyPeople);
    return unique.map(email => {
      const displayName = members.get(email);
      if (email === candidate) this.complain('interviewers', COMPLAINTS.interviewerIsCandidate, email);
      else if (displayName === undefined) this.complain('interviewers', COMPLAINTS.interviewerUnknown, email);
      return { displayName: displayName ?? email, email };
    });
  }
}

const FOUND_LENGTH = 120;

function shortened(text: string): string {
  return text.length > FOUND_LENGTH ? `${text.slice(0, FOUND_LENGTH)}…` : text;
}

const zones = new Map<string, string>();

/** Returns the zone's usual spelling, or undefined for abbreviations, which can mean several zones. */
function zoneNamed(text: string): string | undefined {
  if (zones.size === 0)
    for (const zone of [...Intl.supportedValuesOf('timeZone'), 'UTC', 'GMT'])
      zones.set(zone.toLowerCase(), zone);
  const name = text.replace(/\s*\/\s*/g, '/').replace(/\s+/g, '_');
  const known = zones.get(name.toLowerCase());
  if (known) return known;
  return name.includes('/') && isTimeZone(name) ? name : undefined;
}

function offsetText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0'));
  return `${ms < 0 ? '-' : '+'}${hour}:${minute}`;
}
