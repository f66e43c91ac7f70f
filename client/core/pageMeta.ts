import type { z } from 'zod';

/** Returns the JSON that the server wrote into the page, or undefined if it's absent or from another version. */
export function pageMeta<S extends z.ZodType>(name: string, schema: S): z.infer<S> | undefined {
  const text = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
