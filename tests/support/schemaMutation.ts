import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';

/** The part of JSON Schema that our messages use. */
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | false;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

const BYTES = 'bytes';

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    // JSON has no bytes; the one message with bytes is never sent as JSON.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, { type: BYTES });
    },
  }) as JsonSchema;
}

/** A valid message with every optional field. */
export function sampleOf(schema: z.ZodType): unknown {
  return sample(jsonSchemaOf(schema));
}

function sample(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.examples) return schema.examples[0];
  const options = schema.anyOf ?? schema.oneOf;
  if (options?.[0]) return sample(options[0]);
  switch (schema.type) {
    case 'string':
      return sampleString(schema);
    case 'number':
    case 'integer':
      return Math.max(schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1);
    case 'boolean':
      return true;
    case BYTES:
      return new Uint8Array(3);
    case 'array':
      return schema.items ? [sample(schema.items)] : [];
    case 'object':
      return sampleObject(schema);
    default:
      return 'anything';
  }
}

function sampleString({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === 'uuid') return uuidv7();
  if (format === 'email') return 'ada@example.org';
  // The same pattern gives the same text, so that ids and references match.
  if (pattern) return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 })[0] ?? '';
  return 'x'.repeat(Math.max(1, minLength));
}

function sampleObject(schema: JsonSchema): Record<string, unknown> {
  const known = Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, sample(inner)] as const);
  if (!schema.propertyNames || !schema.additionalProperties) return Object.fromEntries(known);
  const keys = schema.propertyNames.enum?.map(String) ?? [sampleString(schema.propertyNames)];
  return Object.fromEntries(keys.map(key => [key, sample(schema.additionalProperties || {})]));
}

/** A valid message with a NUL character in one of its texts, for each text, with the dotted path of that text. */
export function samplesWithNul(schema: z.ZodType): { field: string; input: unknown }[] {
  const good = sampleOf(schema);
  return textsIn(good, []).map(path => ({ field: path.join('.'), input: withNul(good, path) }));
}

function textsIn(value: unknown, path: readonly string[]): string[][] {
  if (typeof value === 'string') return [[...path]];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

function withNul(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return `${value}\0`;
  const inner = (value as Record<string, unknown>)[key];
  const changed = withNul(inner, rest);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? changed : item))
    : { ...(value as object), [key]: changed };
}

/** Messages that differ from a valid one in one place, which the schema must reject. */
export function mutationsOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return mutations(jsonSchemaOf(schema), sampleOf(schema));
}

const SCALARS = { string: fc.string(), number: fc.integer(), boolean: fc.boolean() };
const unknownKey = fc.string({ minLength: 1, maxLength: 12 }).map(name => `x-${name}`);

/** Values of every other JSON type. */
function wrongType(type: 'string' | 'number' | 'boolean' | 'array' | 'object'): fc.Arbitrary<unknown> {
  const others: fc.Arbitrary<unknown>[] = [fc.constant(null)];
  for (const [name, values] of Object.entries(SCALARS)) if (name !== type) others.push(values);
  if (type !== 'array') others.push(fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }));
  if (type !== 'object')
    others.push(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }));
  return fc.oneof(...others);
}

function mutations(schema: JsonSchema, value: unknown): fc.Arbitrary<unknown> {
  if (schema.enum || schema.const !== undefined)
    return fc
      .oneof(
        wrongType('string'),
        fc.string().map(text => `not-${text}`),
      )
      .filter(other => other !== schema.const);
  // A union is only violated by a value that none of its members accepts.
  const shapes = schema.anyOf ?? schema.oneOf;
  if (shapes)
    return fc
      .oneof(fc.constant(null), fc.integer(), fc.boolean())
      .filter(other => !shapes.some(shape => takes(shape, other)));
  switch (schema.type) {
    case 'string':
      return badStrings(schema);
    case 'number':
    case 'integer':
      return badNumbers(schema);
    case 'boolean':
      return wrongType('boolean');
    case BYTES:
      return wrongType('object');
    case 'array':
      return badArrays(schema, value as unknown[]);
    default:
      return badObjects(schema, value as Record<string, unknown>);
  }
}

/** True when a member accepts null, a whole number, or a boolean. */
function takes(
  { const: only, enum: some, type, minimum = -Infinity, maximum = Infinity }: JsonSchema,
  value: null | number | boolean,
): boolean {
  if (only !== undefined || some) return only === value || (some?.includes(value) ?? false);
  if (typeof value !== 'number') return type === (value === null ? 'null' : 'boolean');
  return (type === 'number' || type === 'integer') && value >= minimum && value <= maximum;
}

function badStrings(schema: JsonSchema): fc.Arbitrary<unknown> {
  const kinds = [wrongType('string')];
  if (schema.maxLength !== undefined) kinds.push(fc.constant('x'.repeat(schema.maxLength + 1)));
  if (schema.minLength !== undefined && schema.minLength > 0) kinds.push(fc.constant(''));
  if (schema.format ?? schema.pattern) kinds.push(fc.string().map(text => `<${text}>`));
  return fc.oneof(...kinds);
}

function badNumbers(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { minimum = schema.exclusiveMinimum, maximum } = schema;
  const kinds = [wrongType('number'), fc.constantFrom<unknown>(Number.NaN, Infinity, -Infinity)];
  if (schema.type === 'integer') kinds.push(fc.integer({ min: 0, max: 1_000 }).map(whole => whole + 0.5));
  if (minimum !== undefined) kinds.push(fc.integer({ min: 1, max: 1_000 }).map(by => minimum - by));
  if (maximum !== undefined) kinds.push(fc.integer({ min: 1, max: 1_000 }).map(by => maximum + by));
  return fc.oneof(...kinds);
}

function badArrays(schema: JsonSchema, value: unknown[]): fc.Arbitrary<unknown> {
  const kinds = [wrongType('array')];
  const { items, maxItems } = schema;
  if (items) kinds.push(mutations(items, value[0]).map(bad => [bad]));
  if (maxItems !== undefined) kinds.push(fc.constant(Array.from({ length: maxItems + 1 }, () => value[0])));
  return fc.oneof(...kinds);
}

function badObjects(schema: JsonSchema, value: Record<string, unknown>): fc.Arbitrary<unknown> {
  const kinds = [wrongType('object')];
  const longestKey = schema.propertyNames?.maxLength;
  if (longestKey !== undefined) kinds.push(fc.constant({ ['k'.repeat(longestKey + 1)]: 1 }));
  if (schema.additionalProperties === false)
    kinds.push(fc.tuple(unknownKey, fc.jsonValue()).map(([key, extra]) => ({ ...value, [key]: extra })));
  for (const key of schema.required ?? []) {
    const { [key]: _dropped, ...rest } = value;
    kinds.push(fc.constant(rest));
  }
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (Object.keys(inner).length > 0)
      kinds.push(mutations(inner, value[key]).map(bad => ({ ...value, [key]: bad })));
  }
  return fc.oneof(...kinds);
}
