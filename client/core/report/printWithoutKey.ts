/** The part of the address that is hidden while the page is printed. */
let hidden = '';

/** Browsers print the address of a page at its edge, and the address of a report holds its key. */
export function hideKeyInPrint(): () => void {
  window.addEventListener('beforeprint', hide);
  window.addEventListener('afterprint', show);
  return () => {
    window.removeEventListener('beforeprint', hide);
    window.removeEventListener('afterprint', show);
  };
}

/** Some browsers have taken the address before they tell that they print. */
export function printWithoutKey(): void {
  hide();
  window.print();
}

function hide(): void {
  const { hash, pathname, search } = window.location;
  if (hash === '') return;
  hidden = hash;
  window.history.replaceState(window.history.state, '', pathname + search);
}

function show(): void {
  const { hash, pathname, search } = window.location;
  if (hidden !== '' && hash === '')
    window.history.replaceState(window.history.state, '', pathname + search + hidden);
  hidden = '';
}
