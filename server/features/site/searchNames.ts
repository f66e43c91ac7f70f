import { stemOf } from '../../../shared/site/searchWords.ts';

/**
 * Other names of roles: short forms, and what related job ads call them. A role has the names of each row
 * whose words all occur in its title.
 */
export const ROLE_NAMES: readonly (readonly [title: string, names: string])[] = [
  ['developer', 'dev engineer programmer coder swe software'],
  ['engineer', 'dev developer programmer coder swe software'],
  ['backend', 'be back-end server-side api'],
  ['frontend', 'fe front-end web ui'],
  ['full stack', 'fs fullstack web backend frontend'],
  ['product manager', 'pm po product owner'],
  ['project manager', 'pm program scrum master'],
  ['hr', 'human resources people personnel talent'],
  ['recruiter', 'hr human resources talent acquisition sourcer headhunter recruiting recruitment'],
  ['data analyst', 'bi business intelligence analytics'],
  ['data scientist', 'ds ml machine learning'],
  ['data engineer', 'de etl'],
  ['devops', 'sre site reliability platform infrastructure'],
  ['tester', 'qa quality assurance sdet'],
  ['qa', 'tester quality assurance sdet'],
  ['designer', 'ux ui'],
  ['sales', 'ae account executive sdr bdr'],
  ['customer', 'cs csm support success'],
  ['common questions', 'any role behavioral behavior general common basic soft skills every'],
];

/** Words that mean the same in a question. */
export const SAME_WORDS: readonly string[] = [
  'accessibility accessible a11y',
  'accomplishment achievement proudest proud',
  'ai llm chatgpt',
  'colleague coworker teammate',
  'conflict disagreement disagree',
  'cv resume',
  'database db',
  'differ difference distinguish diff vs versus',
  'fail failure mistake',
  'fire fired termination terminate layoff',
  'interviewer us',
  'javascript js',
  'job company position',
  'kubernetes k8s',
  'lcp vitals',
  'leave leaving quit',
  'manager boss',
  'performance perf speed',
  'postgres postgresql',
  'practice practise',
  'salary pay compensation',
  'slow performance',
  'stress pressure',
  'typescript ts',
  'one 1',
  'two 2',
  'three 3',
  'five 5',
  'ten 10',
];

/** Words that say little about a query. They decide only between results that have all other words. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about an and answer answers any are as ask asked at be been between biggest by can could did do does example
  examples for from greatest had has have how i if in into interview interviews is it its job jobs like me my
  of on or our question questions role should so some than that the their them then there they this to vs
  versus was we were what whats when where which who whose why will with would you your`.split(/\s+/),
);

/** Stop words of a search for a job, such as “questions for a nurse”. Others, such as “with my”, are about a situation. */
export const WORDS_AROUND_JOBS: ReadonlySet<string> = new Set(
  'a an and answer answers example examples for in interview interviews job jobs of question questions role the'.split(
    ' ',
  ),
);

/**
 * Stems of words that end the names of jobs, chosen by hand: most of these jobs have no guide. With one that is
 * missing here, a search only finds questions that mention the job. One that shouldn't be here hides questions, so
 * words that guides use for other things are left out, such as “driver” and “broker”.
 */
export const JOB_WORDS: ReadonlySet<string> = new Set(
  `accountant actuary administrator advisor analyst architect artist assistant attendant attorney auditor
  baker banker barber barista bartender biologist bookkeeper butcher buyer caregiver carer carpenter
  cashier chef chemist cleaner clerk coach consultant cook coordinator copywriter counselor dentist
  designer developer devops director doctor economist electrician engineer estimator executive farmer
  firefighter gardener geologist hairdresser handyman housekeeper instructor intern janitor journalist
  lawyer lecturer librarian machinist manager marketer mason mechanic mechatronics midwife musician nanny
  nurse nutritionist officer optician painter paralegal paramedic pharmacist photographer physician
  physicist physiotherapist plumber police porter professor programmer psychologist qa realtor
  receptionist recruiter researcher sailor salesperson scientist seamstress secretary sre solicitor
  specialist sdet statistician steward strategist supervisor surgeon surveyor tailor teacher technician
  technologist tester therapist translator tutor underwriter ux vet veterinarian waiter waitress
  warehouseman welder writer`
    .split(/\s+/)
    .map(stemOf),
);
