interface Hill {
  x: number;
  y: number;
  radius: number;
  turn: number;
}

const HILLS: readonly Hill[] = [
  { x: 500, y: 260, radius: 420, turn: 0.4 },
  { x: 140, y: 760, radius: 330, turn: 2.1 },
];
const STEP = 26;
const POINTS = 48;

/** Closed, slightly uneven rings around each hill; every fifth one is drawn stronger, as on a map. */
export const contourPaths = (): { d: string; index: boolean }[] =>
  HILLS.flatMap((hill) =>
    Array.from({ length: Math.floor(hill.radius / STEP) }, (_, ring) => ({
      d: ringPath(hill, (ring + 1) * STEP),
      index: ring % 5 === 4,
    })),
  );

function ringPath({ x, y, turn }: Hill, radius: number): string {
  const points = Array.from({ length: POINTS }, (_, index) => {
    const angle = (2 * Math.PI * index) / POINTS;
    const uneven = 1 + 0.12 * Math.sin(3 * angle + turn + radius / 140) + 0.06 * Math.sin(5 * angle - turn + radius / 90);
    return `${(x + radius * uneven * 1.15 * Math.cos(angle)).toFixed(1)} ${(y + radius * uneven * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}
