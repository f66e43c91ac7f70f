/** Styles of pages outside the console, which the server also uses for what it renders before the scripts load. */
export const PAGE_STYLES = {
  frame: 'flex min-h-dvh flex-col',
  /** Like `frame`, for a page that is replaced by a message if scripts are turned off. */
  shell: 'flex min-h-dvh flex-col noscript:hidden',
  header: 'mx-auto flex w-full items-center justify-between gap-4 px-4 py-4 short:py-2 sm:px-8',
  wide: 'mx-auto flex w-full max-w-5xl flex-1 flex-col gap-6 px-4 pt-2 pb-16 short:gap-3 short:pt-0 sm:px-8 sm:pt-6',
  start:
    'grid items-start gap-x-14 gap-y-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:grid-rows-[auto_1fr]',
} as const;
