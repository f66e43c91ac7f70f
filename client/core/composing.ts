/** Whether a key belongs to an input method that composes a character. Safari says so by the key's code alone, once the character is done. */
export function isComposing({
  isComposing,
  keyCode,
}: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return isComposing || keyCode === 229;
}
