import { type ReactNode, useId } from 'react';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { classNames } from '../../components/ui/classNames.ts';

export function PageBody({ width, children }: { width: string; children: ReactNode }) {
  return (
    <div className={classNames('flex w-full flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8', width)}>
      {children}
    </div>
  );
}

export function ForbiddenPage({ title, children }: { title: string; children: string }) {
  return (
    <PageBody width="max-w-3xl">
      <PageHeading>{title}</PageHeading>
      <Banner>{children}</Banner>
    </PageBody>
  );
}

export function PageIntro(props: { title: string; level?: 'h1' | 'h2'; children: ReactNode }) {
  const { title, level, children } = props;
  return (
    <div className="flex flex-col gap-1">
      <PageHeading level={level}>{title}</PageHeading>
      <p className="text-sm text-muted">{children}</p>
    </div>
  );
}

interface PageSectionProps {
  title: string;
  /** Button or link shown next to the heading. */
  action?: ReactNode;
  children: ReactNode;
}

export function PageSection({ title, action, children }: PageSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
