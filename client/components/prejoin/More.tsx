import type { ReactNode } from 'react';

/** Details on demand, below a choice. */
export function More({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer rounded-control py-0.5 text-accent-ink hover:underline">
        {summary}
      </summary>
      <p className="pt-1 text-muted">{children}</p>
    </details>
  );
}
