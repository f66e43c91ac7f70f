export const home = {
  title: 'Fair, structured interviews, live',
  lead: 'Vivavoce brings a candidate and their interviewers into one calm room. Those who evaluate or learn watch from outside it, unseen and unheard.',
  openConsole: 'Open the console',
  guest: 'Have you been invited to an interview? Open the personal link you were sent. You need no account.',
  facts: [
    {
      title: 'Face to face',
      body: 'Video and sound run through your own server, and find their way back after a dropped connection.',
    },
    {
      title: 'No surprises',
      body: 'Candidates check their devices beforehand, choose what they consent to, and always see how many people watch.',
    },
    {
      title: 'One link per person',
      body: 'Every person gets a link of their own. It can be replaced or switched off at any moment.',
    },
  ],
  setup: {
    title: 'One step is left: the first account',
    body: 'The terminal in which you started Vivavoce shows a set-up link, which works once. Open it in this browser to create the owner’s account.',
    lost: 'Cannot find it? Start the server again. It prints the link each time until the account exists.',
  },
  unreachable: 'The server does not answer, so signing in may not work right now.',
} as const;
