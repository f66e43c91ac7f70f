/** How far the virtual recruiter's lines are made, on the page of an interview. */
export const recruiterClips = {
  title: 'The virtual recruiter',
  ready: (ready: number, total: number) => `${ready} of ${total} lines ready`,
  allReady: (total: number) => `All ${total} lines are ready`,
  making: (text: string) => `Being made now: “${text}”`,
  meanwhile: 'The interview can begin at any time: a line that is not ready is shown as text.',
  bar: 'Lines ready',
  failedTitle: (count: number) =>
    count === 1 ? 'One line could not be made' : `${count} lines could not be made`,
  fallbackTitle: (count: number) =>
    count === 1 ? 'One line has another voice' : `${count} lines have another voice`,
  shown: 'It is shown as text.',
  retry: 'Try again',
  retryFailed: 'The lines were not begun anew',
  loadFailed: 'How far the recruiter’s lines are could not be loaded',
} as const;
