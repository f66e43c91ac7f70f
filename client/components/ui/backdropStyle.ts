/** What a dialog lies on. */
export const BACKDROP_STYLE =
  'fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';
