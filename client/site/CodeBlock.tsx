import type { Element, ElementContent, RootContent } from 'hast';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import http from 'highlight.js/lib/languages/http';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import html from 'highlight.js/lib/languages/xml';
import { createLowlight } from 'lowlight';
import { createElement, type ReactNode } from 'react';
import type { CodeExample, CodeLanguage } from '../../shared/kit/guide.ts';
import { site as texts } from '../texts/site.ts';

/** JSON stands within HTTP messages. */
const lowlight = createLowlight({ bash, css, http, java, javascript, json, python, sql, typescript, html });

/** An example with its words told apart by class names; colors are the style sheet's. */
export function CodeBlock({ language, code }: CodeExample) {
  const { rolePage, languages } = texts;
  const label = language === 'text' ? rolePage.codePlain : rolePage.code(languages[language]);
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="text-sm text-muted">{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre className="code overflow-x-auto rounded-card bg-sunken p-4 text-sm leading-6" tabIndex={0}>
        <code className="font-mono" translate="no">
          {highlighted(language, code.trimEnd())}
        </code>
      </pre>
    </figure>
  );
}

function highlighted(language: CodeLanguage, code: string): ReactNode {
  if (language === 'text') return code;
  return nodesOf(lowlight.highlight(language, code).children);
}

function nodesOf(nodes: readonly (RootContent | ElementContent)[]): ReactNode[] {
  return nodes.map((node, index) => {
    if (node.type === 'text') return node.value;
    return node.type === 'element' ? elementOf(node, index) : null;
  });
}

/** Its kind of word, such as `hljs-keyword`, is all that is kept of it. */
function elementOf({ properties, children }: Element, key: number): ReactNode {
  const { className } = properties;
  const classes = Array.isArray(className) ? className.join(' ') : '';
  return createElement('span', { key, className: classes }, ...nodesOf(children));
}
