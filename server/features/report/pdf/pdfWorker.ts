import { parentPort, workerData } from 'node:worker_threads';
import type { PrintedReport } from './reportLayout.ts';
import { reportPdf } from './reportPdf.ts';

/** Worker thread that prints one report. Started by `inWorker()`. */
parentPort?.postMessage(await reportPdf(workerData as PrintedReport));
