import { describe, expect, it } from 'vitest';
import { practicePage } from '../../../client/texts/practicePage.ts';
import { writeLetter } from '../../../server/features/mail/letter.ts';
import { hasSecrets, isWhole, withoutSecrets } from '../../../server/features/mail/linkSecrets.ts';
import { MailServer } from '../../../server/features/mail/MailServer.ts';
import { letterOf } from '../../../server/texts/emails.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';
import { Mailbox } from '../../support/mailbox.ts';

const LINK = 'https://interviews.example.com/practice#0123456789abcdefghijkl';

function written(content: Record<string, unknown>) {
  const letter = letterOf('practice-link', content);
  if (!letter) throw new Error('There is no letter.');
  return writeLetter(letter, NO_ORGANIZATION);
}

describe('the email with the link to a practice page', () => {
  it('has the role, and the link in both parts, with how and when the page is deleted', () => {
    const deletedAt = new Date(2027, 4, 29, 12).getTime();
    const { subject, text, html } = written({ url: LINK, role: 'Backend Developer', deletedAt });
    expect(subject).toBe('Backend Developer: your practice page');
    expect(written({ url: LINK }).subject).toBe('Your practice page');
    expect(written({ url: LINK }).text).not.toContain('deleted on');
    for (const part of [text, html]) {
      expect(part).toContain(LINK);
      expect(part).toContain('Backend Developer');
      expect(part).toMatch(/the only key to your page/);
      expect(part).toContain('it’s deleted on May 29, 2027.');
      expect(part).toContain(`choose “${practicePage.manage.delete}”`);
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

describe('the sender of an email', () => {
  const letter = { subject: 'Hello', parts: ['A line.'] };

  it('is the organization: its name above, its name and contact below, without a picture', () => {
    const { text, html } = writeLetter(letter, {
      name: 'Ampère & Söhne',
      email: 'jobs@example.org',
      phone: '+49 30 123',
      website: 'https://example.org',
    });
    expect(text).toMatch(/-- \nAmpère & Söhne\njobs@example\.org\n\+49 30 123\nhttps:\/\/example\.org\n$/);
    expect(html).toContain('>Ampère &#38; Söhne</td>');
    for (const address of ['mailto:jobs@example.org', 'tel:+4930123', 'https://example.org'])
      expect(html).toContain(`href="${address}"`);
    expect(html).not.toMatch(/Vivavoce|<img/);
  });

  it('has its logo, which is in the message and not loaded, and the name next to a small logo', async () => {
    const png = Buffer.from('a picture');
    const sender = {
      ...NO_ORGANIZATION,
      name: 'Ampère',
      logoFile: { src: '', width: 400, height: 100, png },
    };
    const { html, logo, text } = writeLetter(letter, sender);
    expect(html).toContain('<img src="cid:logo" width="160" height="40" alt="Ampère"');
    expect(html).not.toContain('Ampère</td>');
    const small = { ...sender, logoFile: { ...sender.logoFile, width: 30, height: 30 } };
    expect(writeLetter(letter, small).html).toMatch(/width="30" height="30".*Ampère<\/td>/);
    await using box = await Mailbox.start();
    const server = new MailServer({ smtpUrl: box.url, from: { address: 'jobs@example.org' } });
    const mail = { mailId: 'm', to: 'ada@example.org', senderName: 'Ampère', subject: 'Hello', text, html };
    await server.deliver({ ...mail, ...(logo && { logo }) }, new AbortController().signal);
    const { raw } = await box.message();
    expect(raw).toContain('Content-ID: <logo>');
    expect(raw).toContain(png.toString('base64'));
  });

  it('is the product while no organization is known', () => {
    const { text, html } = writeLetter(letter, NO_ORGANIZATION);
    expect(text).toMatch(/-- \nVivavoce\n$/);
    expect(html).toContain('>Vivavoce</td>');
  });
});

describe('an email to staff', () => {
  it.each([
    ['assigned', { by: 'Olga', role: 'Data Analyst' }],
    ['publish-asked', { by: 'Rita', role: 'Data Analyst' }],
    [
      'digest',
      {
        unsubscribe: 'https://x.example/u#y',
        held: [],
        waiting: 1,
        more: false,
        fresh: 0,
        overdue: 0,
        next: [],
      },
    ],
    [
      'late-promises',
      { reports: [{ role: 'Data Analyst', promisedAt: 1, overdue: true, missing: 'report' }], more: 0 },
    ],
  ])('says where to sign in: %s', (kind, content) => {
    const found = letterOf(kind, { ...content, url: 'https://interviews.example.com/console/evaluations' });
    expect(writeLetter(found ?? { subject: '', parts: [] }, NO_ORGANIZATION).text).toContain(
      'Sign in at https://interviews.example.com/login with the address that this message was sent to.',
    );
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
    const { subject } = writeLetter(
      { subject: 'Hello\r\nBcc: eve@example.org\u2028x\0y', parts: [] },
      NO_ORGANIZATION,
    );
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
