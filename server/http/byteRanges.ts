/** First and last byte, both counted from 0 and both included. */
interface ByteRange {
  first: number;
  last: number;
}

/** Of any length: a number beyond all files is as good as their end. */
const ONE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * What of a file of `bytes` bytes a Range field asks for, by RFC 9110, section 14. `whole` also for what is no range: a field that cannot
 * be read, of another unit, or with several ranges, which no one has to answer in parts.
 */
export function rangeOf(field: string | undefined, bytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = ONE_RANGE.exec(field ?? '');
  if (!match) return 'whole';
  const [, from = '', to = ''] = match;
  if (from === '') return to === '' ? 'whole' : suffixOf(Number(to), bytes);
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'whole';
  if (first >= bytes) return 'unsatisfiable';
  return { first, last: to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1) };
}

function suffixOf(length: number, bytes: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || bytes === 0) return 'unsatisfiable';
  return { first: Math.max(0, bytes - length), last: bytes - 1 };
}
