/** A made-up report that is shown to strangers. Its answers fit any role, and no kit’s levels are in it. */
export const sampleReport = {
  title: 'A sample report',
  lead: 'If you have people evaluate your practice, they write you a report of two pages. This is part of one, so that you know what to expect. Its answers, levels, and texts are made up.',
  badge: 'Sample report',
  inShort: 'In short',
  headline:
    'You say what a decision cost and when you could have known. The one thing to change: say what you would do first, and why.',
  keep: {
    title: 'Keep',
    question: 'Which decision would you make differently today?',
    quotation: 'We lost two days. I could have asked the team that runs it before I promised the date.',
    seen: 'You named the step that went wrong, what it cost, and the moment when you could have known.',
    reached: 'Describes their own part in what went wrong, with the cost.',
    next: 'Also says what they changed so that it does not happen again.',
    action: 'Add one sentence: what you have done differently since then.',
  },
  change: {
    title: 'Change',
    question: 'How would you begin in your first month?',
    quotation: 'I’d read the documentation, meet everyone, look at the numbers, set up my tools …',
    seen: 'Each step makes sense, but nothing says which one comes first. A listener can’t tell what you would do on Monday.',
    reached: 'Lists sensible steps without an order.',
    next: 'Puts the steps in order and gives the reason for the first one.',
    action: 'Say: “I would start with …, because … . Only then would I …”',
  },
  asked: 'Question',
  reached: 'Level reached',
  next: 'Next level',
  nextTime: 'Next time',
  levels: 'How far the answers came',
  level: (rung: number) => `Level ${rung} of 5`,
  noEvidence: 'No evidence',
  aboutLevels:
    'In your own report every level is written out. “No evidence” means that nothing said could be rated, which is not a low level.',
  also: {
    title: 'Your report also has',
    points: [
      'The moments it is about, as short clips that play in place',
      'Every question, with the length of your answer and a line about it',
      'A plan for seven days: three tasks, each with something to read and a question to practice',
      'What you thought of your answers beforehand, beside the levels that the raters saw',
      'How it was judged: how many people rated it, and where they disagreed',
      'Room for one question to the evaluators, which they answer on the same page',
    ],
  },
} as const;
