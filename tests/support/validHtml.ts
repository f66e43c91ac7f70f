import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/** Everything that the HTML standard, the accessibility rules and the document rules of html-validate ask for; no rule is switched off. */
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: [
      'html-validate:standard',
      'html-validate:recommended',
      'html-validate:document',
      'html-validate:a11y',
    ],
    rules: {
      // How React writes what HTML leaves open: `<meta/>`, `hidden=""`, `charSet`.
      'void-style': ['error', { style: 'selfclose' }],
      'attribute-boolean-style': ['error', { style: 'empty' }],
      'attribute-empty-style': ['error', { style: 'empty' }],
      'attr-case': ['error', { style: ['lowercase', 'camelcase'] }],
      // Of other sites; our own files come from where the page comes from.
      'require-sri': ['error', { target: 'crossorigin' }],
    },
  }),
);

/** What is wrong with a document, each with its rule and place. */
export async function htmlProblems(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  );
}
