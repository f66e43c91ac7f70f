import { parentPort, workerData } from 'node:worker_threads';
import type { ScoringReport } from '../scoringReport.ts';
import { scorecardsPdf } from './scorecardsPdf.ts';

/** A thread that prints one report; see `inWorker`. */
parentPort?.postMessage(await scorecardsPdf(workerData as ScoringReport));
