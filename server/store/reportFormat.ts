import { ReportContent } from '../../shared/report/reportContent.ts';
import { ReportScoring } from '../../shared/report/reportScoring.ts';
import { StoredFormat } from './StoredFormat.ts';

/** Each new format of these values needs an upcaster in the constructor call. */
const REPORT = new StoredFormat(ReportContent);
const SCORING = new StoredFormat(ReportScoring);

export function encodeReport(content: ReportContent): string {
  return REPORT.encode(content);
}

/** Throws `newer-version` for a report that a newer version saved. */
export function decodeReport(text: string): ReportContent {
  return REPORT.decode(text, 'report');
}

export function encodeScoring(scoring: ReportScoring): string {
  return SCORING.encode(scoring);
}

/** Throws `newer-version` for scoring that a newer version saved. */
export function decodeScoring(text: string): ReportScoring {
  return SCORING.decode(text, 'report');
}
