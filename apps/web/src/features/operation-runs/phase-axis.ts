export interface PhaseVisit {
  key: string;
  label: string;
  enteredAt: string;
  leftAt: string | null;
}

export interface PhaseBar {
  id: string;
  label: string;
  enteredAt: string;
  durationMs: number;
  /** Where the bar lies on the axis, in hundredths of the whole time. A place in time, never a share of the work. */
  startAt: number;
  width: number;
  open: boolean;
}

/** Lays the phases that were entered on one time axis, from the first entry to the end or to now. */
export function phaseBars(visits: readonly PhaseVisit[], endedAt: string | null, now: number): PhaseBar[] {
  const from = Math.min(...visits.map(({ enteredAt }) => Date.parse(enteredAt)));
  const known = visits.flatMap(({ enteredAt, leftAt }) => [Date.parse(enteredAt), Date.parse(leftAt ?? enteredAt)]);
  // The clock ticks once a second and may be behind what the server has told since.
  const until = Math.max(endedAt ? Date.parse(endedAt) : now, ...known);
  const span = Math.max(1, until - from);
  return visits.map(({ key, label, enteredAt, leftAt }, index) => {
    const start = Date.parse(enteredAt);
    const durationMs = Math.max(0, (leftAt ? Date.parse(leftAt) : until) - start);
    return {
      id: `${key}:${index}`,
      label,
      enteredAt,
      durationMs,
      startAt: (100 * (start - from)) / span,
      width: (100 * durationMs) / span,
      open: leftAt === null && endedAt === null,
    };
  });
}
