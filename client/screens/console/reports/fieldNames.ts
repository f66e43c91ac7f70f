import type { FieldPath } from '../../../core/editor/fieldPath.ts';
import { formatClock } from '../../../texts/clock.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';
import { useReport } from './reportContext.ts';

const { conflict: texts, evidence, points, plan, trim } = reportEditorTexts;

/** Returns a field's name, such as “Keep 1, what was seen”. */
export function useFieldName([top, key, field]: FieldPath): string {
  const { kit } = useReport().workspace.chosen;
  const part = typeof field === 'string' ? `, ${texts.fields[field] ?? field}` : '';
  if ((top === 'keep' || top === 'change') && typeof key === 'number')
    return `${points[top].number(key + 1)}${part}`;
  if (top === 'tasks' && typeof key === 'number') return `${plan.task(key + 1)}${part}`;
  if (top === 'lines') {
    const number = kit.questions.findIndex(({ id }) => id === key) + 1;
    return `${texts.fields.lines}: ${evidence.question(number)}`;
  }
  return texts.fields[String(top)] ?? String(top);
}

export function useWordsOf() {
  const { chosen, guide } = useReport().workspace;
  const { competencies, questions } = chosen.kit;
  return (path: FieldPath, value: unknown): string => {
    const field = path.at(-1);
    if (Array.isArray(value)) return wordsOfList(path, value);
    if (value === undefined || value === '') return texts.empty;
    if (field === 'questionId') return questions.find(({ id }) => id === value)?.text ?? String(value);
    if (field === 'competencyId') return competencies.find(({ id }) => id === value)?.name ?? String(value);
    if (field === 'guideQuestionId') return guide.find(({ id }) => id === value)?.title ?? String(value);
    if (field === 'reached') return points.level(Number(value));
    if (field === 'moment') return wordsOfMoment(value);
    return String(value);
  };
}

function wordsOfList(path: FieldPath, list: readonly unknown[]): string {
  if (list.length === 0) return texts.empty;
  const words = list.flatMap(item => textsIn(item, ['seen', 'action', 'text'])).filter(Boolean);
  const counted = path[0] === 'tasks' ? texts.tasks(list.length) : texts.points(list.length);
  return [counted, ...words].join('\n');
}

function wordsOfMoment(value: unknown): string {
  const [text] = textsIn(value, ['text']);
  if (text !== undefined) return `“${text}”`;
  const { fromMs, toMs } = value as { fromMs: number; toMs: number };
  return trim.span(formatClock(fromMs), formatClock(toMs));
}

function textsIn(value: unknown, keys: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return keys.flatMap(key => {
    const text: unknown = Reflect.get(value, key);
    return typeof text === 'string' ? [text] : [];
  });
}
