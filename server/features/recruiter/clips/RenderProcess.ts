import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { ClipSheet } from '../../../../shared/recruiter/clip.ts';
import { forkProgram, killGroup } from '../../../forkedProgram.ts';
import { ClipError } from './clipError.ts';
import type { RenderAnswer, RenderJob, RenderRequest } from './clipRequest.ts';

const PROGRAM = path.join(import.meta.dirname, 'render', 'main.ts');
/** An idle process ends after this time, because it holds hundreds of megabytes and restarts quickly. */
const IDLE_MS = 60_000;
const ENVIRONMENT = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

interface RunningJob {
  jobId: number;
  resolve: (sheet: ClipSheet) => void;
  reject: (error: ClipError) => void;
}

/**
 * Process that renders clips, started on demand. A crash, a timeout, or a lack of memory fails only the
 * current job, because the next job starts a new process. Ends when idle for some time, and with its parent.
 */
export class RenderProcess {
  #child: ChildProcess | undefined;
  #running: RunningJob | undefined;
  #jobs = 0;
  #closed = false;
  readonly #idleMs: number;
  #idle: NodeJS.Timeout | undefined;

  constructor({ idleMs = IDLE_MS }: { idleMs?: number } = {}) {
    this.#idleMs = idleMs;
  }

  /**
   * Renders one clip at a time. Rejects with a `ClipError`: after `wallMs` with `render-timeout`, and soon after
   * `signal`, which keeps the process. A `signal` that has already aborted is thrown.
   */
  async render(job: RenderJob, wallMs: number, signal?: AbortSignal): Promise<ClipSheet> {
    if (this.#closed) throw new ClipError('render-crashed', new Error('The library is closed.'));
    if (this.#running) throw new Error('The render process makes one clip at a time.');
    // A signal that aborted while the job was prepared emits no event here.
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<ClipSheet>();
    const jobId = ++this.#jobs;
    clearTimeout(this.#idle);
    this.#running = { jobId, resolve, reject };
    const interrupt = () => this.#child?.send({ jobId } satisfies RenderRequest);
    const hang = setTimeout(() => this.#abandon(new ClipError('render-timeout')), wallMs);
    try {
      const child = this.#requireChild();
      keepAlive(child, true);
      child.send({ jobId, job } satisfies RenderRequest, error => {
        if (error && this.#running?.jobId === jobId) this.#abandon(new ClipError('render-crashed', error));
      });
      signal?.addEventListener('abort', interrupt);
      return await promise;
    } finally {
      signal?.removeEventListener('abort', interrupt);
      clearTimeout(hang);
      this.#running = undefined;
      this.#rest();
    }
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  close(): void {
    this.#closed = true;
    this.#abandon(new ClipError('render-crashed', new Error('The library is closed.')));
  }

  #rest(): void {
    if (!this.#child) return;
    keepAlive(this.#child, false);
    this.#idle = setTimeout(() => this.#end(), this.#idleMs).unref();
  }

  #requireChild(): ChildProcess {
    if (this.#child) return this.#child;
    const child = forkProgram(PROGRAM, ENVIRONMENT);
    this.#child = child;
    child.on('message', (answer: RenderAnswer) => this.#take(answer));
    child.on('error', error => this.#lose(child, error));
    child.on('exit', (code, signal) => this.#lose(child, new Error(`It ended with ${code ?? signal}.`)));
    return child;
  }

  #take(answer: RenderAnswer): void {
    const running = this.#running;
    if (running?.jobId !== answer.jobId) return;
    if (answer.state === 'rendered') running.resolve(answer.sheet);
    else running.reject(new ClipError(answer.reason, new Error(answer.detail)));
  }

  #abandon(error: ClipError): void {
    this.#end();
    this.#running?.reject(error);
  }

  #end(): void {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = undefined;
    if (child) killGroup(child);
  }

  #lose(child: ChildProcess, cause: Error): void {
    // Kills the whole process group, including the programs that the child started.
    killGroup(child);
    if (child !== this.#child) return;
    this.#child = undefined;
    this.#running?.reject(new ClipError('render-crashed', cause));
  }
}

function keepAlive(child: ChildProcess, wanted: boolean): void {
  if (wanted) child.ref();
  else child.unref();
  if (wanted) child.channel?.ref();
  else child.channel?.unref();
}
