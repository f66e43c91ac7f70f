export const rootDir: string;
export const cacheDir: string;
export const modulesDir: string;
