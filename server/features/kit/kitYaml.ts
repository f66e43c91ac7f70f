import { Document, isScalar, Scalar, visit } from 'yaml';
import type { z } from 'zod';
import { type FieldRefusal, refusalOfIssue } from '../../../shared/errorReasons.ts';
import { AppError } from '../../../shared/errors.ts';
import { withGuideOfToday } from '../../../shared/kit/earlierKits.ts';
import { Kit } from '../../../shared/kit/kit.ts';
import { MAX_KIT_YAML, type YamlProblem } from '../../../shared/protocol/kitRoutes.ts';
import { YamlProblems, YamlTree } from './yamlTree.ts';

const LINE_WIDTH = 100;
/** Text that a YAML block scalar can hold without escapes. Its first line must not be empty. */
const LINES = /^[\t ]*[\p{L}\p{N}\p{P}\p{S}][\t\n\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]*$/u;

/** Decodes a kit. Throws `invalid` with all problems in `details.problems`, in the order of the text. */
export function kitOfYaml(yaml: string): Kit {
  const outcome = readKitYaml(yaml);
  if (outcome.kit) return outcome.kit;
  const { problems } = outcome;
  const [first, ...others] = problems;
  throw new AppError('invalid', 'kit-yaml-invalid', {
    values: { problem: first ? problemSentence(first) : 'This is no kit.', more: others.length },
    details: { field: 'yaml', problems },
  });
}

/** Decodes a kit, even from an export of an earlier version, or returns all problems. */
export function readKitYaml(
  yaml: string,
): { kit: Kit } | { kit: undefined; problems: readonly YamlProblem[] } {
  const problems = new YamlProblems(yaml);
  const refused = () => ({ kit: undefined, problems: problems.list() });
  if (yaml.length > MAX_KIT_YAML) {
    problems.add(0, [], `A kit has at most ${MAX_KIT_YAML} characters.`);
    return refused();
  }
  const tree = YamlTree.read(yaml, problems);
  // Skips the schema check after syntax errors, because it would only report their consequences.
  if (!tree?.whole) return refused();
  const decoded = Kit.safeParse(withGuideOfToday(tree.value));
  for (const issue of decoded.error?.issues ?? []) addIssue(issue, tree, problems);
  return decoded.data && problems.none ? { kit: decoded.data } : refused();
}

export function problemSentence({ line, column, field, reason }: YamlProblem): string {
  return `Line ${line}, column ${column}${field && `, ${field}`}: ${reason}`;
}

/** Formats a kit with fields in the order of the schema. Decoding the text returns the same kit. */
export function yamlOfKit(kit: Kit): string {
  const document = new Document(Kit.parse(kit), { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && node.value.length > LINE_WIDTH) node.type = Scalar.BLOCK_FOLDED;
    },
  });
  for (const [index, { code }] of kit.guide.questions.entries()) {
    const node = document.getIn(['guide', 'questions', index, 'code', 'code'], true);
    // Keeps line breaks in code. Code with characters that YAML would change is quoted instead.
    if (code && isScalar(node))
      node.type = LINES.test(code.code) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  }
  return document.toString({ lineWidth: LINE_WIDTH });
}

function addIssue(issue: z.core.$ZodIssue, tree: YamlTree, problems: YamlProblems): void {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys)
      problems.add(tree.keyPlaceOf([...path, key]), [...path, key], 'There is no such field here.');
    return;
  }
  if (problems.isAbout(path)) return;
  const reason = tree.has(path) ? issueReason(issue, valueAt(tree.value, path)) : 'This field is missing.';
  problems.add(tree.placeOf(path), path, reason);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner ? Reflect.get(inner, key) : undefined),
    value,
  );
}

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
};

/** Describes a schema issue for the author of the text. `value` is the rejected value. */
function issueReason(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(KINDS[issue.expected] ?? issue.expected, value);
    case 'too_big':
      // Zod reports a number beyond safe integers before it checks the maximum.
      return issue.origin === 'int'
        ? 'This number is far too large.'
        : `${atMost(issue.maximum, issue.origin)}.`;
    case 'too_small':
      if (issue.origin === 'string') return 'This may not be empty.';
      return `At least ${issue.minimum}.`;
    case 'invalid_value':
      return `One of these belongs here: ${issue.values.map(String).join(', ')}.`;
    default:
      return ruleSentence(refusalOfIssue(issue)) ?? issue.message;
  }
}

/** Describes a problem for logs and startup errors. The client has its own sentences. */
function ruleSentence({ reason, values }: FieldRefusal): string | undefined {
  const id = String(values?.id);
  switch (reason) {
    case 'kit-language-tag':
      return 'Use a language tag such as en or en-GB.';
    case 'kit-part-id':
      return 'Use a-z, 0-9 and -, starting with a letter.';
    case 'kit-id-repeated':
      return `${id} appears twice.`;
    case 'kit-no-competency':
      return `There is no competency ${id} in this kit.`;
    case 'kit-no-question':
      return `There is no question ${id} in this kit.`;
    default:
      return undefined;
  }
}

function wrongKind(expected: string, value: unknown): string {
  const sentence = `There is ${kindOf(value)} where ${expected} belongs.`;
  const looksLikeText = typeof value === 'number' || typeof value === 'boolean';
  return looksLikeText && expected === KINDS.string ? `${sentence} Put a text in quotes.` : sentence;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'number') return KINDS[typeof value] ?? typeof value;
  if (!Number.isFinite(value)) return 'no finite number';
  return Number.isInteger(value) ? 'a number' : 'a fraction';
}

function atMost(maximum: number | bigint, origin: string): string {
  const most = `At most ${maximum}`;
  if (origin === 'string') return `${most} characters`;
  return origin === 'array' ? `${most} entries` : most;
}
