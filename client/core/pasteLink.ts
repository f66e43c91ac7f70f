import { ownLinkOf, pasteProblemOf } from '../../shared/site/personalLinks.ts';

/**
 * Opens a pasted link in the browser, so that the link's secret isn't sent to the server. Returns a function
 * that stops it.
 */
export function openPastedLinks(form: HTMLFormElement): () => void {
  const field = form.querySelector('input');
  const problems = [...form.querySelectorAll<HTMLElement>('[data-problem]')];
  const show = (problem?: string) => {
    for (const element of problems) element.hidden = element.dataset.problem !== problem;
    const shown = problems.find(({ hidden }) => !hidden);
    if (field) field.ariaInvalid = shown ? 'true' : null;
    field?.setAttribute('aria-describedby', shown?.id ?? '');
  };
  const open = (event: Event) => {
    event.preventDefault();
    const pasted = field?.value ?? '';
    const { origin, pathname, search } = window.location;
    const link = ownLinkOf(pasted, [origin, form.dataset.origin ?? '']);
    if (!link) {
      show(pasteProblemOf(pasted));
      field?.focus();
      return;
    }
    window.location.assign(link);
    // A link to this page differs only after the `#`, so the browser doesn't load it.
    if (link.startsWith(`${pathname}${search}#`)) window.location.reload();
  };
  const clear = () => show();
  form.addEventListener('submit', open);
  form.addEventListener('input', clear);
  return () => {
    form.removeEventListener('submit', open);
    form.removeEventListener('input', clear);
  };
}
