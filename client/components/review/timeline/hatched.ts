/** Stripes for what is missing, so that no colour alone says it. */
export const HATCHED =
  'bg-[repeating-linear-gradient(135deg,color-mix(in_oklab,var(--line-strong)_55%,transparent)_0_1.5px,transparent_1.5px_7px)]';
