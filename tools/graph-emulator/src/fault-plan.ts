import type { Fault, FaultKind } from './fault.js';
import { randomFrom, type Random } from './generator/random.js';

/** What a fault can be matched against. */
export interface FaultTarget {
  readonly path: string;
  readonly of: 'request' | 'batch_part';
  /** Kinds that can happen to this target at all; a listing can be emptied, an item cannot. */
  readonly possible: (kind: FaultKind) => boolean;
}

interface Armed {
  readonly fault: Fault;
  matched: number;
  happened: number;
}

/** The faults of one tenant, with the memory of how often each matched and happened. */
export class FaultPlan {
  readonly #armed: readonly Armed[];
  readonly #random: Random;

  constructor(faults: readonly Fault[], seed: string | number) {
    this.#armed = faults.map((fault) => ({ fault, matched: 0, happened: 0 }));
    this.#random = randomFrom(seed, 'faults');
  }

  /** The faults that happen to this request, in the order of the script. */
  next(target: FaultTarget): readonly Fault[] {
    return this.#armed.filter((armed) => this.#happens(armed, target)).map(({ fault }) => fault);
  }

  describe(): readonly { readonly fault: Fault; readonly matched: number; readonly happened: number }[] {
    return this.#armed.map((armed) => ({ ...armed }));
  }

  #happens(armed: Armed, target: FaultTarget): boolean {
    const { fault } = armed;
    if (!target.possible(fault.kind)) return false;
    if (fault.of !== undefined && fault.of !== target.of) return false;
    if (fault.path !== undefined && !target.path.includes(fault.path)) return false;
    armed.matched += 1;
    const turn = armed.matched - (fault.after ?? 0);
    if (turn <= 0 || armed.happened >= (fault.times ?? Infinity)) return false;
    if (fault.every !== undefined && turn % fault.every !== 0) return false;
    if (fault.chance !== undefined && !this.#random.chance(fault.chance)) return false;
    armed.happened += 1;
    return true;
  }
}
