import { ownLinkOf } from '../../../shared/site/ownLink.ts';

/** Follows a pasted link right here, so that its secret does not even reach the server. */
export function startLinkForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="link"]')) {
    const field = form.querySelector('input');
    const problem = form.querySelector<HTMLElement>('[data-problem]');
    if (!field || !problem) continue;
    form.addEventListener('submit', event => {
      event.preventDefault();
      const link = ownLinkOf(field.value, [window.location.origin, form.dataset.origin ?? '']);
      if (link) {
        window.location.assign(link);
        return;
      }
      problem.hidden = false;
      field.setAttribute('aria-invalid', 'true');
      field.focus();
    });
  }
}
