/** Merges two edits of `base` without losing text. If both sides changed, `divider` separates them. */
export function mergeTexts(base: string, mine: string, theirs: string, divider: string): string {
  if (mine === base || theirs.includes(mine)) return theirs;
  if (theirs === base || mine.includes(theirs)) return mine;
  // Text appended to the same base: the base is needed only once.
  const added = mine.startsWith(base) && theirs.startsWith(base) ? theirs.slice(base.length) : theirs;
  return mine + divider + added;
}
