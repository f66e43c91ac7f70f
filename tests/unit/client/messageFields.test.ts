import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { addReasonTexts } from '../../../client/core/errorMessage.ts';
import { MessageFields } from '../../../client/screens/console/messages/MessageFields.tsx';
import { placeholderEdit } from '../../../client/screens/console/messages/placeholderEdit.ts';
import { staffReasonTexts } from '../../../client/texts/staffErrors.ts';

addReasonTexts(staffReasonTexts);

const NAME = { kind: 'invitation', seat: 'candidate' } as const;

describe('the fields of a message', () => {
  const rendered = (subject: string, text: string) => {
    const form = { values: { subject, text }, change: () => {}, errorOf: () => undefined, blur: () => {} };
    return renderToStaticMarkup(createElement(MessageFields, { name: NAME, form }));
  };

  it('name every problem before anything is saved', () => {
    const html = rendered('Hello {whenn}', 'Dear {nickname},\n\n{link}');
    for (const placeholder of ['whenn', 'nickname'])
      expect(html).toContain(staffReasonTexts['message-unknown']({ placeholder }));
    expect(html).toContain(staffReasonTexts['message-missing']({ placeholder: 'details' }));
    expect(html).not.toContain(staffReasonTexts['message-missing']({ placeholder: 'link' }));
  });

  it('mark the required blocks', () => {
    const parts = rendered('Hello', '{details}\n\n{link}').split('<li>').slice(1);
    const isRequired = (name: string) =>
      parts.find(part => part.includes(`{${name}}`))?.includes('(required)');
    expect(['details', 'link', 'help', 'name'].map(isRequired)).toEqual([true, true, false, false]);
  });
});

describe('a placeholder', () => {
  /** Marks the selection with `[` and `]`. */
  const inserted = (marked: string, name: string, isBlock: boolean) => {
    const [from, to] = [marked.indexOf('['), marked.indexOf(']') - 1];
    const text = marked.replace(/[[\]]/g, '');
    const edit = placeholderEdit(text, { from, to }, name, isBlock);
    return text.slice(0, edit.from) + edit.insertion + text.slice(edit.to);
  };

  it('replaces the selection if it stands for a value', () => {
    expect(inserted('Hello [you], bye', 'name', false)).toBe('Hello {name}, bye');
  });

  it('gets a paragraph of its own if it is a block', () => {
    expect(inserted('[]', 'link', true)).toBe('{link}');
    expect(inserted('Hel[]lo', 'link', true)).toBe('Hello\n\n{link}');
    expect(inserted('Hel[]lo\n\nBye', 'link', true)).toBe('Hello\n\n{link}\n\nBye');
    expect(inserted('Hello\n\n[]\n\nBye', 'link', true)).toBe('Hello\n\n{link}\n\nBye');
    expect(inserted('Hello\n\n[]Bye', 'link', true)).toBe('Hello\n\n{link}\n\nBye');
    expect(inserted('Hello\n\nBye\n\n[]', 'link', true)).toBe('Hello\n\nBye\n\n{link}');
  });
});
