import { createRequire } from 'node:module';
import path from 'node:path';
import type { ModelFile } from './engineFiles.ts';

/** The part of `onnxruntime-node` that the engine uses. */
export interface OnnxRuntime {
  readonly Tensor: new (
    type: 'float32' | 'int64' | 'bool',
    data: Float32Array | BigInt64Array | readonly boolean[],
    dims: readonly number[],
  ) => Tensor;
  readonly InferenceSession: {
    create(file: string, options: SessionOptions): Promise<InferenceSession>;
  };
}

export interface Tensor {
  readonly data: Float32Array<ArrayBuffer>;
  readonly dims: readonly number[];
}

export type Tensors = Record<string, Tensor>;

export interface InferenceSession {
  readonly outputNames: readonly string[];
  run(inputs: Tensors, outputs?: readonly string[]): Promise<Tensors>;
  release(): Promise<void>;
}

interface SessionOptions {
  intraOpNumThreads: number;
  interOpNumThreads: number;
  enableMemPattern: boolean;
  enableCpuMemArena: boolean;
  extra: { session: Record<string, '1'> };
}

/**
 * These options keep the process within 350 MB: no copies of the weights in another layout, and no memory kept for
 * later, because each length of a segment needs other sizes. The decoder's table of tokens is converted once rather
 * than in each step, which also saves time.
 */
const OPTIONS: SessionOptions = {
  // A second thread costs 1.8 times the processor time for little.
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableMemPattern: false,
  enableCpuMemArena: false,
  extra: {
    session: {
      disable_prepacking: '1',
      disable_quant_qdq: '1',
      use_device_allocator_for_initializers: '1',
    },
  },
};

/** Loads the runtime from the engine's folder. It is not among our dependencies, see decision 133. */
export function loadRuntime(folder: string): OnnxRuntime {
  return createRequire(path.join(path.resolve(folder), 'engine.cjs'))('onnxruntime-node');
}

export function openModel(runtime: OnnxRuntime, folder: string, file: ModelFile): Promise<InferenceSession> {
  return runtime.InferenceSession.create(path.join(folder, file), OPTIONS);
}
