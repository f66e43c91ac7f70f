/** For the person who has just installed the product, wherever they look first. */
export const firstAccount = {
  title: 'One step is left: the first account',
  body: 'The terminal in which you started Vivavoce shows a set-up link, which works once. Open it in this browser to create the owner’s account.',
  lost: 'Can’t find it? Start the server again. It prints the link each time until the account exists.',
} as const;
