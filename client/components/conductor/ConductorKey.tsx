import { Kbd } from '../ui/Tooltip.tsx';

/** A key of the questions on its button: to be seen while the focus is among them, where alone it works. Its place stays. */
export function ConductorKey({ name, filled = false }: { name: string; filled?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className="invisible ml-auto pl-1 in-[#questions:focus-within]:visible pointer-coarse:hidden"
    >
      <Kbd inverse={filled}>{name}</Kbd>
    </span>
  );
}
