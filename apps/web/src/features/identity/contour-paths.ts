interface Hill {
  x: number;
  y: number;
  radius: number;
  turn: number;
}

const HILL: Hill = { x: 500, y: 260, radius: 860, turn: 0.4 };
const STEP = 27;
const POINTS = 144;

/** Closed, slightly uneven rings around a hill; every fifth one is drawn stronger, as on a map. */
export const contourPaths = (): { d: string; index: boolean }[] =>
  Array.from({ length: Math.floor(HILL.radius / STEP) }, (_, ring) => ({
    d: ringPath(HILL, (ring + 1) * STEP),
    index: ring % 5 === 4,
  }));

function ringPath({ x, y, turn }: Hill, radius: number): string {
  const points = Array.from({ length: POINTS }, (_, index) => {
    const angle = (2 * Math.PI * index) / POINTS;
    const uneven =
      1 + 0.12 * Math.sin(3 * angle + turn + radius / 140) + 0.06 * Math.sin(5 * angle - turn + radius / 90);
    return `${(x + radius * uneven * 1.15 * Math.cos(angle)).toFixed(1)} ${(y + radius * uneven * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}
