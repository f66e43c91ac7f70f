import { parentPort, workerData } from 'node:worker_threads';
import type { StoredScoring } from '../../../store/interviewStore.ts';
import { agreementReport } from './agreementReport.ts';

/** A thread that computes the agreement of one kit; see `inWorker`. */
parentPort?.postMessage(agreementReport(workerData as readonly StoredScoring[]));
