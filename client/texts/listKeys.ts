/** Texts about the keys of the console's lists. */
export const listKeyTexts = {
  title: 'Keyboard shortcuts',
  where: 'They work while the focus is in the list. J, K, ↓, and ? also work before you move into it.',
  help: [[['?'], 'Show these shortcuts']],
  letters: 'Use J, K, and ? outside of the list',
  lettersHint: 'Turn this off if you control the page by voice.',
} satisfies Record<string, string | [string[], string][]>;
