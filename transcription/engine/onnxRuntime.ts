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

/** A second thread costs 1.8 times the processor time for little. */
const ONE_THREAD = { intraOpNumThreads: 1, interOpNumThreads: 1 };

/**
 * These options keep the process within 350 MB: no copies of the weights in another layout, no memory kept for each
 * length of a segment, and the decoder's table of tokens converted once rather than in each step, which also saves time.
 */
const OPTIONS: Readonly<Record<ModelFile, SessionOptions>> = {
  'model/encoder_model.onnx': {
    ...ONE_THREAD,
    enableMemPattern: false,
    enableCpuMemArena: false,
    extra: { session: { disable_prepacking: '1' } },
  },
  'model/decoder_model_merged.onnx': {
    ...ONE_THREAD,
    enableMemPattern: false,
    enableCpuMemArena: true,
    extra: {
      session: {
        disable_prepacking: '1',
        disable_quant_qdq: '1',
        use_device_allocator_for_initializers: '1',
      },
    },
  },
};

/** Loads the runtime from the engine's folder. It is not among our dependencies, see decision 133. */
export function loadRuntime(folder: string): OnnxRuntime {
  return createRequire(path.join(path.resolve(folder), 'engine.cjs'))('onnxruntime-node');
}

export function openModel(runtime: OnnxRuntime, folder: string, file: ModelFile): Promise<InferenceSession> {
  return runtime.InferenceSession.create(path.join(folder, file), OPTIONS[file]);
}
