import { type ChangeEvent, useRef } from 'react';

/** Returns a hidden file input, and `choose`, which opens its dialog. */
export function useFileChoice(accept: string, onFile: (file: File) => void) {
  const field = useRef<HTMLInputElement>(null);
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // Clears the input, so that the browser also reports a second choice of the same file.
    event.target.value = '';
    if (file) onFile(file);
  };
  return {
    choose: () => field.current?.click(),
    input: <input ref={field} type="file" accept={accept} hidden onChange={change} />,
  };
}
