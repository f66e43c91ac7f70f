/** A picture of the idea: one person speaks, others listen. For the eye alone. */
export function RoomDrawing() {
  return (
    <svg viewBox="0 0 480 132" aria-hidden="true" className="w-full">
      <rect width="220" height="132" rx="12" className="fill-accent-soft" />
      <rect x="230" width="120" height="132" rx="12" className="fill-sunken" />
      <rect x="360" width="120" height="132" rx="12" className="fill-sunken" />
      <Person x={110} scale={0.8} className="fill-accent" />
      <Person x={290} scale={0.6} className="fill-line-strong opacity-60" />
      <Person x={420} scale={0.6} className="fill-line-strong opacity-60" />
      <rect x="56" y="98" width="108" height="26" rx="13" className="fill-surface" />
      <g className="fill-accent">
        {VOICE.map(({ x, height }) => (
          <rect key={x} x={x} y={111 - height / 2} width="4" height={height} rx="2" />
        ))}
      </g>
    </svg>
  );
}

const VOICE = [5, 9, 15, 8, 18, 11, 18, 10, 14, 7, 4].map((height, index) => ({
  x: 68 + index * 8,
  height,
}));

interface PersonProps {
  x: number;
  scale: number;
  className: string;
}

/** Cut off below by the frame. */
function Person({ x, scale, className }: PersonProps) {
  return (
    <g className={className} transform={`translate(${x} 132) scale(${scale})`}>
      <circle cx="0" cy="-114" r="36" />
      <path d="M-72 0 C-72 -46 -42 -66 0 -66 C42 -66 72 -46 72 0 Z" />
    </g>
  );
}
