import { z } from 'zod';
import { ConfigError } from '../../../config.ts';

export interface SpeechService {
  /** Base URL without a trailing slash. Requests go to this URL plus `/audio/speech`. */
  url: string;
  key?: string;
  model: string;
  voice: string;
}

/** Speech configuration. Without a service, the built-in synthesizer speaks. */
export type SpeechConfig = { service?: SpeechService };

/** An HTTP URL without query, fragment, or user name. */
const Url = z.url({ protocol: /^https?$/ }).refine(text => {
  if (!URL.canParse(text)) return false;
  const { search, hash, username } = new URL(text);
  return search === '' && hash === '' && username === '';
});

const Environment = z.object({
  SPEECH_URL: Url.transform(text => text.replace(/\/+$/, '')).optional(),
  SPEECH_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(4_096)
    .optional(),
  SPEECH_MODEL: z.string().max(200).default('tts-1'),
  SPEECH_VOICE: z.string().max(200).default('alloy'),
});

const ADVICE: Readonly<Record<string, string>> = {
  SPEECH_URL:
    'must be the address of an OpenAI-compatible speech service up to /audio/speech, for example https://api.openai.com/v1; leave it out to use the built-in voices.',
  SPEECH_KEY: 'must be the key of the speech service, in plain characters without spaces.',
  SPEECH_MODEL: 'must be the name of a model of the speech service, for example tts-1.',
  SPEECH_VOICE: 'must be the name of a voice of the speech service, for example alloy.',
};

/** Reads the `SPEECH_…` variables. Empty values count as absent. Throws `ConfigError`. */
export function readSpeechConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): SpeechConfig {
  const given = Object.fromEntries(
    Object.keys(ADVICE).flatMap(name => (env[name]?.trim() ? [[name, env[name]?.trim()]] : [])),
  );
  const decoded = Environment.safeParse(given);
  if (!decoded.success) {
    const name = String(decoded.error.issues[0]?.path[0]);
    throw new ConfigError(name, ADVICE[name] ?? 'is wrong.');
  }
  const { SPEECH_URL: url, SPEECH_KEY: key, SPEECH_MODEL: model, SPEECH_VOICE: voice } = decoded.data;
  if (url === undefined) return {};
  return { service: { url, model, voice, ...(key !== undefined && { key }) } };
}
