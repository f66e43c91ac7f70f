import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TRANSCRIBER_ARGUMENTS, TRANSCRIBER_ENVIRONMENT } from '../../../transcription/openTranscriber.ts';
import { speechEngine } from '../../support/speechEngine.ts';

export interface EngineRequest {
  samples: Float32Array;
}

export interface EngineAnswer {
  text: string;
  /** Processor time of this segment. */
  cpuMs: number;
  /** Most memory of the process so far. */
  peakKb: number;
  openMs: number;
}

export interface BenchEngine extends AsyncDisposable {
  readonly opened: EngineAnswer;
  recognize(samples: Float32Array): Promise<EngineAnswer>;
}

/** The engine in a process of its own, as the product runs it. */
export async function openBenchEngine(): Promise<BenchEngine> {
  if (!speechEngine) throw new Error('The setup could not provide the speech engine.');
  const program = fileURLToPath(new URL('engineProcess.ts', import.meta.url));
  const child = fork(program, [speechEngine], {
    serialization: 'advanced',
    env: { ...process.env, ...TRANSCRIBER_ENVIRONMENT },
    execArgv: [...TRANSCRIBER_ARGUMENTS],
  });
  const ended = new AbortController();
  child.once('exit', () => ended.abort(new Error('The process with the speech engine ended.')));
  const next = async (): Promise<EngineAnswer> => {
    const [message] = await once(child, 'message', { signal: ended.signal });
    return message;
  };
  const opened = await next();
  return {
    opened,
    recognize: samples => {
      const answer = next();
      child.send({ samples } satisfies EngineRequest);
      return answer;
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}
