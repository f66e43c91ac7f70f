import { parentPort, workerData } from 'node:worker_threads';
import type { CardFacts } from './cardFacts.ts';
import { drawCard } from './drawCard.ts';

/** A thread that draws one card; see `inWorker`. */
parentPort?.postMessage(drawCard(workerData as CardFacts));
