export interface TranscriptionService {
  /** Base address without a trailing slash. Requests go to it plus `/audio/transcriptions`. */
  readonly url: string;
  readonly key?: string;
  readonly model: string;
  /** Primary language subtags that the service is used for, such as `en` and `de`. */
  readonly languages: readonly string[];
}

/** What turns speech into text. `folder` is absent if the setup could not provide the engine. */
export type TranscriptionConfig =
  | { readonly kind: 'off' }
  | { readonly kind: 'engine'; readonly folder: string | undefined }
  | { readonly kind: 'service'; readonly service: TranscriptionService };

/** Returns who would transcribe recordings in a language such as `en-US`. Undefined if no one can. */
export function transcriberFor(
  config: TranscriptionConfig,
  language: string,
): 'server' | 'service' | undefined {
  const primary = language.split('-')[0] ?? language;
  if (config.kind === 'service') return config.service.languages.includes(primary) ? 'service' : undefined;
  return config.kind === 'engine' && config.folder !== undefined && primary === 'en' ? 'server' : undefined;
}
