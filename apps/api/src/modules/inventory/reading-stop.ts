/** Stops a reading of many parts: the first error of any part ends all, and is the one that is told. */
export class ReadingStop {
  private readonly controller = new AbortController();
  /** Aborted from outside, or by the first error. */
  readonly signal: AbortSignal;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
  }

  readonly because = (error: unknown): void => {
    if (!this.controller.signal.aborted) this.controller.abort(error);
  };

  /** Runs a part; where it fails, so does everything else under this stop. */
  async guard<Result>(part: Promise<Result>): Promise<Result> {
    try {
      return await part;
    } catch (error) {
      this.because(error);
      throw this.controller.signal.reason;
    }
  }
}
