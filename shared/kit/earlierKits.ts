import { GuideQuestion } from './guide.ts';
import { partId } from './kitIds.ts';
import { MAX_HEADING } from './lintKit.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a question of the guide had before it got an address and a heading of its own. */
const EARLIER_FIELDS = ['question', 'answer'];
const LATER_FIELDS = Object.keys(GuideQuestion.shape).filter(field => !EARLIER_FIELDS.includes(field));

/**
 * A kit as the schema wants it, out of one that an earlier version saved, exported or kept: questions of the guide that have
 * nothing but question and answer get an address and a heading, the schema's defaults give the rest. The same text always
 * gets the same address, because saved versions stay as they were and are read again and again. Everything else, and what
 * is no kit at all, is handed on as it is, for the schema to judge.
 */
export function withGuideOfToday(value: unknown): unknown {
  if (!isFields(value) || !isFields(value.guide)) return value;
  const { questions } = value.guide;
  if (!Array.isArray(questions) || !questions.some(isEarlier)) return value;
  const taken = new Set(
    questions.flatMap(entry => (isFields(entry) && typeof entry.id === 'string' ? [entry.id] : [])),
  );
  const today = questions.map(entry => {
    if (!isEarlier(entry)) return entry;
    const text = typeof entry.question === 'string' ? entry.question : '';
    const id = partId(text, 'question', taken);
    taken.add(id);
    return { id, title: headingOf(text), ...entry };
  });
  return { ...value, guide: { ...value.guide, questions: today } };
}

/** A field with a wrong name is no reason to take an entry for a new one: then the name would not be all that is wrong. */
function isEarlier(entry: unknown): entry is Fields {
  return isFields(entry) && !LATER_FIELDS.some(field => Object.hasOwn(entry, field));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The beginning of a question, cut between words where it has any. */
function headingOf(question: string): string {
  const words = question.trim().replace(/\s+/g, ' ');
  if (words.length <= MAX_HEADING) return words;
  const cut = words.slice(0, MAX_HEADING + 1);
  const gap = cut.lastIndexOf(' ');
  // Never in the middle of a character that takes two places.
  const heading = gap > 0 ? cut.slice(0, gap) : cut.slice(0, MAX_HEADING).replace(/[\ud800-\udbff]$/, '');
  return heading.replace(/[\s,;:–—-]+$/, '');
}
