import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../shared/csv.ts';

const cellOf = (text: string) => parse(csvText([[text]]))[0]?.[0];

describe('a CSV cell that a spreadsheet would read as a formula', () => {
  it.each([
    '=1+1',
    '+1',
    '-1+cmd',
    '@SUM(A1)',
    '\t=1',
    '\tplain',
    '\r=1',
    '\rplain',
    ' =1',
    '   \u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\n=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM',
    ' ＝1',
    '﹦1',
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
    '"=1',
  ])('%j is prefixed with an apostrophe, and keeps its text', text => {
    const cell = cellOf(text);
    expect(cell).toMatch(/^\n?'/);
    expect(cell?.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
  });

  it.each(['all good;=1+1', 'first\n=1+1', 'first\r\n@x', 'a\t+1', 'a; "=1"'])(
    '%j is not prefixed after what other spreadsheets treat as the end of a cell',
    text => expect(cellOf(text)).not.toMatch(/[;\t\r\n]["\s]*[=+@-]/),
  );

  it.each([
    '4',
    'N',
    'Grace',
    "O'Brien",
    'a = b',
    'up-to-date',
    'mail@example.org',
    '12:41',
    'Größe, "quoted"\nsecond line',
  ])('%j is unchanged', text => expect(cellOf(text)).toBe(text));

  it('never remains, whatever the text', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'=+-@＝ \t\r\n;,"\'a\u200b') });
    fc.assert(
      fc.property(nasty, text => {
        expect(cellOf(text)).not.toMatch(/(?:^|[;\t\r\n])["\s\p{C}\p{Z}]*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});

describe('a CSV table', () => {
  it('can be parsed cell by cell', () => {
    const harmless = fc.string({ unit: fc.constantFrom(...'ab ,"ß中') });
    fc.assert(
      fc.property(fc.array(fc.array(harmless, { minLength: 1 }), { minLength: 1 }), rows => {
        expect(parse(csvText(rows))).toEqual(rows);
      }),
    );
  });

  it('starts with the UTF-8 byte order mark and ends each row as in RFC 4180', () => {
    expect(
      csvText([
        ['a', 'b'],
        ['c', ''],
      ]),
    ).toBe('\ufeff"a","b"\r\n"c",""\r\n');
  });
});

/** Parses RFC 4180 files whose cells are all quoted. */
function parse(text: string): string[][] {
  const rows = text.slice(1).match(/(?:"(?:[^"]|"")*",?)+\r\n/g) ?? [];
  return rows.map(row =>
    [...row.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  );
}
