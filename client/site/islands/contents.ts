/** Upper quarter of the window. Starts below the margin at which the browser stops for a link. */
const READING = '-48px 0px -75% 0px';

/** Marks the current section and question in the tables of contents, and shows the bars with practice. */
export function startContents(): void {
  const tables = [...document.querySelectorAll<HTMLElement>('[data-contents]')];
  if (tables.length === 0) return;
  followReading(tables);
  startBars();
  const sheet = document.querySelector<HTMLElement>('#contents');
  sheet?.addEventListener('click', event => {
    if ((event.target as Element).closest('a')) sheet.hidePopover();
  });
}

function followReading(tables: readonly HTMLElement[]): void {
  const links = tables.flatMap(table => [...table.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]);
  /** The links to each section and question, in the order of the page. */
  const parts = new Map<Element, HTMLAnchorElement[]>();
  for (const link of links) {
    const named = document.getElementById(link.hash.slice(1));
    const part = named?.matches('h2') ? named.closest('section') : named;
    if (part) parts.set(part, [...(parts.get(part) ?? []), link]);
  }
  const reached = new Set<Element>();
  const update = () => {
    const inBand = [...parts.keys()].filter(part => reached.has(part));
    const section = inBand.findLast(part => part.matches('section'));
    const questions = inBand.filter(part => section?.contains(part) && part.matches('details'));
    const question = questions.findLast(part => part.matches('[open]')) ?? questions[0];
    // Between two sections, the last one stays current.
    if (!section) return;
    const current = [section, question].flatMap(part => (part ? (parts.get(part) ?? []) : []));
    for (const link of links)
      if (current.includes(link)) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    for (const table of tables) keepInView(table);
    leadToPractice(question);
  };
  const observer = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) reached.add(target);
        else reached.delete(target);
      update();
    },
    { rootMargin: READING },
  );
  for (const part of parts.keys()) observer.observe(part);
  document.addEventListener('toggle', update, true);
}

/** Lets the bar on phones practice the question that is open and being read, or else the role. */
function leadToPractice(question: Element | undefined): void {
  const link = document.querySelector<HTMLAnchorElement>('.practice-bar a');
  if (!link) return;
  const whole = document.querySelector<HTMLAnchorElement>('a[data-practice]');
  const opened = question?.matches('[open]')
    ? question.querySelector<HTMLAnchorElement>('a[href^="/practice"]')
    : null;
  const from = opened ?? whole;
  if (!from || link.href === from.href) return;
  link.setAttribute('href', from.getAttribute('href') ?? '');
  link.lastChild?.replaceWith(from.textContent ?? '');
}

/** Scrolls only the table of contents, so that its current entry can be seen. */
function keepInView(table: HTMLElement): void {
  const current = [...table.querySelectorAll<HTMLElement>('[aria-current]')].at(-1);
  if (!current || table.scrollHeight <= table.clientHeight) return;
  const top = current.offsetTop;
  const isAbove = top < table.scrollTop;
  const isBelow = top + current.offsetHeight > table.scrollTop + table.clientHeight;
  if (isAbove || isBelow) table.scrollTop = top - table.clientHeight / 2;
}

/** Shows the bars while no other link to practice is in view. */
function startBars(): void {
  const bars = document.querySelectorAll('[data-practice-bar]');
  const inView = new Set<Element>();
  const observer = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) inView.add(target);
      else inView.delete(target);
    for (const bar of bars) bar.toggleAttribute('data-shown', inView.size === 0);
  });
  for (const link of document.querySelectorAll('[data-practice]')) observer.observe(link);
}
