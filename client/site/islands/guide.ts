export function startGuide(): void {
  const guide = document.querySelector<HTMLElement>('[data-island="guide"]');
  if (!guide) return;
  const questions = [...guide.querySelectorAll<HTMLDetailsElement>('details[data-topic]')];
  const filters = startFilters(guide, questions);
  startOpenAll(guide, questions);
  startCopying(guide);
  guide.querySelector('[data-print]')?.addEventListener('click', () => window.print());
  startPrinting();
  const openNamed = () => {
    const named = questions.find(({ id }) => id === decoded(window.location.hash.slice(1)));
    if (!named) return;
    if (named.hidden) filters.reset();
    named.open = true;
    named.scrollIntoView();
  };
  window.addEventListener('hashchange', openNamed);
  // Opens the question on a second press of the same link, which fires no `hashchange`.
  document.addEventListener('click', event => {
    const link = (event.target as Element).closest?.('a[href^="#"]');
    if (link instanceof HTMLAnchorElement && link.hash === window.location.hash) openNamed();
  });
  openNamed();
}

function startFilters(guide: HTMLElement, questions: readonly HTMLDetailsElement[]) {
  const selects = [...guide.querySelectorAll<HTMLSelectElement>('select[data-filter]')];
  const status = guide.querySelector<HTMLElement>('[data-shown]');
  const reset = guide.querySelector<HTMLElement>('[data-reset]');
  const has = (question: HTMLElement, { dataset }: HTMLSelectElement, value: string) =>
    value === '' || question.dataset[dataset.filter ?? ''] === value;
  const apply = () => {
    for (const question of questions) {
      question.hidden = !selects.every(select => has(question, select, select.value));
      for (const link of document.querySelectorAll(`[data-contents] a[href="#${CSS.escape(question.id)}"]`))
        link.closest('li')?.toggleAttribute('hidden', question.hidden);
    }
    for (const select of selects) countChoices(select);
    const isFiltered = selects.some(({ value }) => value !== '');
    const shown = questions.filter(({ hidden }) => !hidden).length;
    if (status) status.textContent = isFiltered ? (status.dataset.shown ?? '').replace('#', `${shown}`) : '';
    if (reset) reset.hidden = !isFiltered;
  };
  /** Adds the number of questions to each choice. Choices without any are disabled. */
  const countChoices = (select: HTMLSelectElement) => {
    const others = selects.filter(other => other !== select);
    for (const option of [...select.options].slice(1)) {
      const count = questions.filter(
        question =>
          has(question, select, option.value) && others.every(other => has(question, other, other.value)),
      ).length;
      option.dataset.name ??= option.text;
      option.text = `${option.dataset.name} (${count})`;
      option.disabled = count === 0;
    }
  };
  const showAll = () => {
    for (const select of selects) select.value = '';
    apply();
  };
  reset?.addEventListener('click', () => {
    showAll();
    // The pressed button is hidden now.
    selects[0]?.focus();
  });
  // Clears choices that the browser restored, because all questions are still visible.
  showAll();
  for (const select of selects) select.addEventListener('change', apply);
  return { reset: showAll };
}

function startOpenAll(guide: HTMLElement, questions: readonly HTMLDetailsElement[]): void {
  const button = guide.querySelector<HTMLElement>('[data-open-all]');
  if (!button) return;
  const { openAll = '', closeAll = '' } = button.dataset;
  const isAllOpen = () => questions.every(({ open, hidden }) => open || hidden);
  const label = () => {
    button.textContent = isAllOpen() ? closeAll : openAll;
  };
  button.addEventListener('click', () => {
    const open = !isAllOpen();
    for (const question of questions) if (!question.hidden) question.open = open;
    label();
  });
  for (const question of questions) question.addEventListener('toggle', label);
}

/** Opens everything for paper, because some browsers don't print what is closed. */
function startPrinting(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')) {
      details.open = true;
      opened.push(details);
    }
  });
  window.addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}

function startCopying(guide: HTMLElement): void {
  guide.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLElement>('[data-copy]');
    if (!button) return;
    const { origin, pathname } = window.location;
    const says = button.parentElement?.querySelector<HTMLElement>('[data-copy-says]');
    const { copied = '', failed = '' } = says?.dataset ?? {};
    const say = (text: string) => {
      if (says) says.textContent = text;
    };
    navigator.clipboard.writeText(`${origin}${pathname}#${button.dataset.copy}`).then(
      () => say(copied),
      () => say(failed),
    );
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // The fragment isn't valid percent-encoding.
    return '';
  }
}
