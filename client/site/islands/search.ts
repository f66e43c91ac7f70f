import { plainWords, searchRole, searchWordsOf } from '../../../shared/site/searchWords.ts';

interface Entry {
  element: HTMLElement;
  role: string;
  matches: HTMLElement | null;
  questions: { element: HTMLElement; text: string }[];
}

/** Largest number of questions listed for one role. */
const MAX_QUESTIONS = 3;

/** Filters the roles on the page as the user types. Without scripts, the server searches instead. */
export function startSearch(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-island="search"]');
  const field = form?.querySelector('input');
  const [status, nothing] = ['found', 'nothing'].map(name =>
    document.querySelector<HTMLElement>(`[data-search="${name}"]`),
  );
  if (!form || !field || !status || !nothing) return;
  const entries = [...document.querySelectorAll<HTMLElement>('[data-role]')].map(entryOf);
  const show = () => {
    const words = searchWordsOf(field.value);
    const found = entries.filter(entry => showEntry(entry, words)).length;
    const { one = '', many = '', none = '' } = status.dataset;
    const count = found === 1 ? one : many.replace('#', `${found}`);
    status.textContent = found === 0 ? none.replace('#', field.value.trim()) : count;
    nothing.hidden = found > 0;
    const query = field.value.trim();
    const address = query === '' ? window.location.pathname : `?q=${encodeURIComponent(query)}`;
    window.history.replaceState(null, '', address);
  };
  field.addEventListener('input', show);
  form.addEventListener('submit', event => {
    event.preventDefault();
    show();
  });
  // Searches again after "back", because browsers restore the typed text.
  if (field.value.trim() !== (new URLSearchParams(window.location.search).get('q') ?? '').trim()) show();
}

function entryOf(element: HTMLElement): Entry {
  const questions = [...element.querySelectorAll<HTMLElement>('[data-question]')];
  return {
    element,
    role: plainWords(element.dataset.role ?? ''),
    matches: element.querySelector<HTMLElement>('[data-matches]'),
    questions: questions.map(question => ({
      element: question,
      text: plainWords(question.textContent ?? ''),
    })),
  };
}

function showEntry({ element, role, matches, questions }: Entry, words: readonly string[]): boolean {
  const outcome = searchRole(
    words,
    role,
    questions.map(({ text }) => text),
  );
  element.hidden = !outcome.found;
  let named = 0;
  for (const [index, question] of questions.entries()) {
    const hit = outcome.questions[index] === true && named < MAX_QUESTIONS;
    question.element.hidden = !hit;
    if (hit) named += 1;
  }
  if (matches) matches.hidden = named === 0;
  return outcome.found;
}
