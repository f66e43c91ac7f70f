/** A picture of the idea: people face to face, and quiet guests outside the frame. For the eye alone. */
export function RoomDrawing() {
  return (
    <svg
      viewBox="0 0 480 364"
      aria-hidden="true"
      className="w-full max-w-xl justify-self-center max-sm:hidden"
    >
      <rect x="0.5" y="0.5" width="479" height="299" rx="20" className="fill-surface stroke-line" />
      <rect x="16" y="16" width="318" height="268" rx="12" className="fill-accent-soft" />
      <rect x="346" y="16" width="118" height="128" rx="12" className="fill-sunken" />
      <rect x="346" y="156" width="118" height="128" rx="12" className="fill-sunken" />

      <Person x={175} floor={284} scale={1.45} className="fill-accent" />
      <Person x={405} floor={144} scale={0.62} className="fill-line-strong opacity-60" />
      <Person x={405} floor={284} scale={0.62} className="fill-line-strong opacity-60" />

      <rect x="101" y="232" width="148" height="36" rx="18" className="fill-surface" />
      <g className="fill-accent">
        {VOICE.map(({ x, height }) => (
          <rect key={x} x={x} y={250 - height / 2} width="5" height={height} rx="2.5" />
        ))}
      </g>

      {GUESTS.map(x => (
        <g key={x} className="fill-line-strong opacity-70">
          <circle cx={x} cy="330" r="7" />
          <path
            d={`M${x - 13} 354 C${x - 13} 344 ${x - 7} 341 ${x} 341 C${x + 7} 341 ${x + 13} 344 ${x + 13} 354 Z`}
          />
        </g>
      ))}
    </svg>
  );
}

const VOICE = [6, 10, 18, 9, 22, 14, 24, 12, 18, 8, 5].map((height, index) => ({
  x: 118 + index * 11,
  height,
}));
const GUESTS = [200, 240, 280];

interface PersonProps {
  x: number;
  /** Where the figure is cut off below. */
  floor: number;
  scale: number;
  className: string;
}

function Person({ x, floor, scale, className }: PersonProps) {
  return (
    <g className={className} transform={`translate(${x} ${floor}) scale(${scale})`}>
      <circle cx="0" cy="-114" r="36" />
      <path d="M-72 0 C-72 -46 -42 -66 0 -66 C42 -66 72 -46 72 0 Z" />
    </g>
  );
}
