import { X } from 'lucide-react';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';

/**
 * Way back to the private page that this browser remembers. Hidden on browsers that remember none. Its address
 * is filled in by the browser, so that the page's key reaches no server.
 */
export function ContinuePractice() {
  const { action, body, forget } = texts.continuePractice;
  return (
    <aside
      aria-label={action}
      data-island="continue"
      className="remembered border-b border-line bg-warm-soft print:hidden"
    >
      <div className="mx-auto flex h-14 w-full max-w-6xl items-center justify-between gap-3 px-4 sm:px-8">
        <a
          href="/practice"
          rel="nofollow"
          className={buttonStyle('quiet', 'md', 'min-w-0 shrink! -ml-3 px-3!')}
        >
          <span className="truncate">{action}</span>
          <span data-role-name="" className="truncate font-normal text-muted max-sm:hidden" />
        </a>
        <button type="button" title={body} className={buttonStyle('quiet', 'md', '-mr-3 px-3!')}>
          <X className="size-4" />
          {forget}
        </button>
      </div>
    </aside>
  );
}
