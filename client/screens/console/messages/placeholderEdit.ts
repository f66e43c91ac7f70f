type Span = { from: number; to: number };

/**
 * Returns which part of a text to replace by a placeholder. A value replaces the selection. A block gets a paragraph of
 * its own, after the paragraph in which the selection ends.
 */
export function placeholderEdit(
  text: string,
  selection: Span,
  name: string,
  isBlock: boolean,
): Span & { insertion: string } {
  const placeholder = `{${name}}`;
  if (!isBlock) return { ...selection, insertion: placeholder };
  const before = text.slice(0, selection.to);
  const isInParagraph = !/(^|\n\s*\n)\s*$/.test(before);
  const rest = text.slice(selection.to);
  const end = selection.to + (isInParagraph ? (/\n\s*\n/.exec(rest)?.index ?? rest.length) : 0);
  const from = text.slice(0, end).trimEnd().length;
  const to = text.length - text.slice(end).trimStart().length;
  const start = from === 0 ? '' : '\n\n';
  return { from, to, insertion: `${start}${placeholder}${to === text.length ? '' : '\n\n'}` };
}
