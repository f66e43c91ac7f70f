/**
 * Name in a browser's local storage. The value is JSON with the key of a private page (`page`), the name of its
 * newest `role`, and how far the person is with it (`progress`, text), or `REMEMBERS_NO_PRACTICE` if the person has turned this off.
 */
export const REMEMBERED_PRACTICE = 'vivavoce.continue';
export const REMEMBERS_NO_PRACTICE = 'off';
