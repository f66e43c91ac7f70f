import { constants, setPriority } from 'node:os';
import { describeError } from '../../../../forkedProgram.ts';
import { ClipError } from '../clipError.ts';
import type { RenderAnswer, RenderJob, RenderRequest } from '../clipRequest.ts';
import { Renderer } from './Renderer.ts';

/** Render process. It has low priority, because the machine carries live calls. Ends with its parent. */
const renderer = new Renderer();
const ending = new AbortController();
let current: { jobId: number; interruption: AbortController } | undefined;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on('disconnect', () => {
  ending.abort();
  process.exit();
});

process.on('message', ({ jobId, job }: RenderRequest) => {
  if (job) answer(jobId, job).then(reply => process.connected && process.send?.(reply));
  else if (jobId === current?.jobId) current.interruption.abort();
});

async function answer(jobId: number, job: RenderJob): Promise<RenderAnswer> {
  const interruption = new AbortController();
  current = { jobId, interruption };
  try {
    const signal = AbortSignal.any([ending.signal, interruption.signal]);
    return { jobId, state: 'rendered', sheet: await renderer.render(job, signal) };
  } catch (error) {
    const reason = error instanceof ClipError ? error.reason : reasonOf(error);
    return { jobId, state: 'failed', reason, detail: describeError(error) };
  }
}

const STORAGE_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'EIO']);

function reasonOf(error: unknown): 'storage-failed' | 'render-failed' {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return STORAGE_CODES.has(code) ? 'storage-failed' : 'render-failed';
}
