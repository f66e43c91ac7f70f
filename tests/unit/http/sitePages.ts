import type { TestServer } from './testServer.ts';
import type { Answer } from './visitor.ts';

export const HTML = { accept: 'text/html' };

/** Requests a page of the public site as a stranger's browser does. */
export function get(server: TestServer, address: string, headers: HeadersInit = {}): Promise<Answer> {
  return server.visitor().fetch(address, { headers: { ...HTML, ...headers }, redirect: 'manual' });
}

export async function htmlOf(server: TestServer, address: string): Promise<string> {
  return String((await get(server, address)).body.text);
}

/** The decoded text, so that quotes and angle brackets compare. */
export function decodedText(html: string): string {
  return html
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** Number of words of a page, except in its header, footer, and covers of roles. */
export function wordCount(html: string): number {
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? '';
  const text = main
    .replace(/<(script|noscript|article|svg)\b.*?<\/\1>/gs, ' ')
    .replace(/<p [^>]*hidden="".*?<\/p>/gs, ' ')
    .replace(/<[^>]+>/g, ' ');
  return decodedText(text).match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
}
