const DEBOUNCE_MS = 200;

/** Searches as the user types, by fetching the page that the form would open. */
export function startSearch(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-island="search"]');
  const field = form?.querySelector('input');
  const [status, results, heading] = partsOf(document);
  if (!form || !field || !status || !results || !heading) return;
  let shown: string | undefined = new URLSearchParams(window.location.search).get('q')?.trim() ?? '';
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;

  /** Rejects if the page can't be fetched. Does nothing if a later search replaces this one. */
  const search = async () => {
    clearTimeout(waiting);
    request?.abort();
    const query = field.value.trim();
    if (query === shown) return;
    request = new AbortController();
    const { signal } = request;
    const address = query === '' ? '/roles' : `/roles?${new URLSearchParams({ q: query })}`;
    try {
      const page = await fetched(address, signal);
      const [newStatus, newResults, newHeading] = partsOf(page);
      if (!newStatus || !newResults || !newHeading) throw new Error('The page has no results.');
      results.replaceChildren(...newResults.childNodes);
      status.textContent = newStatus.textContent;
      heading.textContent = newHeading.textContent;
      document.title = page.title;
      window.history.replaceState(null, '', address);
      shown = query;
    } catch (error) {
      if (signal.aborted) return;
      shown = undefined;
      status.textContent = status.dataset.failed ?? '';
      throw error;
    }
  };
  const searchSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void search().catch(() => undefined), DEBOUNCE_MS);
  };
  field.addEventListener('input', searchSoon);
  form.addEventListener('submit', event => {
    event.preventDefault();
    // Opens the page, which says why the search failed.
    search().catch(() => form.submit());
  });
  // Searches again after "back", because browsers restore the typed text.
  searchSoon();
}

async function fetched(address: string, signal: AbortSignal): Promise<Document> {
  const response = await fetch(address, { signal, headers: { accept: 'text/html' } });
  if (!response.ok) throw new Error(`The search failed with status ${response.status}.`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

function partsOf(page: Document): (HTMLElement | null)[] {
  return ['status', 'results', 'heading'].map(name =>
    page.querySelector<HTMLElement>(`[data-search="${name}"]`),
  );
}
