import { parentPort, workerData } from 'node:worker_threads';
import type { PrintedReport } from './reportLayout.ts';
import { reportPdf } from './reportPdf.ts';

parentPort?.postMessage(await reportPdf(workerData as PrintedReport));
