import path from 'node:path';
import { z } from 'zod';
import { primarySubtag } from './segment.ts';

export interface TranscriptionService {
  /** Base address without a trailing slash. Requests go to it plus `/audio/transcriptions`. */
  readonly url: string;
  readonly key?: string;
  readonly model: string;
  /** Primary language subtags that the service is used for, such as `en` and `de`. */
  readonly languages: readonly string[];
  readonly budget?: TranscriptionBudget;
}

/** Most audio that a service gets in a calendar month. `folder` is where the use is counted. */
export interface TranscriptionBudget {
  readonly minutes: number;
  readonly folder: string;
}

/** What turns speech into text. `folder` is absent if the setup could not provide the engine. */
export type TranscriptionConfig =
  | { readonly kind: 'off' }
  | { readonly kind: 'engine'; readonly folder: string | undefined }
  | { readonly kind: 'service'; readonly service: TranscriptionService };

/** True if the engine, also one that is missing, or the service is for a language such as `en-US`. */
export function isLanguageCovered(config: TranscriptionConfig, language: string): boolean {
  const primary = primarySubtag(language);
  if (config.kind === 'service') return config.service.languages.includes(primary);
  return config.kind === 'engine' && primary === 'en';
}

/** True if the setup could not provide the engine. */
export function isEngineMissing(config: TranscriptionConfig): boolean {
  return config.kind === 'engine' && config.folder === undefined;
}

/** Returns who would transcribe recordings in a language. Undefined if no one can. */
export function transcriberFor(
  config: TranscriptionConfig,
  language: string,
): 'server' | 'service' | undefined {
  if (isEngineMissing(config) || !isLanguageCovered(config, language)) return undefined;
  return config.kind === 'service' ? 'service' : 'server';
}

/** A wrong variable. The message tells people what to do, and starts with the variable's name. */
export class TranscriptionConfigError extends Error {
  readonly variable: string;

  constructor(variable: string, advice: string) {
    super(`${variable} ${advice}`);
    this.name = 'TranscriptionConfigError';
    this.variable = variable;
  }
}

/** An HTTP address without query, fragment, or user name. */
const Url = z.url({ protocol: /^https?$/ }).refine(text => {
  if (!URL.canParse(text)) return false;
  const { search, hash, username } = new URL(text);
  return search === '' && hash === '' && username === '';
});

const Languages = z
  .string()
  .transform(text => text.split(',').map(language => language.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^[a-z]{2,3}$/)).max(100));

const Environment = z.object({
  TRANSCRIBE: z.literal('off').optional(),
  TRANSCRIBE_URL: Url.transform(text => text.replace(/\/+$/, '')).optional(),
  TRANSCRIBE_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(4_096)
    .optional(),
  TRANSCRIBE_MODEL: z.string().max(200).default('whisper-1'),
  TRANSCRIBE_LANGUAGES: Languages.default(['en']),
  TRANSCRIBE_BUDGET_MINUTES: z
    .string()
    .regex(/^[1-9]\d{0,6}$/)
    .transform(Number)
    .optional(),
  TRANSCRIBE_ENGINE: z.string().optional(),
});

const ADVICE: Readonly<Record<string, string>> = {
  TRANSCRIBE: 'must be off, or left out.',
  TRANSCRIBE_URL:
    'must be the address of an OpenAI-compatible transcription service up to /audio/transcriptions, for example https://api.openai.com/v1; leave it out to use the built-in engine.',
  TRANSCRIBE_KEY: 'must be the key of the transcription service, in plain characters without spaces.',
  TRANSCRIBE_MODEL: 'must be the name of a model of the transcription service, for example whisper-1.',
  TRANSCRIBE_LANGUAGES: 'must be language codes that the transcription service is used for, such as en,de.',
  TRANSCRIBE_BUDGET_MINUTES:
    'must be the minutes of audio that the transcription service may get in a month, from 1 to 9999999; leave it out for no limit.',
  TRANSCRIBE_ENGINE: 'must be the folder of the speech engine.',
};

/** Reads the `TRANSCRIBE…` variables. Empty values count as absent. Throws `TranscriptionConfigError`. */
export function readTranscriptionConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): TranscriptionConfig {
  const given = Object.fromEntries(
    Object.keys(ADVICE).flatMap(name => (env[name]?.trim() ? [[name, env[name]?.trim()]] : [])),
  );
  const decoded = Environment.safeParse(given);
  if (!decoded.success) {
    const name = String(decoded.error.issues[0]?.path[0]);
    throw new TranscriptionConfigError(name, ADVICE[name] ?? 'is wrong.');
  }
  const { TRANSCRIBE, TRANSCRIBE_URL: url, TRANSCRIBE_KEY: key } = decoded.data;
  if (TRANSCRIBE === 'off') return { kind: 'off' };
  if (url === undefined) return { kind: 'engine', folder: decoded.data.TRANSCRIBE_ENGINE };
  const { TRANSCRIBE_MODEL: model, TRANSCRIBE_LANGUAGES: languages } = decoded.data;
  const { TRANSCRIBE_BUDGET_MINUTES: minutes } = decoded.data;
  const folder = path.resolve(env.DATA_DIR?.trim() || './data');
  return {
    kind: 'service',
    service: {
      ...{ url, model, languages },
      ...(key !== undefined && { key }),
      ...(minutes !== undefined && { budget: { minutes, folder } }),
    },
  };
}
