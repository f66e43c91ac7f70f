import type { CodeLanguage } from '../../shared/kit/guide.ts';

/** Languages of code examples, as they are called within a sentence. */
export const codeLanguages: Record<CodeLanguage, string> = {
  text: 'plain text',
  sql: 'SQL',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  html: 'HTML',
  css: 'CSS',
  http: 'HTTP',
  python: 'Python',
  java: 'Java',
  bash: 'Bash',
};
