/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/** What a spreadsheet takes for the beginning of a formula, also behind blanks or quotes and in the widths of East Asia. */
const FORMULA_START = /^(?=["\s\p{C}\p{Z}]*[=+\-@＝＋－＠﹦﹢﹣﹫])|^(?=[\t\r])/u;
/**
 * The same behind what some programs take for the end of a cell or row, in spite of the quotes: where a spreadsheet's list
 * separator is the semicolon, it does not see that the cell of a comma-separated file is quoted.
 */
const INNER_FORMULA_START = /(?=[=+\-@＝＋－＠﹦﹢﹣﹫])(?<=[;\t\r\n]["\s\p{C}\p{Z}]*)/gu;

/**
 * A table as RFC 4180 has it, every cell in quotes. No cell can begin a formula: an apostrophe stands before it, which
 * spreadsheets take for "this is text".
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map(row => row.map(cell).join(',') + LINE_END).join('');
}

function cell(text: string): string {
  const harmless = text.replace(INNER_FORMULA_START, "'").replace(FORMULA_START, "'");
  return `"${harmless.replaceAll('"', '""')}"`;
}
