/** The panel's frame, and that of the place that is kept for it: under the stage, beside it where a phone lies on its side. */
export const answerPanelFrame =
  'relative shrink-0 rounded-card border border-line bg-surface landscape:max-lg:w-90 landscape:max-lg:h-full';
