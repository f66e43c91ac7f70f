import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../../shared/site/rememberedPractice.ts';

/** Fills in the way back to the private page that this browser remembers, and lets the person remove it. */
export function startContinue(): void {
  const bar = document.querySelector<HTMLElement>('[data-island="continue"]');
  const link = bar?.querySelector('a');
  const forget = bar?.querySelector<HTMLButtonElement>('[data-forget]');
  const undo = bar?.querySelector<HTMLButtonElement>('[data-undo]');
  const note = bar?.querySelector<HTMLElement>('[data-forgotten]');
  const remembered = read();
  if (!link || !forget || !undo || !note || !remembered) {
    delete document.documentElement.dataset.remembered;
    return;
  }
  link.href = `/practice#${remembered.page}`;
  const progress = link.querySelector('[data-progress]');
  if (progress) progress.textContent = remembered.progress;
  const store = (value: string) => {
    const forgotten = value === REMEMBERS_NO_PRACTICE;
    try {
      localStorage.setItem(REMEMBERED_PRACTICE, value);
    } catch {
      // If storage is blocked now, the bar comes back on the next page.
    }
    link.hidden = forget.hidden = forgotten;
    note.hidden = undo.hidden = !forgotten;
    note.textContent = forgotten ? (note.dataset.forgotten ?? '') : '';
    (forgotten ? undo : forget).focus();
  };
  forget.addEventListener('click', () => store(REMEMBERS_NO_PRACTICE));
  undo.addEventListener('click', () => store(remembered.value));
}

interface Remembered {
  /** As stored. */
  value: string;
  page: string;
  /** The role, and how far the person is with it. */
  progress: string;
}

function read(): Remembered | undefined {
  try {
    const value = localStorage.getItem(REMEMBERED_PRACTICE) ?? 'null';
    const { page, role, progress } = JSON.parse(value);
    // The same form as that of a key, so that the address can't lead anywhere else.
    if (!/^[\w-]{22}$/.test(page) || typeof role !== 'string') return undefined;
    return { value, page, progress: typeof progress === 'string' ? `${role} · ${progress}` : role };
  } catch {
    return undefined;
  }
}
