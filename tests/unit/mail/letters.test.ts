import { describe, expect, it } from 'vitest';
import { writeLetter } from '../../../server/features/mail/letter.ts';
import { hasSecrets, isWhole, withoutSecrets } from '../../../server/features/mail/linkSecrets.ts';
import { letterOf } from '../../../server/texts/emails.ts';

const LINK = 'https://interviews.example.com/practice#0123456789abcdefghijkl';

function written(content: Record<string, unknown>) {
  const letter = letterOf('practice-link', content);
  if (!letter) throw new Error('There is no letter.');
  return writeLetter(letter);
}

describe('the email with the link to a practice page', () => {
  it('has the link in both parts, which state that it is the only key and how to delete the page', () => {
    const { subject, text, html } = written({ url: LINK, role: 'Backend Developer' });
    expect(subject).toBe('Your practice page');
    for (const part of [text, html]) {
      expect(part).toContain(LINK);
      expect(part).toContain('Backend Developer');
      expect(part).toMatch(/the only key to your page/);
      expect(part).toMatch(/To delete one attempt or the whole page/);
    }
    expect(text).not.toMatch(/[<>]/);
    expect(html).toContain(`<a class="accent" href="${LINK}"`);
  });

  it('loads no remote content, and has colors for dark mode', () => {
    const { html } = written({ url: LINK });
    expect(html).not.toMatch(/<img|<link|<script|@import|@font-face|url\(|src=/i);
    expect(html.match(/https?:\/\/[^"<\s]+/g)).toEqual([LINK, LINK]);
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html).toContain('name="color-scheme" content="light dark"');
  });

  it('is not created when required data is missing', () => {
    expect(letterOf('practice-link', {})).toBeUndefined();
    expect(letterOf('practice-link', { url: 'practice' })).toBeUndefined();
    expect(letterOf('unknown', { url: LINK })).toBeUndefined();
    expect(letterOf('constructor', { url: LINK })).toBeUndefined();
  });
});

describe('user text in an email', () => {
  it('is escaped in HTML, whatever it looks like', () => {
    const role = `<img src=x onerror="alert('1')"> & Sons`;
    const { html, text } = written({ url: LINK, role });
    expect(html).not.toContain('<img');
    expect(html).toContain('&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; Sons');
    expect(text).toContain(role);
  });

  it("can't start a line of its own", () => {
    const { subject } = writeLetter({ subject: 'Hello\r\nBcc: eve@example.org\u2028x\0y', parts: [] });
    expect(subject).toBe('Hello Bcc: eve@example.org x y');
    const { text } = written({ url: LINK, role: 'Developer\r\n-- \r\nYour bank' });
    expect(text.match(/^-- $/gm)).toHaveLength(1);
  });
});

describe('the secret of a link', () => {
  it('is the part after #, and is hidden in the console', () => {
    const content = { url: LINK, role: 'C# Developer' };
    const shown = withoutSecrets(content);
    expect(shown).toEqual({
      url: 'https://interviews.example.com/practice#…',
      role: 'C# Developer',
    });
    expect([hasSecrets(content), hasSecrets(shown)]).toEqual([true, false]);
    expect([isWhole(content), isWhole(shown)]).toEqual([true, false]);
    const { html, text } = written(shown);
    for (const part of [html, text]) expect(part).toContain('https://interviews.example.com/practice#…');
  });

  it('is absent when there is none', () => {
    const content = { url: 'https://interviews.example.com/roles' };
    expect([hasSecrets(content), isWhole(content)]).toEqual([false, true]);
    expect(withoutSecrets(content)).toEqual(content);
  });
});
