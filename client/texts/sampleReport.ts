/** Texts of a made-up report on the public pages. They fit any role. */
export const sampleReport = {
  title: 'A sample report',
  lead: 'If you ask for an evaluation, you get a two-page report. This is an excerpt with made-up answers.',
  badge: 'Sample report',
  inShort: 'In short',
  headline:
    'You say what a decision cost and when you could have known. One thing to change: say what you would do first, and why.',
  keep: {
    title: 'Keep',
    question: 'Which decision would you make differently today?',
    quotation: 'We lost two days. I could have asked the team that runs it before I promised the date.',
    seen: 'You named the step that went wrong, what it cost, and the moment when you could have known.',
    reached: 'Describes their own part in what went wrong, with the cost.',
    next: 'Also says what they changed so that it doesn’t happen again.',
    action: 'Add one sentence: what you have done differently since then.',
  },
  change: {
    title: 'Change',
    question: 'How would you start your first month?',
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
  levels: 'Levels reached',
  level: (level: number) => `Level ${level} of 5`,
  noEvidence: 'No evidence',
  aboutLevels:
    'Your own report spells out every level. “No evidence” means nothing in the answers could be rated. It isn’t a low level.',
  also: {
    title: 'Your report also has',
    points: [
      'Short clips of the moments it refers to',
      'Every question, with the length of your answer and a comment on it',
      'A seven-day plan: three tasks, each with something to read and a question to practice',
      'Your own guess next to the evaluators’ levels',
      'How it was rated: how many people rated it, and where they disagreed',
      'One question to the evaluators, answered on the same page',
    ],
  },
} as const;
