/**
 * Returns the first half of a competency's description, which says what it covers. The second half, as in "Covers queries; does not
 * cover typing speed.", draws a line for raters.
 */
export function coveredBy(description: string): string {
  return description.replace(/;\s+(?:does not cover|not)\b[^;]*$/s, '.');
}
