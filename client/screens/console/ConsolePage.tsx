import { type ReactNode, useId } from 'react';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { NotAllowed } from './Loaded.tsx';

/** Widths of a page with its padding: 48rem for reading and forms, 1200 px for lists, all for tables. */
export const PAGE_WIDTHS = { reading: 'max-w-204', standard: 'max-w-312', full: '' } as const;
export type PageWidth = keyof typeof PAGE_WIDTHS;

interface ConsoleHeadingProps {
  title: ReactNode;
  /** One or two sentences below the title. */
  intro?: ReactNode;
  /** Link to the page above this one. */
  back?: ReactNode;
  /** Buttons and links next to the title, the most important one last. */
  actions?: ReactNode;
  level?: 'h1' | 'h2';
}

interface ConsolePageProps extends Partial<ConsoleHeadingProps> {
  width?: PageWidth;
  /** Navigation among the views of one section. */
  tabs?: ReactNode;
  filters?: ReactNode;
  children: ReactNode;
}

/**
 * Layout of every page of the console. Omit `title` if the heading depends on data, and render a
 * `ConsoleHeading` once it has loaded.
 */
export function ConsolePage(props: ConsolePageProps) {
  const { title, intro, back, actions, level, width = 'standard', tabs, filters, children } = props;
  return (
    <div className={classNames('flex w-full flex-col gap-5 px-4 py-6 sm:px-6 sm:py-8', PAGE_WIDTHS[width])}>
      {title === undefined ? (
        back
      ) : (
        <ConsoleHeading title={title} intro={intro} back={back} actions={actions} level={level} />
      )}
      {tabs}
      {filters}
      {children}
    </div>
  );
}

export function ConsoleHeading({ title, intro, back, actions, level }: ConsoleHeadingProps) {
  return (
    <div className="flex flex-col gap-2">
      {back}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div
          className={classNames(
            'flex min-w-0 flex-1 flex-col gap-1',
            intro === undefined ? 'basis-24' : 'basis-60',
          )}
        >
          <PageHeading level={level}>{title}</PageHeading>
          {intro !== undefined && (
            <p className="min-h-5 max-w-prose text-sm text-pretty text-muted">{intro}</p>
          )}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}

export function ForbiddenPage({ title, children }: { title: string; children: string }) {
  return (
    <ConsolePage title={title} width="reading">
      <NotAllowed>{children}</NotAllowed>
    </ConsolePage>
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
