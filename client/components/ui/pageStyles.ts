/** Styles of pages outside the console, which the server also uses for what it renders before the scripts load. */
export const PAGE_STYLES = {
  frame: 'flex min-h-dvh flex-col pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)]',
  /** Like `frame`, for a page that is replaced by a message if scripts are turned off. */
  shell:
    'flex min-h-dvh flex-col pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)] noscript:hidden',
  header: 'mx-auto flex w-full items-center justify-between gap-4 px-4 py-4 short:py-2 sm:px-8 low:py-1',
  wide: 'mx-auto flex w-full max-w-5xl flex-1 flex-col gap-6 px-4 pb-16 tall:pt-2 short:gap-3 sm:px-8 sm:tall:pt-6 low:gap-2',
  start:
    'grid items-start gap-x-14 gap-y-6 columns:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] columns:grid-rows-[auto_1fr] low:gap-x-5 low:gap-y-3',
} as const;
