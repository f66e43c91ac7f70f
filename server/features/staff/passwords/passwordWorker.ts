import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { PasswordAnswer, PasswordJob } from './PasswordThreads.ts';
import { hashPassword, verifyPassword } from './scryptPassword.ts';

/** Media and files go first. Linux takes this as the calling thread's alone; elsewhere it would be the whole process's. */
if (process.platform === 'linux') setPriority(10);

parentPort?.on('message', (job: PasswordJob) => parentPort?.postMessage(answerTo(job)));

function answerTo(job: PasswordJob): PasswordAnswer {
  try {
    return {
      value: job.kind === 'hash' ? hashPassword(job.password) : verifyPassword(job.hash, job.password),
    };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
