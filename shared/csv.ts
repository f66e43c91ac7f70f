/** Byte order mark at the start of the file. Makes spreadsheets read the text as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/** Characters that start a formula in spreadsheets, even after blanks or quotes, or in full width. */
const FORMULA_START = /^(?=["\s\p{C}\p{Z}]*[=+\-@＝＋－＠﹦﹢﹣﹫])|^(?=[\t\r])/u;
/** Matches formula starts after a semicolon or line break. Some spreadsheets start a new cell there. */
const INNER_FORMULA_START = /(?=[=+\-@＝＋－＠﹦﹢﹣﹫])(?<=[;\t\r\n]["\s\p{C}\p{Z}]*)/gu;

/** Returns CSV (RFC 4180). Inserts an apostrophe, which means text, so that no cell can start a formula. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map(row => csvLine(row)).join('');
}

/** Returns one line of `csvText`, with its line end. */
export function csvLine(row: readonly string[], separator = ','): string {
  return row.map(cell).join(separator) + LINE_END;
}

function cell(text: string): string {
  const harmless = text.replace(INNER_FORMULA_START, "'").replace(FORMULA_START, "'");
  return `"${harmless.replaceAll('"', '""')}"`;
}

const GUARD =
  /^'(?=["\s\p{C}\p{Z}]*[=+\-@＝＋－＠﹦﹢﹣﹫])|'(?=[=+\-@＝＋－＠﹦﹢﹣﹫])(?<=[;\t\r\n]["\s\p{C}\p{Z}]*')/gu;

/** Removes the apostrophes that `csvText` inserted, so that a file can be downloaded, corrected, and read again. */
export function unguarded(text: string): string {
  return text.includes("'") ? text.replace(GUARD, '') : text;
}
