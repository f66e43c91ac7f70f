import { formatNumber, plural } from '../../shared/intl.ts';
import type { KitProblem, RequiredText } from '../../shared/kit/lintKit.ts';

const NO_LINE = 'The recruiter has no line for this moment.';

const MISSING: Record<RequiredText, string> = {
  name: 'The competency needs a name.',
  description: 'Say in one sentence what the competency covers.',
  text: 'The question has no text.',
  rephrased: 'Write the question in other words, for candidates who didn’t understand it the first time.',
  modelAnswer: 'Evaluators have no model answer to compare with.',
  strong: 'Say what strong answers show.',
  weak: 'Say what weak answers show.',
  greeting: 'The recruiter has no greeting.',
  consent: 'The recruiter has no line about consent.',
  instructions: 'The recruiter has no instructions.',
  closing: 'The recruiter has no closing.',
  reassurances: NO_LINE,
  reasks: NO_LINE,
  timeWarnings: NO_LINE,
  toPerson: NO_LINE,
  toRecruiter: NO_LINE,
  title: 'The question needs a short heading.',
  question: 'The question has no text.',
  topic: 'Say what it is about, in a word or two.',
  short: 'Start with a direct answer of about forty words.',
  answer: 'The question has no answer.',
  coachNote: 'Say what interviewers listen for.',
  commonMistake: 'Name the most common mistake.',
  code: 'The code example is empty. Write it or remove it.',
};

const NO_CATEGORY: Record<Extract<KitProblem, { code: 'missing-category' }>['category'], string> = {
  knowledge: 'There is no knowledge question.',
  situational: 'There is no situational question.',
  experience: 'There is no experience question.',
  motivation: 'There is no motivation question.',
};

export function kitFindingText(problem: KitProblem): string {
  switch (problem.code) {
    case 'missing-text':
      return MISSING[problem.field];
    case 'missing-anchor':
      return `Rating ${problem.rating} has no anchor.`;
    case 'same-anchor':
      return `The anchor for ${problem.rating} repeats another one.`;
    case 'bare-anchor':
      return 'Describe what a person says or does, not how good it is.';
    case 'too-many-competencies':
      return `People can’t rate ${formatNumber(problem.count)} competencies well. Keep at most ${problem.max}.`;
    case 'few-competencies':
      return plural(problem.count, {
        one: `# competency says little about a person. Most kits have ${problem.min} to ${problem.max}.`,
        other: `# competencies say little about a person. Most kits have ${problem.min} to ${problem.max}.`,
      });
    case 'unfed-competency':
      return `No question gives evidence for ${problem.competency}.`;
    case 'aimless-question':
      return 'Choose the competency that an answer gives evidence for.';
    case 'no-questions':
      return 'There are no questions yet.';
    case 'no-behavioural-question':
      return 'Ask about at least one thing the person has done.';
    case 'missing-category':
      return NO_CATEGORY[problem.category];
    case 'same-question':
      return 'This question appears twice.';
    case 'no-probe':
      return 'There is no follow-up for a short answer.';
    case 'probes-not-rephrased':
      return plural(problem.count, {
        one: '# follow-up has no other words. The recruiter can only repeat it.',
        other: '# follow-ups have no other words. The recruiter can only repeat them.',
      });
    case 'same-words':
      return 'These are the same words again. Say it more simply, or leave this empty.';
    case 'evaluating-acknowledgement':
      return `“${problem.word}” tells the candidate how good the answer was.`;
    case 'few-acknowledgements':
      return `With ${formatNumber(problem.count)}, acknowledgments repeat too often. Write at least ${problem.min}.`;
    case 'same-acknowledgement':
      return 'This line appears twice.';
    case 'long-introduction':
      return `Greeting, consent, and instructions take ${formatNumber(problem.seconds)} seconds. Keep them to ${problem.max}, and move the rest to the text that candidates read.`;
    case 'long-heading':
      return `Search results cut this heading. Keep it to ${problem.max} characters.`;
    case 'same-heading':
      return 'Another question has this heading.';
    case 'direct-answer-length':
      return `The direct answer has ${plural(problem.words, { one: '# word', other: '# words' })}. Write about forty, which can be read at a glance.`;
    case 'rated-question':
      return `The interview asks almost the same: “${problem.question}” People who read the guide would have rehearsed it.`;
    case 'little-practice':
      return littlePractice(problem);
  }
}

function littlePractice({ questions, min }: Extract<KitProblem, { code: 'little-practice' }>): string {
  if (questions === 0)
    return `Practice on the public page can ask nothing. Write at least ${min} questions for the guide, or open questions of the interview for practice.`;
  return `Practice on the public page can ask only ${plural(questions, { one: '# question', other: '# questions' })}. Write at least ${min} questions for the guide, or open questions of the interview for practice.`;
}
