import { common } from '../../texts/common.ts';

/**
 * First stop of the Tab key; jumps to the element with id `main`. No link, because it must not change the address: some
 * addresses carry a secret behind their #.
 */
export function SkipLink() {
  return (
    <button
      type="button"
      onClick={() => document.getElementById('main')?.focus()}
      className="sr-only rounded-control bg-accent text-sm font-medium text-on-accent focus-visible:not-sr-only focus-visible:fixed! focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:px-4! focus-visible:py-2!"
    >
      {common.skipToContent}
    </button>
  );
}
