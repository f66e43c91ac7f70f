import { setImmediate } from 'node:timers/promises';
import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import type { GuideQuestion } from '../../../shared/kit/kit.ts';
import type { GuidePractice } from '../../../shared/practice/practiceEdition.ts';
import { joinedWordsIn, MAX_QUERY, stemOf, wordsIn } from '../../../shared/site/searchWords.ts';
import type { FoundQuestion, SearchResults } from '../../../shared/site/sitePages.ts';
import { editDistance } from '../../../shared/site/slugs.ts';
import { markedExcerpt, markedText } from './markedText.ts';
import type { PublicRole } from './PublicRoles.ts';
import { listed, practicedQuestions } from './rolePages.ts';
import { JOB_WORDS, ROLE_NAMES, SAME_WORDS, STOP_WORDS, WORDS_AROUND_JOBS } from './searchNames.ts';

/** Weights of a match in each field. */
const FIELDS = { role: 1, names: 0.8, title: 6, wording: 3, topic: 2, short: 1.5, answer: 1 };
type Field = keyof typeof FIELDS;
type Document = Partial<Record<Field, string>> & { id: string };

/** Fields in which a word may be completed. In long texts, too many words start with the same letters. */
const COMPLETED: Field[] = ['role', 'title', 'wording'];
const MAX_WORDS = 12;
const MAX_QUESTIONS = 20;
const MAX_NEAREST = 3;
/** Weight of a synonym, compared with the word itself. */
const SYNONYM_WEIGHT = 0.6;
/** Shortest word that is searched with typos, and the shortest that may have two. */
const ONE_TYPO = 5;
const TWO_TYPOS = 7;
/** Maximum share of different letters in a suggested word. */
const NEAR = 0.4;
/** Share of the best question's score below which a question isn't listed. */
const MIN_SHARE = 0.05;

interface IndexedRole {
  /** Changes when the texts change. */
  key: string;
  ids: string[];
  titleWords: Set<string>;
  questions: Map<string, GuideQuestion>;
  practices: Map<string, GuidePractice>;
}

interface Hit {
  score: number;
  /** Number of words of the query that occur in the document. */
  words: number;
  /** Number of these words that occur in the role's name, in the question and its answer, and in the question alone. */
  inRole: number;
  inQuestion: number;
  inWording: number;
  terms: Set<string>;
}

const SYNONYMS = new Map<string, string[]>();
for (const row of SAME_WORDS) {
  const words = row.split(' ');
  for (const word of words)
    for (const form of formsOf(word))
      SYNONYMS.set(form, [...(SYNONYMS.get(form) ?? []), ...words.filter(other => other !== word)]);
}

/** Full-text index of the public roles and their guides. Holds nothing that isn't public. */
export class RoleSearch {
  readonly #index = new MiniSearch<Document>({
    fields: Object.keys(FIELDS),
    tokenize: indexTerms,
    processTerm: term => term,
    searchOptions: { boost: FIELDS, tokenize: terms => terms.split(' ') },
  });
  readonly #roles = new Map<string, IndexedRole>();
  #updated: Promise<void> = Promise.resolve();

  /** Returns the roles and questions found, best first. First indexes roles that changed. */
  async find(query: string, roles: readonly PublicRole[]): Promise<SearchResults> {
    this.#updated = this.#updated.then(() => this.#update(roles));
    await this.#updated;
    const typed = wordsIn(query.slice(0, MAX_QUERY)).map(({ plain }) => plain);
    const words = this.#searchedWords(typed);
    const hits = this.#hits(words);
    const best = Math.max(0, ...[...hits.values()].map(hit => hit.words));
    const enough = best > 0 && best * 2 >= words.length;
    const found = enough ? [...hits].filter(([, hit]) => hit.words === best) : [];
    const results = this.#resultsOf(found, typed, roles);
    const partial = best < words.length;
    const noGuide = isJob(typed, words) && !hasAll(words, hits);
    // An example from a nurse's work isn't a guide for nurses.
    if (noGuide)
      return { ...results, questions: [], total: results.roles.length, partial, noGuide, nearest: [] };
    const nearest = results.total === 0 ? this.#nearest(typed, words) : [];
    return { ...results, partial, noGuide, nearest };
  }

  async #update(roles: readonly PublicRole[]): Promise<void> {
    const current = new Set<string>(roles.map(({ slug }) => slug));
    for (const [slug, { ids }] of this.#roles) {
      if (current.has(slug)) continue;
      this.#index.discardAll(ids);
      this.#roles.delete(slug);
    }
    for (const role of roles) {
      const key = `${role.kitId} ${role.version}`;
      const known = this.#roles.get(role.slug);
      if (known?.key === key) continue;
      // Lets other requests run between two roles.
      await setImmediate();
      if (known) this.#index.discardAll(known.ids);
      const documents = documentsOf(role);
      this.#index.addAll(documents);
      this.#roles.set(role.slug, {
        key,
        ids: documents.map(({ id }) => id),
        titleWords: new Set(
          documents.flatMap(({ role: name = '', title = '' }) =>
            wordsIn(`${name} ${title}`).map(({ plain }) => plain),
          ),
        ),
        questions: new Map(role.kit.guide.questions.map(question => [question.id, question])),
        practices: practicedQuestions(role.kit),
      });
    }
  }

  /** Drops stop words, unless there are no others, and joins words that the guides write as one. */
  #searchedWords(typed: readonly string[]): string[] {
    const joined: string[] = [];
    for (let at = 0; at < typed.length; at += 1) {
      const pair = `${typed[at]}${typed[at + 1] ?? ''}`;
      const isOneWord = at + 1 < typed.length && this.#index.search(pair).length > 0;
      joined.push(isOneWord ? pair : (typed[at] ?? ''));
      if (isOneWord) at += 1;
    }
    // In a short query, "be" is a backend developer.
    const kept = joined.filter(word => !STOP_WORDS.has(word) || (joined.length <= 2 && this.#isName(word)));
    return [...new Set(kept.length > 0 ? kept : joined)].slice(0, MAX_WORDS);
  }

  #isName(word: string): boolean {
    return this.#index.search(word, { fields: ['names'] }).length > 0;
  }

  #hits(words: readonly string[]): Map<string, Hit> {
    const hits = new Map<string, Hit>();
    for (const word of words)
      for (const result of this.#search(word)) {
        const none = { score: 0, words: 0, inRole: 0, inQuestion: 0, inWording: 0 };
        const hit = hits.get(result.id) ?? { ...none, terms: new Set() };
        const fields = Object.values(result.match).flat();
        hit.score += result.score;
        hit.words += 1;
        if (fields.some(isOfRole)) hit.inRole += 1;
        if (!fields.every(isOfRole)) hit.inQuestion += 1;
        if (fields.includes('title') || fields.includes('wording')) hit.inWording += 1;
        for (const term of result.terms) hit.terms.add(term);
        hits.set(result.id, hit);
      }
    return hits;
  }

  /** Returns the documents with a word, or else those with words that differ by a typo. */
  #search(word: string): SearchResult[] {
    const results = this.#index.search(queryOf(word));
    if (results.length > 0 || !/^\p{Script=Latin}+$/u.test(word) || word.length < ONE_TYPO) return results;
    const near = new Set(this.#index.search(word, { fuzzy: 2 }).flatMap(({ terms }) => terms));
    const meant = [...near].filter(other => isTypo(word, other));
    return meant.length > 0 ? this.#index.search(meant.join(' ')) : [];
  }

  #resultsOf(
    found: readonly (readonly [string, Hit])[],
    typed: readonly string[],
    roles: readonly PublicRole[],
  ): Pick<SearchResults, 'roles' | 'questions' | 'total'> {
    const foundRoles: { role: PublicRole; score: number }[] = [];
    const foundQuestions: { role: PublicRole; question: GuideQuestion; hit: Hit; score: number }[] = [];
    const bySlug = new Map<string, PublicRole>(roles.map(role => [role.slug, role]));
    for (const [id, hit] of found) {
      const [slug = '', questionId] = id.split('#');
      const role = bySlug.get(slug);
      const question = this.#roles.get(slug)?.questions.get(questionId ?? '');
      if (!role) continue;
      if (question && hit.inQuestion > 0) {
        const score =
          hit.score * (1 + 2 * Math.max(alike(typed, question.title), alike(typed, question.question)));
        foundQuestions.push({ role, question, hit, score });
      }
      if (questionId === undefined && hit.inRole * 2 >= hit.words)
        foundRoles.push({ role, score: hit.score * (1 + 2 * alike(typed, role.role)) });
    }
    const ranked = best(foundQuestions);
    const shown = ranked.filter(({ score }) => score >= MIN_SHARE * (ranked[0]?.score ?? 0));
    return {
      roles: best(foundRoles).map(({ role }) => listed(role)),
      questions: shown
        .slice(0, MAX_QUESTIONS)
        .map(({ role, question, hit }) => this.#foundQuestion(role, question, hit, typed)),
      total: foundRoles.length + shown.length,
    };
  }

  #foundQuestion(
    { slug, role, locale }: PublicRole,
    question: GuideQuestion,
    { terms }: Hit,
    typed: readonly string[],
  ): FoundQuestion {
    const { id, title, question: wording, short, answer } = question;
    const practice = this.#roles.get(slug)?.practices.get(id);
    const words = {
      isFound: (word: string) => terms.has(word) || terms.has(stemOf(word)),
      between: new Set(typed),
    };
    return {
      ...{ slug, role, locale, id },
      title: markedText(title || wording, words),
      excerpt: markedExcerpt([short, answer], words),
      ...(practice && { practice }),
    };
  }

  /** Returns queries with each unknown word replaced by a similar word of a title. */
  #nearest(typed: readonly string[], words: readonly string[]): string[] {
    const unknown = words.find(word => this.#search(word).length === 0);
    if (unknown === undefined || unknown.length < ONE_TYPO - 1) return [];
    const known = new Set([...this.#roles.values()].flatMap(({ titleWords }) => [...titleWords]));
    return [...known]
      .filter(word => word.length >= ONE_TYPO - 1 && word[0] === unknown[0] && !STOP_WORDS.has(word))
      .map(word => ({ word, share: editDistance(unknown, word) / Math.max(unknown.length, word.length) }))
      .filter(({ share }) => share <= NEAR)
      .toSorted((a, b) => a.share - b.share)
      .slice(0, MAX_NEAREST)
      .map(({ word }) => typed.map(one => (one === unknown ? word : one)).join(' '));
  }
}

/** True for the name of a job. `words` are those of `typed` that are searched for. */
function isJob(typed: readonly string[], words: readonly string[]): boolean {
  return (
    JOB_WORDS.has(stemOf(words.at(-1) ?? '')) &&
    typed.every(word => !STOP_WORDS.has(word) || words.includes(word) || WORDS_AROUND_JOBS.has(word))
  );
}

/** True if a role, or a question without its answer, has all words. */
function hasAll(words: readonly string[], hits: ReadonlyMap<string, Hit>): boolean {
  return [...hits].some(
    ([id, hit]) => Math.max(id.includes('#') ? 0 : hit.words, hit.inWording) === words.length,
  );
}

/** True when a person may have typed one word for the other. Few people mistype the first letter. */
function isTypo(typed: string, word: string): boolean {
  if (typed[0] !== word[0]) return false;
  const edits = editDistance(typed, word);
  return edits <= (typed.length < TWO_TYPOS ? 1 : 2) || (edits === 2 && sorted(typed) === sorted(word));
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

function isOfRole(field: string): boolean {
  return field === 'role' || field === 'names';
}

function best<T extends { score: number }>(found: readonly T[]): T[] {
  return found.toSorted((a, b) => b.score - a.score);
}

/** Returns the share of words that a query and a text have in common, from 0 to 1. */
function alike(typed: readonly string[], text: string): number {
  const stems = new Set(typed.map(stemOf));
  const words = new Set(wordsIn(text).map(({ plain }) => stemOf(plain)));
  return (2 * [...stems].filter(word => words.has(word)).length) / (stems.size + words.size || 1);
}

function indexTerms(text: string): string[] {
  const words = wordsIn(text);
  return [...words.map(({ plain }) => plain), ...joinedWordsIn(text, words)].flatMap(formsOf);
}

function formsOf(word: string): string[] {
  const stem = stemOf(word);
  return stem === word ? [word] : [word, stem];
}

function queryOf(word: string): Query {
  const synonyms = [...new Set(formsOf(word).flatMap(form => SYNONYMS.get(form) ?? []))];
  return {
    combineWith: 'OR',
    queries: [
      formsOf(word).join(' '),
      ...COMPLETED.filter(field => isCompleted(word, field)).map(field => ({
        queries: [word],
        prefix: true,
        fields: [field],
      })),
      ...synonyms.map(synonym => ({
        queries: [formsOf(synonym).join(' ')],
        boostTerm: () => SYNONYM_WEIGHT,
      })),
    ],
  };
}

/** Latin words are completed from two letters on in role names, and from three letters on in questions. */
function isCompleted(word: string, field: Field): boolean {
  return !/^\p{Script=Latin}/u.test(word) || word.length >= (field === 'role' ? 2 : 3);
}

function documentsOf({ slug, kit }: PublicRole): Document[] {
  const title = `${kit.role} ${kit.level}`;
  const titleWords = new Set(wordsIn(title).map(({ plain }) => plain));
  const names = ROLE_NAMES.filter(([of]) => of.split(' ').every(word => titleWords.has(word)))
    .map(([, other]) => other)
    .join(' ');
  const topics = new Set(kit.guide.questions.map(({ topic }) => topic));
  const skills = [...topics, ...kit.competencies.map(({ name }) => name)];
  return [
    { id: slug, role: title, names, topic: skills.join('\n') },
    ...kit.guide.questions.map(question => ({
      id: `${slug}#${question.id}`,
      role: title,
      names,
      title: question.title || question.question,
      wording: question.question,
      topic: question.topic,
      short: question.short,
      answer: [question.answer, question.coachNote, question.commonMistake, ...question.followUps].join('\n'),
    })),
  ];
}
