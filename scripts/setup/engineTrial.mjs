// Started by engineCheck.mjs with the engine's folder. Exits with 0 if the encoder takes a second
// of silence and the decoder can be opened.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = process.argv[2];
const { InferenceSession, Tensor } = createRequire(join(folder, 'engine.cjs'))('onnxruntime-node');

const encoder = await InferenceSession.create(join(folder, 'model', 'encoder_model.onnx'));
await InferenceSession.create(join(folder, 'model', 'decoder_model_merged.onnx'));
const second = new Tensor('float32', new Float32Array(16_000), [1, 16_000]);
const { last_hidden_state: encoded } = await encoder.run({ input_values: second });
assert.equal(encoded.dims[2], 288);
