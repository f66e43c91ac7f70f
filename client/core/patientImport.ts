/** Delays before each new attempt, in milliseconds. */
const AGAIN_AFTER_MS = [300, 1_200, 3_000];
const files = new Map<string, Promise<unknown>>();

/** Replaces `import()` in the build. First fetches the files with retries, which `import()` doesn't have. */
export async function patientImport<M>(importModule: () => Promise<M>, paths: string[] = []): Promise<M> {
  await Promise.all(paths.map(path => fetched(`/${path}`)));
  return importModule();
}

function fetched(url: string): Promise<unknown> {
  const known = files.get(url);
  if (known) return known;
  const file = url.endsWith('.css') ? styled(url) : cached(url);
  files.set(url, file);
  file.catch(() => files.delete(url));
  return file;
}

async function cached(url: string): Promise<void> {
  for (const wait of AGAIN_AFTER_MS) {
    try {
      return await read(url);
    } catch {
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
  await read(url);
}

async function read(url: string): Promise<void> {
  const response = await fetch(url);
  await response.blob();
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
}

function styled(url: string): Promise<unknown> {
  if (document.querySelector(`link[href="${url}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url });
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error(`Couldn't load ${url}.`));
    });
    document.head.append(link);
  });
}
