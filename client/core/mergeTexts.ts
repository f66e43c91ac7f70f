/** Merges two edits of `base` without losing text. If both sides changed, `divider` separates them. */
export function mergeTexts(base: string, mine: string, theirs: string, divider: string): string {
  if (mine === base || theirs.includes(mine)) return theirs;
  if (theirs === base || mine.includes(theirs)) return mine;
  // If both sides appended text to the base, keeps the base only once.
  const added = mine.startsWith(base) && theirs.startsWith(base) ? theirs.slice(base.length) : theirs;
  return mine + divider + added;
}
