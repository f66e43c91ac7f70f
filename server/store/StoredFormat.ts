import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

export type Upcaster = (value: unknown) => unknown;

/** Stored values of format 2 or later contain their format number. A value without a number has format 1. */
const Enveloped = z.looseObject({ format: z.number().int().min(2), content: z.unknown() });

interface StoredFormatOptions {
  upcasters?: readonly Upcaster[] | undefined;
  /** Defaults to `refuse`, because saving a value again without its unknown fields would lose them. */
  unknownFields?: UnknownFields;
}

/** Converts values to JSON and back. Add a format when earlier releases would misread new values. */
export class StoredFormat<T> {
  readonly version: number;
  readonly #schema: z.ZodType<T>;
  readonly #upcasters: readonly Upcaster[];

  constructor(schema: z.ZodType<T>, { upcasters = [], unknownFields = 'refuse' }: StoredFormatOptions = {}) {
    this.#schema = readingSchema(schema, unknownFields);
    this.#upcasters = upcasters;
    this.version = upcasters.length + 1;
  }

  encode(value: T): string {
    return JSON.stringify(this.version === 1 ? value : { format: this.version, content: value });
  }

  /** Decodes a value, or returns undefined if a newer release wrote it. Throws if the value is damaged. */
  tryDecode(text: string): T | undefined {
    const { format, content } = unwrapped(JSON.parse(text));
    if (format > this.version) return undefined;
    const value = this.#upcasters.slice(format - 1).reduce((earlier, upcast) => upcast(earlier), content);
    const { data, error } = this.#schema.safeParse(value);
    if (!error) return data;
    if (error.issues.every(({ code }) => code === 'unrecognized_keys')) return undefined;
    throw error;
  }

  /** Decodes a value. Throws `newer-version` if a newer release wrote it. The error mentions `what`. */
  decode(text: string, what: string): T {
    const value = this.tryDecode(text);
    if (value === undefined) throw AppError.newerVersion(what);
    return value;
  }
}

function unwrapped(stored: unknown): { format: number; content: unknown } {
  const enveloped = Enveloped.safeParse(stored);
  return enveloped.success
    ? { format: enveloped.data.format, content: enveloped.data.content }
    : { format: 1, content: stored };
}

export type UnknownFields = 'leave-out' | 'refuse';

/** Returns a schema without size limits, so that values stored under earlier limits stay readable. */
export function readingSchema<T>(schema: z.ZodType<T>, unknownFields: UnknownFields): z.ZodType<T> {
  return shapeOf(schema, unknownFields) as z.ZodType<T>;
}

function shapeOf(schema: z.core.$ZodType, unknownFields: UnknownFields): z.ZodType {
  const inside = (part: z.core.$ZodType) => shapeOf(part, unknownFields);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return z.string();
    case 'number':
      return z.number();
    case 'boolean':
    case 'literal':
    case 'enum':
      return schema as z.ZodType;
    case 'array':
      return z.array(inside(def.element));
    case 'object': {
      const fields = Object.entries(def.shape).map(([field, part]) => [field, inside(part)]);
      return unknownFields === 'refuse'
        ? z.strictObject(Object.fromEntries(fields))
        : z.object(Object.fromEntries(fields));
    }
    case 'record':
      return z.record(z.string(), inside(def.valueType));
    case 'optional':
      return inside(def.innerType).optional();
    case 'nullable':
      return inside(def.innerType).nullable();
    case 'default':
      return inside(def.innerType).default(def.defaultValue);
    case 'union':
      return z.union(def.options.map(inside));
    default:
      throw new Error(`A stored value has a part of the type ${def.type}, which has no reading schema.`);
  }
}
