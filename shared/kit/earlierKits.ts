import { GuideQuestion } from './kit.ts';
import { partId } from './kitIds.ts';
import { MAX_HEADING } from './lintKit.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The only fields of guide questions in earlier versions. */
const EARLIER_FIELDS = ['question', 'answer'];
const LATER_FIELDS = Object.keys(GuideQuestion.shape).filter(field => !EARLIER_FIELDS.includes(field));

/**
 * Adds ids and titles to guide questions of earlier versions, which have only a question and an answer.
 * Equal texts get equal ids, because saved kits are converted at every read. Leaves invalid values to the
 * schema.
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

/** True if a question has none of the newer fields. A newer question with a typo in one still has others. */
function isEarlier(entry: unknown): entry is Fields {
  return isFields(entry) && !LATER_FIELDS.some(field => Object.hasOwn(entry, field));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a title: the start of the question, cut between words if possible. */
function headingOf(question: string): string {
  const words = question.trim().replace(/\s+/g, ' ');
  if (words.length <= MAX_HEADING) return words;
  const cut = words.slice(0, MAX_HEADING + 1);
  const gap = cut.lastIndexOf(' ');
  const heading = gap > 0 ? cut.slice(0, gap) : cut.slice(0, MAX_HEADING).replace(/[\ud800-\udbff]$/, '');
  return heading.replace(/[\s,;:–—-]+$/, '');
}
