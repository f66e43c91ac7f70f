import { classNames } from './classNames.ts';
import { Skeleton, Skeletons } from './Skeleton.tsx';

/** The shape of the form on practice's start page. */
export function StartFormSkeleton() {
  return (
    <Skeletons className="gap-3 rounded-card border border-line bg-surface p-4 sm:p-6">
      {[0, 1, 2, 3, 4].map(card => (
        <Skeleton key={card} className="h-18 w-full rounded-card!" />
      ))}
      <Skeleton className="h-12 w-full" />
    </Skeletons>
  );
}

/**
 * The shape of pre-join: preview, checks, choice, and the button to join. Without a title, it is that of an
 * invited person, whose name only the personal link tells.
 */
export function PreJoinSkeleton({ title }: { title?: string }) {
  return (
    <>
      {title === undefined ? (
        <div className="flex flex-col gap-3">
          <Skeleton className="h-8 w-52 max-w-full" />
          <Skeleton className="h-18 w-[32rem] max-w-full sm:h-6" />
          <Skeleton className="h-12 w-72 max-w-full sm:h-5" />
        </div>
      ) : (
        <header className="flex flex-col gap-1.5 low:flex-row low:items-center low:gap-4">
          <h1 className="text-xl font-semibold sm:text-2xl low:text-lg">{title}</h1>
          <Skeleton className="my-0.5 h-5 w-60 max-w-full" />
        </header>
      )}
      <Skeletons className="rounded-card border border-line bg-surface">
        <div className="grid md:grid-cols-2 low:grid-cols-2">
          <div className="p-3 pb-0 sm:p-6 sm:pb-0 md:order-last md:pl-0 low:order-none low:p-3">
            <Skeleton className="aspect-[2/1] w-full rounded-card! short:aspect-[3/1] sm:aspect-video low:aspect-[3/1]" />
          </div>
          <div className="grid grid-cols-2 gap-3 p-4 short:gap-y-1.5 short:py-2 sm:flex sm:flex-col sm:gap-6 sm:p-6 low:gap-3 low:p-3">
            <CheckSkeleton />
            <CheckSkeleton />
            <CheckSkeleton className="max-sm:col-span-2" />
            <CheckSkeleton className="max-sm:col-span-2" />
          </div>
        </div>
        <div className="flex flex-col gap-2 rounded-b-card border-t border-line bg-sunken px-4 py-3 sm:px-6 sm:py-4 low:px-3 low:py-2">
          <Skeleton className="h-12 w-full sm:ml-auto sm:w-44" />
        </div>
      </Skeletons>
    </>
  );
}

function CheckSkeleton({ className }: { className?: string }) {
  return (
    <div className={classNames('flex items-center gap-3', className)}>
      <Skeleton className="size-9 shrink-0 rounded-full!" />
      <Skeleton className="h-5 w-1/2" />
    </div>
  );
}
