import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

export interface RangeAnswer {
  status: 200 | 206 | 416;
  headers: Record<string, string>;
  body: Readable | undefined;
}

/** Returns the whole file, or the part that a `Range` header requests. */
export async function rangeOf(
  file: string | Buffer,
  contentType: string,
  range?: string,
): Promise<RangeAnswer> {
  const size = typeof file === 'string' ? (await stat(file)).size : file.length;
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  const from = asked ? Number(asked[1]) : 0;
  const to = Math.min(size - 1, asked?.[2] ? Number(asked[2]) : size - 1);
  const headers = { 'accept-ranges': 'bytes', 'cache-control': 'no-store', 'content-type': contentType };
  if (from >= size)
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: undefined };
  const body =
    typeof file === 'string'
      ? createReadStream(file, { start: from, end: to })
      : Readable.from([file.subarray(from, to + 1)]);
  return {
    status: asked ? 206 : 200,
    headers: {
      ...headers,
      'content-length': `${to - from + 1}`,
      ...(asked && { 'content-range': `bytes ${from}-${to}/${size}` }),
    },
    body,
  };
}
