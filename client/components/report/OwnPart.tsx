import { type ReactNode, useId } from 'react';
import { Card } from '../ui/Card.tsx';

interface OwnPartProps {
  title: string;
  about?: string | undefined;
  className?: string;
  children: ReactNode;
}

/** What the candidate can do with a report, under it. Not part of what is printed. */
export function OwnPart({ title, about, className, children }: OwnPartProps) {
  const titleId = useId();
  return (
    <Card
      role="region"
      aria-labelledby={titleId}
      padding="none"
      className={`flex flex-col gap-5 px-5 py-6 sm:px-10 sm:py-8 lg:px-14 print:hidden ${className ?? ''}`}
    >
      <div className="flex flex-col gap-1">
        <h2 id={titleId} tabIndex={-1} className="text-lg font-semibold">
          {title}
        </h2>
        {about && <p className="max-w-[66ch] text-muted">{about}</p>}
      </div>
      {children}
    </Card>
  );
}
