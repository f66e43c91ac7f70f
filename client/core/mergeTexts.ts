/**
 * Merges two edits of `base`. If only one side changed, it wins; otherwise both are kept, own text first, separated by `divider`. No text
 * is lost.
 */
export function mergeTexts(base: string, mine: string, theirs: string, divider: string): string {
  if (mine === base || theirs.includes(mine)) return theirs;
  if (theirs === base || mine.includes(theirs)) return mine;
  // Both appended to the same base, which is needed only once.
  const added = mine.startsWith(base) && theirs.startsWith(base) ? theirs.slice(base.length) : theirs;
  return mine + divider + added;
}
