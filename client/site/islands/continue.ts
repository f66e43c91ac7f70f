import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../../shared/site/rememberedPractice.ts';

/** Fills in the way back to the private page that this browser remembers. */
export function startContinue(): void {
  const bar = document.querySelector<HTMLElement>('[data-island="continue"]');
  const link = bar?.querySelector('a');
  const remembered = read();
  if (!bar || !link || !remembered) {
    hide();
    return;
  }
  link.href = `/practice#${remembered.page}`;
  const role = link.querySelector('[data-role-name]');
  if (role) role.textContent = remembered.role;
  bar.querySelector('button')?.addEventListener('click', () => {
    try {
      localStorage.setItem(REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE);
    } catch {
      // If storage is blocked now, the bar comes back on the next page.
    }
    hide();
    document.getElementById('main')?.focus();
  });
}

function hide(): void {
  delete document.documentElement.dataset.remembered;
}

function read(): { page: string; role: string } | undefined {
  try {
    const { page, role } = JSON.parse(localStorage.getItem(REMEMBERED_PRACTICE) ?? 'null');
    // The same form as that of a key, so that the address can't lead anywhere else.
    return /^[\w-]{22}$/.test(page) && typeof role === 'string' ? { page, role } : undefined;
  } catch {
    return undefined;
  }
}
