import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler } from 'express';

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);

type Encoding = 'br' | 'gzip';

/** A plain name directly in the folder: nothing that could lead out of it. */
const FILE_NAME = /^\/([\w-][\w.-]*\.(?:js|css|svg|json|wasm))$/;

/**
 * Texts among the hashed files, compressed once and kept: their content never changes under one name, and on a slow
 * network they are what a person waits for. Everything else is left to the next handler.
 */
export function compressedAssets(folder: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer | undefined>>();
  return async (request, response, next) => {
    const name = FILE_NAME.exec(request.path)?.[1];
    const encoding = acceptedEncoding(request);
    if (!name || !encoding || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next();
      return;
    }
    const key = `${encoding} ${name}`;
    const pending = kept.get(key) ?? compress(path.join(folder, name), encoding);
    kept.set(key, pending);
    const content = await pending;
    if (!content) {
      // Names that do not exist must not fill the memory.
      kept.delete(key);
      next();
      return;
    }
    response
      .type(path.extname(name))
      .set({
        'Content-Encoding': encoding,
        Vary: 'Accept-Encoding',
        'Cache-Control': 'public, max-age=31536000, immutable',
      })
      .send(content);
  };
}

export function acceptedEncoding(request: Request): Encoding | undefined {
  const accepted = request.acceptsEncodings('br', 'gzip', 'identity');
  return accepted === 'br' || accepted === 'gzip' ? accepted : undefined;
}

/** Undefined when there is no such file. */
async function compress(file: string, encoding: Encoding): Promise<Buffer | undefined> {
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch {
    return undefined;
  }
  if (encoding === 'gzip') return compressWithGzip(content, { level: 9 });
  return compressWithBrotli(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
}
