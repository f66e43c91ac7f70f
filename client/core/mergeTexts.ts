/**
 * Merges a text that was changed in two places. `base` is what both began with. Where only one side has changed, that side
 * is the outcome; where both have, both are kept: own words first, then the other's, with `divider` between them. No
 * character that either side has is ever left out.
 */
export function mergeTexts(base: string, mine: string, theirs: string, divider: string): string {
  if (mine === base || theirs.includes(mine)) return theirs;
  if (theirs === base || mine.includes(theirs)) return mine;
  // Two devices that wrote on at the end of one text: what they began with is needed once.
  const added = mine.startsWith(base) && theirs.startsWith(base) ? theirs.slice(base.length) : theirs;
  return mine + divider + added;
}
