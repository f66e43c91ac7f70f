import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

export class CompressedText {
  readonly #plain: Buffer;
  readonly #digest: string;
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(text: string | Buffer) {
    this.#plain = Buffer.from(text);
    this.#digest = createHash('sha256').update(this.#plain).digest('base64url').slice(0, 22);
  }

  /** Returns a strong ETag. It differs per encoding, because the bytes differ. */
  etag(encoding: Encoding): string {
    return encoding === 'identity' ? `"${this.#digest}"` : `"${this.#digest}-${encoding}"`;
  }

  content(encoding: Encoding): Promise<Buffer> {
    const known = this.#encoded.get(encoding) ?? this.#encode(encoding);
    this.#encoded.set(encoding, known);
    return known;
  }

  get bytes(): number {
    return this.#plain.length;
  }

  async #encode(encoding: Encoding): Promise<Buffer> {
    if (encoding === 'identity') return this.#plain;
    if (encoding === 'gzip') return compressWithGzip(this.#plain, { level: 9 });
    return compressWithBrotli(this.#plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: this.#plain.length },
    });
  }
}
