import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/** The recommended rules of html-validate for HTML, accessibility, and documents; none is switched off. */
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
      // React's style where HTML allows several: `<meta/>`, `hidden=""`, `charSet`.
      'void-style': ['error', { style: 'selfclose' }],
      'attribute-boolean-style': ['error', { style: 'empty' }],
      'attribute-empty-style': ['error', { style: 'empty' }],
      'attr-case': ['error', { style: ['lowercase', 'camelcase'] }],
      // For other origins only.
      'require-sri': ['error', { target: 'crossorigin' }],
    },
  }),
);

/** Returns the problems of a document, with rule and position. */
export async function htmlProblems(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  );
}
