import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { readingSchema, type UnknownFields } from './readingSchema.ts';

/** Turns a value of one format into one of the next. */
export type Upcaster = (value: unknown) => unknown;

/** From format 2 on a value is stored with its format; a bare value has format 1. */
const Enveloped = z.looseObject({ format: z.number().int().min(2), content: z.unknown() });

interface StoredFormatOptions {
  /** From format 1 to 2, from 2 to 3, and so on. */
  upcasters?: readonly Upcaster[] | undefined;
  /** `refuse` (the default) is for what is overwritten as a whole: saving it without them would lose them. */
  unknownFields?: UnknownFields;
}

/**
 * How one kind of value is stored as JSON. Values of earlier formats become values of today when they are read; the stored text stays as it
 * was. The format number grows whenever an earlier version could not read a new value, or would understand it as another one.
 */
export class StoredFormat<T> {
  /** The format in which values are written. */
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

  /** Undefined for a value of a newer version. Throws for a damaged one. */
  tryDecode(text: string): T | undefined {
    const { format, content } = unwrapped(JSON.parse(text));
    if (format > this.version) return undefined;
    const value = this.#upcasters.slice(format - 1).reduce((earlier, upcast) => upcast(earlier), content);
    const { data, error } = this.#schema.safeParse(value);
    if (!error) return data;
    if (error.issues.every(({ code }) => code === 'unrecognized_keys')) return undefined;
    throw error;
  }

  /** Throws `newer-version` for a value of a newer version. `what` names it in a sentence. */
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
