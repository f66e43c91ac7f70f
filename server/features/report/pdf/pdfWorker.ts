import { parentPort, workerData } from 'node:worker_threads';
import type { PrintedReport } from './printedReport.ts';
import { reportPdf } from './reportPdf.ts';

/** A thread that prints one report; see `inWorker`. */
parentPort?.postMessage(await reportPdf(workerData as PrintedReport));
