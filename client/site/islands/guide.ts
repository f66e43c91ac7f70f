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
  const nothing = guide.querySelector<HTMLElement>('[data-nothing]');
  const resets = [...guide.querySelectorAll<HTMLElement>('[data-reset]')];
  const apply = () => {
    for (const question of questions)
      question.hidden = selects.some(
        ({ value, dataset }) => value !== '' && question.dataset[dataset.filter ?? ''] !== value,
      );
    const shown = questions.filter(({ hidden }) => !hidden).length;
    const { shown: some = '', none = '' } = status?.dataset ?? {};
    if (status) status.textContent = shown === 0 ? none : some.replace('#', `${shown}`);
    status?.classList.toggle('sr-only', shown === 0);
    if (nothing) nothing.hidden = shown > 0;
    // While nothing is shown, the button stands in place of the questions.
    for (const button of resets)
      button.hidden =
        !nothing?.contains(button) && (shown === 0 || selects.every(({ value }) => value === ''));
  };
  const reset = () => {
    for (const select of selects) select.value = '';
    apply();
  };
  for (const button of resets)
    button.addEventListener('click', () => {
      reset();
      // The pressed button is hidden now.
      selects[0]?.focus();
    });
  for (const select of selects) {
    // Clears a choice that the browser restored, because all questions are still visible.
    select.value = '';
    select.addEventListener('change', apply);
  }
  return { reset };
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
