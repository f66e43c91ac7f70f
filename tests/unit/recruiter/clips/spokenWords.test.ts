import { describe, expect, it } from 'vitest';
import { BUILT_IN_KITS, readBuiltInKits } from '../../../../server/features/kit/builtInKits.ts';
import {
  isSayable,
  spokenWords,
} from '../../../../server/features/recruiter/clips/render/speech/spokenWords.ts';
import { interviewKitOf } from '../../../../shared/kit/kit.ts';
import { linesOf } from '../../../../shared/recruiter/lines.ts';

const SIGNS = { none: '', comma: ',', colon: ';', end: '.', question: '?', paragraph: '.' } as const;

/** Returns the text that the voice receives, with its marks. */
function heard(line: string): string {
  return spokenWords(line)
    .filter(({ spoken }) => spoken !== '')
    .map(({ spoken, mark }) => spoken + SIGNS[mark])
    .join(' ');
}

describe('written text is spoken as a person would read it', () => {
  it.each([
    ['It took 200 ms.', 'It took 200 milliseconds.'],
    ['200ms, 3.5GB; 50%!', '200 milliseconds, 3.5 gigabytes; 50 per cent.'],
    ['1 s or 1 min', '1 second or 1 minute.'],
    ['Since the 1990s, at 10:30 a.m. We met.', 'Since the 1990s, at 10:30 A M. We met.'],
    ['A list, e.g. this one, i.e. that.', 'A list, for example this one, that is that.'],
    ['Apples, pears etc. Then more.', 'Apples, pears et cetera. Then more.'],
    ['apples etc. are fine', 'apples et cetera are fine.'],
    ['Ms. Smith vs. Dr. Jones', 'miz Smith versus doctor Jones.'],
    ['Your API, URL and APIs', "Your A P I, U R L and A P I's."],
    ['A SELECT DISTINCT in SQL, over REST', 'A select distinct in S Q L, over rest.'],
    ['JSON and PostgreSQL', 'jason and post gress Q L.'],
    ['GET /bookings now', 'get slash bookings now.'],
    ['CI/CD and/or A/B', 'C I C D and or A B.'],
    ['see https://example.com/help', 'see example dot com slash help.'],
    ['write to jobs@example.com', 'write to jobs at example dot com.'],
    ['C++, C# and .NET; Node.js.', 'C plus plus, C sharp and dot net; Node dot js.'],
    ['customerID in user_name', 'customer I D in user name.'],
    ['N+1, Q&A, x = 2', 'N plus 1, Q and A, x equals 2.'],
    ['5–10 people, p95, #1', '5 to 10 people, p 95, number 1.'],
    ['$100k or €50', '100 thousand dollars or 50 euros.'],
    ['Müller’s café, straße', "Muller's cafe, strasse."],
    ['You can read what was read.', 'You can reed what was red.'],
    ['WELCOME TO IT', 'welcome to it.'],
  ])('%s', (written, spoken) => expect(heard(written)).toBe(spoken));
});

describe('breaths are taken', () => {
  it.each([
    ['at dashes of any kind', 'This — or that – or this - that', 'This; or that; or this; that.'],
    ['at a dash without spaces', 'this—that', 'this, that.'],
    ['around parentheses', 'One (two) three', 'One, two, three.'],
    ['where a sentence trails off and continues', 'Well… yes', 'Well; yes.'],
    ['not at quotation marks', 'Press “I’m finished” or "Skip".', "Press I'm finished or Skip."],
    ['not at markup or emoji', '**Hello** 😀 `there`', 'Hello there.'],
  ])('%s', (_, written, spoken) => expect(heard(written)).toBe(spoken));
});

it('distinguishes the end of a question and of a paragraph from the end of a sentence', () => {
  const marks = spokenWords('"Really?" Yes.\n\nMore\nof it.').map(({ mark }) => mark);
  expect(marks).toEqual(['question', 'paragraph', 'none', 'none', 'paragraph']);
});

it.each(['', '   ', '...', '— ?!', '“”', '😀', '日本語'])('has nothing to say for %j', line => {
  expect(isSayable(spokenWords(line))).toBe(false);
});

it('says something for a single letter or digit', () => {
  expect(isSayable(spokenWords('7'))).toBe(true);
  expect(isSayable(spokenWords('ß'))).toBe(true);
});

it('passes only plain words to the voice for all lines of all built-in kits, and loses none', async () => {
  for (const { kit } of await readBuiltInKits(BUILT_IN_KITS)) {
    for (const { text } of linesOf(interviewKitOf(kit))) {
      const words = spokenWords(text);
      expect(words.map(({ written }) => written).join(' ')).toBe(text.split(/\s+/).join(' '));
      for (const { written, spoken } of words) {
        expect(spoken, written).toMatch(/^[A-Za-z0-9'.,: ]*$/);
        if (/[a-z0-9]/i.test(written)) expect(spoken, written).not.toBe('');
      }
    }
  }
});
