import { parentPort, workerData } from 'node:worker_threads';
import { agreementReport } from './agreementReport.ts';
import type { KitRatings } from './ratedInterviews.ts';

/** A thread that computes the agreement of one kit; see `inWorker`. */
parentPort?.postMessage(agreementReport(workerData as KitRatings));
