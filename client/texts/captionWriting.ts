export const captionWriting = {
  label: 'What is said',
  hint: 'The candidate sees each word as you type. Enter finishes a line, which can’t be changed afterward. Start a line with the speaker’s name when the speaker changes.',
  unsent: 'Not sent yet. Keep typing: it is sent as soon as the connection is back.',
} as const;
