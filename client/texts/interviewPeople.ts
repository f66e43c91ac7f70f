import { formatList, formatUnit, plural } from '../../shared/intl.ts';

const emails = (names: readonly string[]) =>
  names.length === 0
    ? 'No one gets an email about it.'
    : `${formatList(names)} ${names.length === 1 ? 'gets' : 'get'} an email about it.`;

/** Said about a change that a person without an address can't be emailed about. */
const tellThem = ({ displayName, email }: { displayName: string; email?: string | undefined }) =>
  email === undefined ? `${displayName} has no email address. Tell them yourself.` : undefined;

/** Texts about the people of an interview: who takes part, who leads, and what they were sent. */
export const interviewPeopleTexts = {
  tellThem,
  remove: {
    menu: 'Remove from the interview',
    title: (name: string) => `Remove ${name}?`,
    body: (name: string, told: readonly string[]) =>
      `${name}’s link stops working, and the interview leaves their calendar. ${emails(told)}`,
    confirm: 'Remove',
    done: (name: string) => `${name} no longer takes part`,
    only: {
      title: (name: string) => `${name} is the only candidate`,
      body: 'An interview needs a candidate. If the name or the address is wrong, correct it. If the interview isn’t needed, cancel it.',
      edit: 'Edit name and email',
    },
  },
  replace: {
    menu: 'Replace with someone else',
    title: (name: string) => `Replace ${name}`,
    body: (name: string, isLead: boolean) =>
      isLead
        ? `The new person takes over ${name}’s part and leads the interview.`
        : `The new person takes over ${name}’s part.`,
    told: (told: readonly string[], invited: string | undefined) =>
      invited === undefined
        ? emails(told)
        : `${told.length > 0 ? `${emails(told)} ` : ''}An invitation goes to ${invited}.`,
    submit: 'Replace',
    failed: 'Couldn’t replace the person',
    done: (before: string, name: string) => `${name} replaces ${before}`,
  },
  lead: {
    is: (name: string) => `${name} is the lead, who opens the interview.`,
    label: 'Who leads instead?',
    noOne: 'No one else can lead. Until you add an interviewer, no one can open the interview.',
    change: 'Make someone else lead',
    told: 'They get an email about it.',
    failed: 'Couldn’t change who leads',
    /** The lead's link is revoked, or the lead was removed. */
    lost: (name: string) =>
      `No one can open this interview. ${name} is the lead, and has no link that works.`,
    expires: (name: string) =>
      `No one can open this interview. ${name} is the lead, and their link ends before it starts.`,
    removed:
      'No one can open this interview, because its lead was removed. Add an interviewer, who then leads.',
    choose: 'Make someone else lead, or create a new link for them.',
    alone: 'Create a new link for them, or add an interviewer, who then leads.',
  },
  move: {
    open: 'Move',
    title: 'Move the interview',
    titleOf: (name: string) => `Move the interview with ${name}`,
    submit: 'Move',
    moveAndSend: (count: number) =>
      plural(count, { one: 'Move and send # email', other: 'Move and send # emails' }),
    moving: (time: string, seconds: number) =>
      seconds > 0 ? `Moving to ${time} in ${formatUnit(seconds, 'second')}` : `Moving to ${time}`,
  },
  canceled: {
    by: (name: string, when: string) => `${name} canceled this interview ${when}. No one can join it.`,
    at: (when: string) => `This interview was canceled ${when}. No one can join it.`,
    again: 'Plan again',
  },
  presence: {
    canceled: (when: string) => `Canceled the interview ${when}`,
    chose: (when: string) => `Chose the time ${when}`,
    opened: (when: string) => `Opened the link ${when}`,
    absent: 'Didn’t open the link',
  },
  late: {
    lead: (late: string, name: string) => `${late}. ${name} is the lead and isn’t here yet.`,
    you: (late: string) => `${late}. You’re the lead. Join to open the interview.`,
    remind: 'Remind everyone',
  },
  editPerson: {
    menu: 'Edit name and email',
    title: (name: string) => `Edit ${name}`,
    replaceLink: 'Replace their link',
    replaceLinkHint: (email: string) => `The person who got the link at ${email} can’t use it anymore.`,
    willInvite: (email: string, before: string | undefined) =>
      before
        ? `An invitation is emailed to ${email}, and a cancellation to ${before} if it was invited.`
        : `An invitation is emailed to ${email}.`,
    failed: 'Couldn’t save the changes',
    done: (name: string) => `${name}’s details saved`,
    doneInvited: (name: string, email: string) =>
      `${name}’s details saved. The invitation goes to ${email}, and the earlier link no longer works.`,
  },
  person: {
    actions: (name: string) => `Actions for ${name}`,
    newLink: 'Create a new link',
    revoke: 'Revoke the link',
    makeLead: 'Make lead',
    madeLead: (name: string) => `${name} is now the lead`,
    linkUntil: (day: string) => `Link works until ${day}`,
    linkRevoked: 'Link revoked',
    linkExpired: 'Link expired',
    sendAgain: 'Send the invitation again',
    sentAgain: (name: string) => `Sending ${name}’s invitation again`,
    sendAgainFailed: 'Couldn’t send the invitation again',
  },
  mail: {
    title: 'People aren’t told by email',
    body: 'Vivavoce can email each person an invitation with their own link and a calendar entry, tell them about changes, and remind them.',
    send: 'Send invitations',
    sent: 'Sending the invitations',
    failed: 'Couldn’t send the invitations',
    noServer:
      'No mail server is set up, so no one is emailed. Copy each person’s invitation when you create their link.',
    noServerYet: 'No mail server is set up. The invitations are sent when there is one.',
    addressHint: 'The invitation is emailed to this address when you save.',
    choose: 'Email the invitations',
    chooseHint:
      'Each person with an email address gets their own link, a calendar entry, news of changes, and reminders a day and an hour before. Someone who was invited shortly before a reminder doesn’t get it.',
    noAddress: 'No email address, so send the link yourself',
    planned: 'Invitation not sent yet',
    told: {
      waiting: 'Invitation waiting to be sent',
      sent: 'Emailed',
      failed: 'The email couldn’t be sent',
      bounced: 'The mail server refused the address',
      unsent: 'Email not sent',
    },
    left: { canceled: 'Cancellation emailed', revoked: 'Told that the link no longer works' },
    opened: 'opened the link',
  },
  addPerson: {
    title: 'Add a person',
    submit: 'Add and create link',
    failed: 'Couldn’t add the person',
    tellsCandidate: (names: string) => `${names} will get an email that says who they meet now.`,
  },
} as const;
