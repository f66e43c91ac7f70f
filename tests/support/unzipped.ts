import { buffer } from 'node:stream/consumers';
import { fromBuffer } from 'yauzl';

/** Returns the entries of a ZIP file, read by an independent program. */
export async function unzipped(zip: Buffer): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  fromBuffer(zip, { lazyEntries: true }, (error, file) => {
    if (error || !file) return reject(error);
    file.on('error', reject);
    file.on('end', resolve);
    file.on('entry', entry => {
      file.openReadStream(entry, (failure, stream) => {
        if (failure || !stream) return reject(failure);
        buffer(stream).then(bytes => {
          entries.set(entry.fileName, bytes);
          file.readEntry();
        }, reject);
      });
    });
    file.readEntry();
  });
  await promise;
  return entries;
}
