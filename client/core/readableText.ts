/** False for text with NUL characters, or with bytes that aren't UTF-8, such as an image that was read as text. */
export function isReadable(text: string): boolean {
  return !/[\0\uFFFD]/.test(text);
}
