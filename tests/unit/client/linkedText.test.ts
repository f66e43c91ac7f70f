import { describe, expect, it } from 'vitest';
import { linkedParts } from '../../../client/core/linkedText.ts';

const linksIn = (message: string) =>
  linkedParts(message).flatMap(({ text, href }) => (href === undefined ? [] : [text]));

describe('addresses in messages', () => {
  it.each<[string, string[]]>([
    ['See https://example.org/task?id=1#top now', ['https://example.org/task?id=1#top']],
    ['HTTP://EXAMPLE.ORG', ['HTTP://EXAMPLE.ORG']],
    ['Two: https://a.example, https://b.example/x.', ['https://a.example', 'https://b.example/x']],
    ['Really? https://example.org/a!?', ['https://example.org/a']],
    ['(see https://example.org/a)', ['https://example.org/a']],
    ['https://example.org/wiki/Tea_(drink)', ['https://example.org/wiki/Tea_(drink)']],
    ['(https://example.org/wiki/Tea_(drink)).', ['https://example.org/wiki/Tea_(drink)']],
    ['Line one\nhttps://example.org\nline three', ['https://example.org']],
    ['https://пример.example/ä', ['https://пример.example/ä']],
  ])('in %j are %j', (message, links) => {
    expect(linksIn(message)).toEqual(links);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://https.example/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'ftp://example.org',
    'mailto:ada@example.org',
    'www.example.org and example.org/x',
    'https://',
    'https://.',
    'https://bank.example@evil.example/',
    'xhttps://example.org',
  ])('are not links in %j', message => {
    expect(linksIn(message)).toEqual([]);
    expect(linkedParts(message)).toEqual([{ start: 0, text: message }]);
  });

  it.each([
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'><img src=x onerror=alert(1)>",
    'https://example.org/<script>alert(1)</script>',
    '<a href="https://example.org/x">press</a>',
    `${'https://a'.repeat(2_000)} ${'('.repeat(2_000)}`,
  ])('end before markup, and no text is lost in %j', message => {
    const parts = linkedParts(message);
    expect(parts.map(({ text }) => text).join('')).toBe(message);
    for (const { href } of parts) if (href !== undefined) expect(href).toMatch(/^https?:\/\/[^"'<>`\s]+$/);
  });
});
