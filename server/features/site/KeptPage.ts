import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);

export type PageEncoding = 'br' | 'gzip' | 'identity';

/** A text that is sent again and again, compressed once for each encoding that is asked for. */
export class KeptPage {
  readonly #plain: Buffer;
  readonly #digest: string;
  readonly #encoded = new Map<PageEncoding, Promise<Buffer>>();

  constructor(text: string) {
    this.#plain = Buffer.from(text);
    this.#digest = createHash('sha256').update(this.#plain).digest('base64url').slice(0, 22);
  }

  /** Strong: another one for each encoding, because the bytes differ. */
  etag(encoding: PageEncoding): string {
    return encoding === 'identity' ? `"${this.#digest}"` : `"${this.#digest}-${encoding}"`;
  }

  content(encoding: PageEncoding): Promise<Buffer> {
    const known = this.#encoded.get(encoding) ?? this.#encode(encoding);
    this.#encoded.set(encoding, known);
    return known;
  }

  get bytes(): number {
    return this.#plain.length;
  }

  async #encode(encoding: PageEncoding): Promise<Buffer> {
    if (encoding === 'identity') return this.#plain;
    if (encoding === 'gzip') return compressWithGzip(this.#plain, { level: 9 });
    return compressWithBrotli(this.#plain, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: this.#plain.length,
      },
    });
  }
}
