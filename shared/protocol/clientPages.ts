/** First parts of the addresses that the client draws. `/` is one more where there is no public side. */
export const CLIENT_PAGES = [
  'login',
  'setup',
  'invitation',
  'reset',
  'console',
  'join',
  'practice',
  'report',
] as const;
