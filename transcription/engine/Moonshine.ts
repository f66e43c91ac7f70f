import { primarySubtag, requireSegment } from '../segment.ts';
import {
  type Recognized,
  SAMPLE_RATE,
  type SpeechSegment,
  type TranscribeOptions,
  type Transcriber,
  TranscriptionError,
} from '../Transcriber.ts';
import { Decoder } from './Decoder.ts';
import { checkEngine, type EngineProblem } from './engineFiles.ts';
import { isInvented } from './invented.ts';
import { type InferenceSession, loadRuntime, type OnnxRuntime, openModel } from './onnxRuntime.ts';
import { loadTokens, type TokenTable } from './tokens.ts';

const LANGUAGES = ['en'];

const TOKENS_PER_SECOND_MAX = 6.5;
/** The encoder needs some sound. Shorter segments are followed by silence. */
const SAMPLES_MIN = SAMPLE_RATE / 4;

const PROBLEMS: Record<EngineProblem, string> = {
  'engine-missing': 'The speech engine is not installed.',
  'engine-damaged': 'The speech engine is damaged. It is fetched again at the next start.',
};

interface Parts {
  readonly runtime: OnnxRuntime;
  readonly encoder: InferenceSession;
  readonly decoder: InferenceSession;
  readonly table: TokenTable;
}

/** Moonshine tiny for English, in this process, on one thread. */
export class Moonshine implements Transcriber {
  readonly #parts: Parts;
  readonly #decoder: Decoder;
  readonly #closing = new AbortController();
  /** Settles after the latest call. */
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#decoder = new Decoder(parts.runtime, parts.decoder);
  }

  /** Checks and loads the engine in about a second. Rejects with `TranscriptionError`. */
  static async open(folder: string | undefined): Promise<Moonshine> {
    const problem = await checkEngine(folder);
    if (folder === undefined || problem) {
      const code = problem ?? 'engine-missing';
      throw new TranscriptionError(code, PROBLEMS[code]);
    }
    try {
      const runtime = loadRuntime(folder);
      const encoder = await openModel(runtime, folder, 'model/encoder_model.onnx');
      const decoder = await openModel(runtime, folder, 'model/decoder_model_merged.onnx');
      return new Moonshine({ runtime, encoder, decoder, table: await loadTokens() });
    } catch (error) {
      throw new TranscriptionError('engine-damaged', PROBLEMS['engine-damaged'], error);
    }
  }

  speaks(language: string): boolean {
    return LANGUAGES.includes(primarySubtag(language));
  }

  async transcribe(segment: SpeechSegment, options: TranscribeOptions = {}): Promise<Recognized> {
    requireSegment(segment, LANGUAGES);
    const signal = AbortSignal.any([this.#closing.signal, ...(options.signal ? [options.signal] : [])]);
    const run = this.#last.then(() => this.#recognize(segment.samples, options.prefix ?? [], signal));
    this.#last = run.catch(() => {});
    return run;
  }

  close(): Promise<void> {
    this.#closing.abort(new DOMException('The speech engine was closed.', 'AbortError'));
    this.#closed ??= this.#last.then(async () => {
      await this.#parts.encoder.release();
      await this.#parts.decoder.release();
    });
    return this.#closed;
  }

  async #recognize(
    samples: Float32Array,
    prefix: readonly number[],
    signal: AbortSignal,
  ): Promise<Recognized> {
    signal.throwIfAborted();
    if (samples.length === 0) return { text: '', understood: true, tokens: [], wordStarts: [] };
    const decoded = await this.#decoder.decode(await this.#encode(samples), {
      prefix,
      tokensMax: Math.ceil((samples.length / SAMPLE_RATE) * TOKENS_PER_SECOND_MAX),
      signal,
    });
    const { tokens } = decoded;
    const { table } = this.#parts;
    const text = table.toText(tokens);
    if (text !== '' && isInvented(decoded))
      return { text: '', understood: false, tokens: [], wordStarts: [] };
    return { text, understood: true, tokens, wordStarts: table.wordStarts(tokens) };
  }

  async #encode(samples: Float32Array) {
    const { runtime, encoder } = this.#parts;
    let input = samples;
    if (samples.length < SAMPLES_MIN) {
      input = new Float32Array(SAMPLES_MIN);
      input.set(samples);
    }
    const { last_hidden_state: encoded } = await encoder.run({
      input_values: new runtime.Tensor('float32', input, [1, input.length]),
    });
    if (!encoded) throw new Error('The encoder has no output named last_hidden_state.');
    return encoded;
  }
}
