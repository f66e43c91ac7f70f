import { ArrowRight } from 'lucide-react';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';

/**
 * Way back to the private page that this browser remembers. Hidden on browsers that remember none. Its address
 * is filled in by the browser, so that the page's key reaches no server.
 */
export function ContinuePractice() {
  const { action, forget, here, forgotten, undo } = texts.continuePractice;
  return (
    <aside
      aria-label={action}
      data-island="continue"
      className="remembered border-b border-line bg-warm-soft print:hidden"
    >
      <div className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between gap-3 px-4 sm:h-14 sm:px-8">
        <a
          href="/practice"
          rel="nofollow"
          className={buttonStyle('secondary', 'md', 'h-auto! min-h-10 min-w-0 shrink! gap-3 py-1.5')}
        >
          {/* The second line of phones is reserved, because the browser fills it in. */}
          <span className="flex min-w-0 items-baseline gap-x-2.5 leading-tight max-sm:min-h-9 max-sm:flex-col max-sm:justify-center">
            <span className="max-w-full truncate">{action}</span>
            <span
              data-progress=""
              className="max-w-full truncate text-xs font-normal text-muted empty:hidden sm:text-sm"
            />
          </span>
          <ArrowRight className="size-4 shrink-0 text-accent-ink" />
        </a>
        <button
          type="button"
          data-forget=""
          className={buttonStyle('quiet', 'md', 'font-normal! text-muted! -mr-3 px-3!')}
        >
          <span>
            {forget} <span className="max-sm:sr-only">{here}</span>
          </span>
        </button>
        <p role="status" hidden data-forgotten={forgotten} className="min-w-0 text-sm" />
        <button type="button" hidden data-undo="" className={buttonStyle('secondary', 'md')}>
          {undo}
        </button>
      </div>
    </aside>
  );
}
