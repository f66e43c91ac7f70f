import type { InferenceSession, OnnxRuntime, Tensor, Tensors } from './onnxRuntime.ts';
import { END_TOKEN, START_TOKEN } from './tokens.ts';

const LAYERS = 6;
const CACHE_DIMS = [0, 8, 1, 36];
const CACHE_NAMES = Array.from({ length: LAYERS }, (_, layer) =>
  ['decoder', 'encoder'].flatMap(part => ['key', 'value'].map(kind => `${layer}.${part}.${kind}`)),
).flat();
/** The encoder's caches are those of the first step; the decoder's grow with each step. */
const GROWING_NAMES = CACHE_NAMES.filter(name => name.includes('.decoder.'));
const LATER_OUTPUTS = ['logits', ...GROWING_NAMES.map(name => `present.${name}`)];

/** Smaller logarithms of probabilities, relative to the best token's, change no sum. */
const NEGLIGIBLE = -16;

export interface Decoded {
  /** Tokens without start and end. */
  readonly tokens: readonly number[];
  /** Mean logarithm of the probabilities of the tokens and of the end. */
  readonly meanLogProbability: number;
  /** False if the text could have gone on, but no more tokens were allowed. */
  readonly isComplete: boolean;
}

export interface DecodeOptions {
  readonly prefix: readonly number[];
  readonly tokensMax: number;
  readonly signal: AbortSignal;
}

/** Moonshine's merged decoder, which chooses the most probable token in each step. */
export class Decoder {
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;

  constructor(runtime: OnnxRuntime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  /** Rejects with the signal's reason after the current step. */
  async decode(encoded: Tensor, { prefix, tokensMax, signal }: DecodeOptions): Promise<Decoded> {
    const tokens = prefix.slice(0, tokensMax);
    let caches = this.#emptyCaches();
    let step = [START_TOKEN, ...tokens];
    let logProbability = 0;
    let count = 0;
    let isComplete = false;
    for (let isFirst = true; ; isFirst = false) {
      signal.throwIfAborted();
      const outputs = await this.#run(encoded, step, caches, isFirst);
      const { logits } = outputs;
      if (!logits) throw new Error('The decoder has no output named logits.');
      if (isFirst) {
        for (const [at, token] of tokens.entries())
          logProbability += logProbabilityOf(rowOf(logits, at), token);
        count += tokens.length;
      }
      const row = rowOf(logits, step.length - 1);
      const best = bestOf(row);
      logProbability += logProbabilityOf(row, best);
      count += 1;
      isComplete = best === END_TOKEN;
      if (isComplete || tokens.length >= tokensMax) break;
      tokens.push(best);
      const next = nextCaches(caches, outputs, isFirst ? CACHE_NAMES : GROWING_NAMES);
      free([logits, ...(isFirst ? [] : GROWING_NAMES.map(name => caches[`past_key_values.${name}`]))]);
      caches = next;
      step = [best];
    }
    return { tokens, meanLogProbability: logProbability / count, isComplete };
  }

  #run(encoded: Tensor, step: readonly number[], caches: Tensors, isFirst: boolean): Promise<Tensors> {
    const { Tensor } = this.#runtime;
    const inputs = {
      input_ids: new Tensor('int64', BigInt64Array.from(step, BigInt), [1, step.length]),
      encoder_hidden_states: encoded,
      use_cache_branch: new Tensor('bool', [!isFirst], [1]),
      ...caches,
    };
    return isFirst ? this.#session.run(inputs) : this.#session.run(inputs, LATER_OUTPUTS);
  }

  #emptyCaches(): Tensors {
    const empty = new this.#runtime.Tensor('float32', new Float32Array(0), CACHE_DIMS);
    return Object.fromEntries(CACHE_NAMES.map(name => [`past_key_values.${name}`, empty]));
  }
}

function nextCaches(caches: Tensors, outputs: Tensors, names: readonly string[]): Tensors {
  const next = { ...caches };
  for (const name of names) {
    const output = outputs[`present.${name}`];
    if (output) next[`past_key_values.${name}`] = output;
  }
  return next;
}

/** Frees memory that the garbage collector doesn't know of, so that it would wait too long. */
function free(tensors: readonly (Tensor | undefined)[]): void {
  for (const tensor of tensors) tensor?.data.buffer.transfer(0);
}

/** Logits after the step's token at this position. */
function rowOf({ data, dims }: Tensor, at: number): Float32Array {
  const width = dims[2] ?? 0;
  return data.subarray(at * width, (at + 1) * width);
}

function bestOf(row: Float32Array): number {
  let best = 0;
  for (let token = 1; token < row.length; token += 1) {
    if ((row[token] ?? 0) > (row[best] ?? 0)) best = token;
  }
  return best;
}

function logProbabilityOf(row: Float32Array, token: number): number {
  const top = row[bestOf(row)] ?? 0;
  let sum = 0;
  for (let at = 0; at < row.length; at += 1) {
    const difference = (row[at] ?? 0) - top;
    if (difference > NEGLIGIBLE) sum += Math.exp(difference);
  }
  return (row[token] ?? 0) - top - Math.log(sum);
}
