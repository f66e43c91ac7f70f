import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../server/features/interviewImport/columns.ts';
import { CsvRefused, readCsv } from '../../../server/features/interviewImport/csvFile.ts';

const utf8 = (text: string) => Buffer.from(text);
const refusalOf = (bytes: Uint8Array) => {
  try {
    readCsv(bytes);
  } catch (error) {
    if (error instanceof CsvRefused) return error.refusal;
    throw error;
  }
  return undefined;
};

describe('a CSV file', () => {
  const expected = { header: ['Name', 'Ort'], rows: [[2, ['José Müller', 'Zürich']]] };

  it.each([
    ['UTF-8', 'UTF-8', utf8('Name,Ort\r\nJosé Müller,Zürich\r\n')],
    ['UTF-8 with a byte order mark', 'UTF-8', utf8('\uFEFFName,Ort\nJosé Müller,Zürich')],
    ['UTF-16', 'UTF-16', Buffer.from('\uFEFFName,Ort\r\nJosé Müller,Zürich', 'utf16le')],
    ['UTF-16 without a byte order mark', 'UTF-16', Buffer.from('Name,Ort\nJosé Müller,Zürich', 'utf16le')],
    [
      'UTF-16 in big-endian order',
      'UTF-16',
      Buffer.from('\uFEFFName,Ort\nJosé Müller,Zürich', 'utf16le').swap16(),
    ],
    ['Windows-1252', 'Windows-1252', Buffer.from('Name,Ort\r\nJosé Müller,Zürich', 'latin1')],
  ])('is read in %s', (_name, encoding, bytes) => {
    expect(readCsv(bytes)).toEqual({ ...expected, encoding, separator: ',' });
  });

  it.each([
    ['commas', ',', 'Name,Ort\nJosé Müller,Zürich'],
    ['semicolons', ';', 'Name;Ort\nJosé Müller;Zürich'],
    ['tabs', '\t', 'Name\tOrt\nJosé Müller\tZürich'],
    ['semicolons and a first line for Excel', ';', 'sep=;\r\nName;Ort\r\nJosé Müller;Zürich'],
    ['a comma in a quoted name of a column', ';', '"Name";"Ort"\n"José Müller";"Zürich"'],
  ])('is read with %s', (_name, separator, text) => {
    expect(readCsv(utf8(text))).toEqual({ ...expected, encoding: 'UTF-8', separator });
  });

  it('has quoted line breaks, quotes, and separators in cells, and the row numbers of a spreadsheet', () => {
    const text = 'Name;Note\r\n"Ada";"one\r\ntwo; ""three"""\r\n;\r\n\r\nGrace;5" screen\r\n';
    expect(readCsv(utf8(text)).rows).toEqual([
      [2, ['Ada', 'one\r\ntwo; "three"']],
      [5, ['Grace', '5" screen']],
    ]);
  });

  it.each([
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'import-not-text'],
    ['a PDF', utf8('%PDF-1.7\n1 0 obj'), 'import-not-text'],
    ['a workbook of Excel or LibreOffice', Buffer.from('504b030414000600', 'hex'), 'import-workbook'],
    ['a workbook of an old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import-workbook'],
    ['blank lines only', utf8('\r\n \r\n'), 'import-empty'],
    ['a header only', utf8('Name,Email\r\n,\r\n'), 'import-header-only'],
    ['a quote without its partner', utf8('Name\nAda\n"Grace\nAlan\n'), 'import-quote-open'],
  ])('is refused if it is or has %s', (_name, bytes, reason) => {
    expect(refusalOf(bytes)?.reason).toBe(reason);
  });

  it('is refused with too many rows or columns', () => {
    const rows = `Name,Email\n${'Ada,ada@example.org\n'.repeat(100_000)}`;
    expect(refusalOf(utf8(rows))).toEqual({
      reason: 'import-too-many-rows',
      values: { rows: 100_000, maximum: 10_000 },
    });
    expect(refusalOf(utf8(`${'a,'.repeat(150)}b\n1`))?.reason).toBe('import-too-many-columns');
  });
});

describe('columns', () => {
  const fieldsOf = (text: string) => columnsOf(readCsv(utf8(text))).map(({ field }) => field);

  it('are matched by name, in several languages, whatever the case and punctuation', () => {
    expect(fieldsOf('Full name,E-Mail Address,Date & Time,Job_Role,Salary\nAda,a@b.c,x,y,1')).toEqual([
      'name',
      'email',
      'date',
      'jobRole',
      undefined,
    ]);
    expect(fieldsOf('Vorname;Nachname;E-Mail;Datum;Uhrzeit;Dauer\nAda;L;a@b.c;x;y;1')).toEqual([
      ...['firstName', 'lastName', 'email', 'date', 'time', 'minutes'],
    ]);
  });

  it('are matched by their cells if the name says nothing', () => {
    expect(fieldsOf('Who,Contact,Slot\nAda,ada@example.org,2030-01-15 10:00')).toEqual([
      undefined,
      'email',
      'date',
    ]);
  });

  it('are not matched if two have the same name', () => {
    const columns = columnsOf(readCsv(utf8('Name,Email,email,\nAda,ada@example.org,a@example.org,x')));
    expect(columns.map(({ field }) => field)).toEqual(['name', undefined, undefined]);
  });

  it('have samples, and a letter if they have no name', () => {
    const columns = columnsOf(
      readCsv(utf8('Name,,Email\nAda,x,\nAda,,g@example.org\nBen,y,\nCleo,,\nDora,,')),
    );
    expect(columns).toMatchObject([
      { name: 'Name', samples: ['Ada', 'Ben', 'Cleo'] },
      { name: 'Column B', samples: ['x', 'y'] },
      { name: 'Email', samples: ['g@example.org'] },
    ]);
  });
});
