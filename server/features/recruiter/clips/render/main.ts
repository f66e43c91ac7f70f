import { constants, setPriority } from 'node:os';
import { describeError } from '../../../../forkedProgram.ts';
import { ClipError } from '../clipError.ts';
import type { RenderAnswer, RenderRequest } from '../clipRequest.ts';
import { Renderer } from './Renderer.ts';

/** Render process. It has low priority, because the machine carries live calls. Ends with its parent. */
const renderer = new Renderer();
const ending = new AbortController();

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on('disconnect', () => {
  ending.abort();
  process.exit();
});

process.on('message', (request: RenderRequest) => {
  answer(request).then(reply => process.connected && process.send?.(reply));
});

async function answer({ jobId, job }: RenderRequest): Promise<RenderAnswer> {
  try {
    return { jobId, state: 'rendered', sheet: await renderer.render(job, ending.signal) };
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
