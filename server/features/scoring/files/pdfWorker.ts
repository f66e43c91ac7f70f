import { parentPort, workerData } from 'node:worker_threads';
import type { ScoringReport } from '../scoringReport.ts';
import { scorecardsPdf } from './scorecardsPdf.ts';

parentPort?.postMessage(await scorecardsPdf(workerData as ScoringReport));
