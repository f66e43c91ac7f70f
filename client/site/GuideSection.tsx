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
import { ChevronDown, Ear, Link2, TriangleAlert } from 'lucide-react';
import { createElement, type ReactNode } from 'react';
import type { CodeExample, CodeLanguage } from '../../shared/kit/kit.ts';
import type { RolePage, ShownQuestion, SiteRole } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { CONTROL_STYLE } from '../components/ui/Field.tsx';
import { site as texts } from '../texts/site.ts';
import { type Practice, PracticeLink } from './PracticeLink.tsx';
import { Paragraphs } from './RoleSections.tsx';

/** Shows the guide's questions as an accordion that works without scripts. */
export function GuideSection({ page, practice }: { page: RolePage; practice: Practice }) {
  const { guide, role } = page;
  const { questions } = guide;
  const { sections, guideAdvice, filters } = texts.rolePage;
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="guide" data-island="guide" className="flex flex-col gap-5 print:block">
      <div className="flex flex-col gap-1.5">
        <h2 id="guide" className="scroll-mt-6 text-2xl font-semibold">
          {sections.guide(questions.length)}
        </h2>
        <p className="text-muted">{guideAdvice}</p>
      </div>
      <Filters page={page} />
      {!page.preview && (
        <a
          href={`/roles/${role.slug}?print`}
          className={buttonStyle('secondary', 'sm', 'without-scripts self-start print:hidden')}
        >
          {filters.printVersion}
        </a>
      )}
      <div className="border-b border-line">
        {questions.map((question, index) => (
          <GuideItem
            key={question.id}
            question={question}
            number={index + 1}
            role={role}
            practice={practice}
            open={page.open}
          />
        ))}
      </div>
    </section>
  );
}

function Filters({ page: { guide, role } }: { page: RolePage }) {
  const { questions } = guide;
  const { filters, difficulties } = texts.rolePage;
  const topics = [...new Set(questions.map(({ topic }) => topic).filter(Boolean))];
  const levels = Object.entries(difficulties).filter(([level]) =>
    questions.some(({ difficulty }) => difficulty === level),
  );
  return (
    <fieldset className="with-scripts flex flex-wrap items-center gap-2 text-sm print:hidden">
      <legend className="sr-only">{filters.label}</legend>
      {topics.length > 1 && (
        <Filter
          name="topic"
          label={filters.topic}
          all={filters.allTopics}
          options={topics.map(topic => [topic, topic])}
          lang={role.locale}
        />
      )}
      {levels.length > 1 && (
        <Filter name="difficulty" label={filters.difficulty} all={filters.allLevels} options={levels} />
      )}
      <span
        className="text-muted"
        role="status"
        data-shown={filters.shown(-1, questions.length).replace('-1', '#')}
      />
      <button type="button" data-reset="" hidden={true} className={buttonStyle('quiet', 'sm')}>
        {filters.reset}
      </button>
      <span className="ml-auto flex gap-1 max-sm:w-full max-sm:justify-between">
        <button
          type="button"
          data-open-all={filters.openAll}
          data-close-all={filters.closeAll}
          className={buttonStyle('quiet', 'sm', 'w-22 max-sm:-ml-3 max-sm:justify-start')}
        >
          {filters.openAll}
        </button>
        <button type="button" data-print="" className={buttonStyle('quiet', 'sm')}>
          {filters.print}
        </button>
      </span>
    </fieldset>
  );
}

interface FilterProps {
  name: string;
  label: string;
  /** Choice of everything. */
  all: string;
  options: readonly (readonly [value: string, name: string])[];
  lang?: string;
}

/** A script adds the number of questions to each choice. */
function Filter({ name, label, all, options, lang }: FilterProps) {
  return (
    <span className="relative max-sm:grow max-sm:basis-36">
      <select
        data-filter={name}
        aria-label={label}
        className={`${CONTROL_STYLE} h-10 appearance-none truncate pr-9 max-sm:text-base`}
      >
        <option value="">{all}</option>
        {options.map(([value, option]) => (
          <option key={value} value={value} lang={lang} className="bg-raised text-ink">
            {option}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted" />
    </span>
  );
}

interface GuideItemProps {
  question: ShownQuestion;
  number: number;
  role: SiteRole;
  practice: Practice;
  open: boolean | undefined;
}

/** Shows one question of the guide. Its `id` lets links lead to it. The short answer comes first. */
function GuideItem({ question: item, number, role, practice, open }: GuideItemProps) {
  const { rolePage } = texts;
  const lang = role.locale;
  const title = item.title || item.question;
  return (
    <details
      id={item.id}
      data-topic={item.topic}
      data-difficulty={item.difficulty}
      open={open}
      className="guide-item group scroll-mt-4 border-t border-line"
    >
      <summary className="grid cursor-pointer grid-cols-[1.5rem_1fr_auto] items-start gap-x-3 gap-y-0.5 rounded-control py-4 hover:text-accent-ink sm:gap-x-4 print:py-1">
        <span aria-hidden="true" className="row-span-2 text-right text-muted tabular-nums">
          {number}
        </span>
        <h3 className="font-semibold" lang={lang}>
          {title}
        </h3>
        <ChevronDown className="row-span-2 mt-0.5 size-5 text-muted transition-transform group-open:rotate-180 print:hidden" />
        <span className="col-start-2 text-sm text-muted">
          {item.topic && <span lang={lang}>{item.topic} · </span>}
          {rolePage.difficulties[item.difficulty]}
        </span>
      </summary>
      <div className="answer flex max-w-[44rem] flex-col gap-5 pt-1 pb-9 sm:pl-10 print:block print:max-w-none print:pb-3 print:pl-8">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-2 print:hidden">
          {item.practice && (
            <PracticeLink slug={role.slug} practice={practice} question={item.practice} size="md" />
          )}
          <button
            type="button"
            data-copy={item.id}
            className={buttonStyle('quiet', 'md', 'with-scripts text-muted')}
          >
            <Link2 className="size-4" />
            {rolePage.copyLink}
          </button>
          <span
            role="status"
            data-copy-says=""
            data-copied={rolePage.copied}
            data-failed={rolePage.copyFailed}
            className="text-sm text-muted"
          />
        </div>
        {item.question !== title && (
          <p className="text-muted">
            {rolePage.asked}: <q lang={lang}>{item.question}</q>
          </p>
        )}
        {item.short && (
          <div className="short flex flex-col gap-1 rounded-card bg-accent-soft p-4 sm:p-5 print:p-0">
            <h4 className="text-sm font-semibold text-accent-ink">{rolePage.short}</h4>
            <p className="leading-7 print:leading-[1.35]" lang={lang}>
              {item.short}
            </p>
          </div>
        )}
        <Paragraphs text={item.answer} lang={lang} />
        {item.code && <CodeBlock {...item.code} />}
        {(item.coachNote || item.commonMistake) && (
          <div className="grid gap-4 sm:grid-cols-2">
            {[
              { title: rolePage.coachNote, text: item.coachNote, color: 'text-accent-ink', Icon: Ear },
              {
                title: rolePage.commonMistake,
                text: item.commonMistake,
                color: 'text-warning-ink',
                Icon: TriangleAlert,
              },
            ].map(
              ({ title: name, text, color, Icon }) =>
                text && (
                  <div
                    key={name}
                    className="note flex flex-col gap-1.5 rounded-card border border-line bg-surface p-4 print:border-0 print:p-0"
                  >
                    <h4 className="flex items-center gap-2 text-sm font-semibold">
                      <Icon className={`size-4 ${color}`} />
                      {name}
                    </h4>
                    <p className="text-sm leading-6 print:leading-[1.35]" lang={lang}>
                      {text}
                    </p>
                  </div>
                ),
            )}
          </div>
        )}
        {item.followUps.length > 0 && (
          <div className="flex flex-col gap-2 print:gap-0">
            <h4 className="text-sm font-semibold">{rolePage.followUps}</h4>
            <ul className="flex list-disc flex-col gap-1.5 pl-5 marker:text-faint print:gap-0" lang={lang}>
              {item.followUps.map(followUp => (
                <li key={followUp}>{followUp}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </details>
  );
}

/** Highlights code in these languages. Includes JSON, because highlighted HTTP messages can contain it. */
const lowlight = createLowlight({ bash, css, http, java, javascript, json, python, sql, typescript, html });

function CodeBlock({ language, code }: CodeExample) {
  const { rolePage, languages } = texts;
  const label = language === 'text' ? rolePage.codePlain : rolePage.code(languages[language]);
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="text-sm text-muted">{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: focusable, so that the keyboard can scroll it */}
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

/** Renders a highlighted part of the code. Keeps only the part's class name, such as `hljs-keyword`. */
function elementOf({ properties, children }: Element, key: number): ReactNode {
  const { className } = properties;
  const classes = Array.isArray(className) ? className.join(' ') : '';
  return createElement('span', { key, className: classes }, ...nodesOf(children));
}
